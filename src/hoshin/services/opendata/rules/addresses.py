"""Where a dataset and its files stand: addresses that others cite, so none of them ever changes."""

from __future__ import annotations


def dataset_path(name: str) -> str:
    return f"/opendata/{name}/"


def latest_file_path(name: str, file_name: str) -> str:
    """Return the address of a file of whichever release is the newest."""
    return f"/opendata/{name}/latest/{file_name}"


def release_file_path(name: str, number: int, file_name: str) -> str:
    """Return the address of a file of one release: what was cited stays what was read."""
    return f"/opendata/{name}/v{number}/{file_name}"
