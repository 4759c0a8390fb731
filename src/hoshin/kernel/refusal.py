"""What an action answers to something that cannot be done: an error with a sentence for the person who asked."""

from __future__ import annotations


class Refused(Exception):
    """Base of the actions' errors. `field` names the field of a form that it is about, where there is one."""

    def __init__(self, message: str, *, field: str | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.field = field
