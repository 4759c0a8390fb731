"""What a room hands to the search: one thing that can be found. Plain Python, so that rules can make them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class SearchText:
    """`kind` and `key` name the thing; `address` is what the site needs to build the link."""

    kind: str
    key: str
    title: str
    body: str = ""
    address: Mapping[str, str | int] = field(default_factory=dict)
    is_public: bool = True
