"""Writes plain data as YAML that a person likes to read and that reads back as exactly the same."""

from __future__ import annotations

import datetime as dt
import re
from typing import Any

import yaml

ENDLESS = 1_000_000
ISO_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


class _Writer(yaml.SafeDumper):
    """Indents the elements of a list below their key, as people write it; never writes an alias."""

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:  # noqa: FBT001, FBT002  # PyYAML's signature
        super().increase_indent(flow, False)  # noqa: FBT003  # PyYAML's signature

    def ignore_aliases(self, data: Any) -> bool:  # PyYAML's signature
        return True


def _text(writer: _Writer, text: str) -> yaml.ScalarNode:
    """Choose a literal block for text of several lines. Where YAML cannot hold it so, PyYAML quotes it instead.

    Its rules of quoting cover every word that other readers of YAML would take for nothing, a number or a truth value.
    A day stands bare: that is how people write it, and our reader takes it for the text it is.
    """
    if ISO_DAY.fullmatch(text):
        return writer.represent_scalar("tag:yaml.org,2002:timestamp", text)
    literal = "\n" in text and text[0] not in " \n"
    return writer.represent_scalar("tag:yaml.org,2002:str", text, style="|" if literal else None)


def _day(writer: _Writer, day: dt.date) -> yaml.ScalarNode:
    return _text(writer, day.isoformat())


_Writer.add_representer(str, _text)
_Writer.add_representer(dt.date, _day)


def to_yaml(data: dict[str, Any]) -> str:
    """Write a document; keys keep their order."""
    written = yaml.dump(data, Dumper=_Writer, allow_unicode=True, sort_keys=False, width=ENDLESS, indent=2)
    return str(written)
