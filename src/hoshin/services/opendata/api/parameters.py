"""What a caller said, from the address, a form or JSON. Keys that an action does not know are ignored."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from django.http import QueryDict

from hoshin.kernel.requests import CityRequest
from hoshin.services.opendata.api.errors import BadRequest, WrongValue

MOST_BYTES = 100_000
_TRUE = {"true", "yes", "on", "y", "t", "1"}
_FALSE = {"false", "no", "off", "n", "f", "0", ""}


class Parameters:
    """The parameters of a call, read by type."""

    def __init__(self, values: Mapping[str, Any]) -> None:
        self.values = values

    def text(self, name: str, default: str = "") -> str:
        """Return the text; of several the first."""
        value = self.values.get(name)
        if isinstance(value, list):
            value = value[0] if value else None
        if value is None:
            return default
        if isinstance(value, dict):
            raise WrongValue(name, "Must be a Unicode string value")
        # PostgreSQL keeps no NUL, so nothing can be found by one.
        return str(value).replace("\x00", "\ufffd")

    def needed(self, name: str) -> str:
        """
        :raises WrongValue: it is missing.
        """
        value = self.text(name)
        if not value:
            raise WrongValue(name, "Missing value")
        return value

    def number(self, name: str, default: int, *, most: int) -> int:
        """Return a number from zero on; a larger one than `most` counts as that.

        :raises WrongValue: it is none.
        """
        value = self.text(name)
        if not value:
            return default
        if not value.removeprefix("-").isdecimal() or len(value) > 18:
            raise WrongValue(name, "Invalid integer")
        if value.startswith("-"):
            raise WrongValue(name, "Must be a natural number")
        return min(int(value), most)

    def is_true(self, name: str, *, default: bool = False) -> bool:
        """
        :raises WrongValue: it is neither a yes nor a no.
        """
        value = self.text(name).strip().lower()
        if name not in self.values:
            return default
        if value not in _TRUE | _FALSE:
            raise WrongValue(name, f"String is not true/false: {value[:20]}")
        return value in _TRUE

    def texts(self, name: str) -> tuple[str, ...]:
        """Return a list that came as JSON, as several values or as one.

        :raises WrongValue: it is JSON of something else.
        """
        value = self.values.get(name)
        if isinstance(value, str) and value.lstrip().startswith("["):
            value = _json_of(name, value)
        if value is None or value == "":
            return ()
        values = value if isinstance(value, list) else [value]
        if not all(isinstance(one, str) for one in values):
            raise WrongValue(name, "Not a list of strings")
        return tuple(one.replace("\x00", "\ufffd") for one in values)

    def mapping(self, name: str) -> dict[str, Any]:
        """Return an object that came as one, or as JSON in a text.

        :raises WrongValue: it is something else.
        """
        value = self.values.get(name)
        if isinstance(value, str) and value:
            value = _json_of(name, value)
        if value in (None, ""):
            return {}
        if not isinstance(value, dict):
            raise WrongValue(name, "Cannot parse JSON")
        return value


def _json_of(name: str, text: str) -> Any:
    try:
        return json.loads(text)
    except (ValueError, RecursionError) as error:
        raise WrongValue(name, "Cannot parse JSON") from error


def parameters_of(request: CityRequest) -> Parameters:
    """Read the parameters of a GET from its address, of a POST from its body or, without one, from its address.

    :raises BadRequest: the body is no JSON object, or too large.
    """
    if request.method != "POST" or not request.headers.get("Content-Length", "0").strip("0"):
        return Parameters(_mixed(request.GET))
    if len(request.body) > MOST_BYTES:
        raise BadRequest(f"JSON Error: the body is larger than {MOST_BYTES} bytes")
    content_type = (request.content_type or "").lower()
    if content_type == "application/x-www-form-urlencoded" and not request.body.lstrip().startswith(b"{"):
        return Parameters(_mixed(request.POST))
    if content_type == "multipart/form-data":
        return Parameters(_mixed(request.POST))
    return Parameters(_body(request.body))


def _body(body: bytes) -> dict[str, Any]:
    try:
        data = json.loads(body)
    except (ValueError, RecursionError) as error:  # also bytes that are no text
        raise BadRequest("JSON Error: Error decoding JSON data.") from error
    if not isinstance(data, dict):
        raise BadRequest("JSON Error: Request data JSON decoded to something else, but it needs to be a dictionary.")
    return data


def _mixed(values: QueryDict) -> dict[str, Any]:
    return {name: found if len(found) > 1 else found[0] for name, found in values.lists() if found}
