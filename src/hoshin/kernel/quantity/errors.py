"""What can be wrong with a value; every message is Japanese and made to be shown."""

from __future__ import annotations


class QuantityError(ValueError):
    """Not a value that can be kept."""


class UnitMismatch(QuantityError):
    def __init__(self, found: str, expected: str) -> None:
        super().__init__(f"単位が違います。「{expected}」のところに「{found}」と書かれています。")
        self.found = found
        self.expected = expected


class NoArithmetic(QuantityError):
    """The values cannot be reckoned or compared with each other, and why not."""
