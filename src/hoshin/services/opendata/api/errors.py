"""What may be wrong with a call, in CKAN's words: clients branch on the type and the status."""

from __future__ import annotations

from typing import Any


class ActionError(Exception):
    """A call that is answered with `success: false`."""

    status = 409
    type = "Validation Error"

    def data(self) -> dict[str, Any]:
        return {"__type": self.type, "message": str(self)}


class NotFound(ActionError):
    status = 404
    type = "Not Found Error"

    def data(self) -> dict[str, Any]:
        words = str(self)
        return {"__type": self.type, "message": f"Not found: {words}" if words else "Not found"}


class NotAllowed(ActionError):
    status = 403
    type = "Authorization Error"


class SearchQueryError(ActionError):
    status = 400
    type = "Search Query Error"

    def data(self) -> dict[str, Any]:
        return {"__type": self.type, "message": f"Search Query is invalid: {str(self)!r}"}


class SearchError(ActionError):
    status = 409
    type = "Search Error"

    def data(self) -> dict[str, Any]:
        return {"__type": self.type, "message": f"Search error: {str(self)!r}"}


class WrongValue(ActionError):
    """A parameter cannot be used: which, and why."""

    def __init__(self, name: str, reason: str) -> None:
        super().__init__(f"{name}: {reason}")
        self.name, self.reason = name, reason

    def data(self) -> dict[str, Any]:
        return {self.name: [self.reason], "__type": self.type}


class BadRequest(Exception):
    """A call that is none: the answer is a bare sentence, as CKAN gives it."""
