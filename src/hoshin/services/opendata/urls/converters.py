from __future__ import annotations

from django.urls import register_converter


class DatasetNameConverter:
    """t132292d0000000001"""

    regex = "t[0-9]{6}d[0-9]{10}"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


class FileNameConverter(DatasetNameConverter):
    """132292_public_toilet.csv"""

    regex = "[A-Za-z0-9][A-Za-z0-9._-]{0,119}"


# Here and nowhere else: the addresses of every audience use them, and each may be registered once only.
register_converter(DatasetNameConverter, "dataset_name")
register_converter(FileNameConverter, "dataset_file")
