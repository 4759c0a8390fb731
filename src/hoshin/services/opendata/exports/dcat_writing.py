"""A tree of `exports.dcat` as JSON-LD, Turtle and RDF/XML. All three say the same triples."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from typing import Any
from xml.sax.saxutils import escape, quoteattr

from hoshin.services.opendata.exports.dcat import NAMESPACES, Node

MEDIA_TYPES = {
    "jsonld": "application/ld+json",
    "ttl": "text/turtle; charset=utf-8",
    "rdf": "application/rdf+xml; charset=utf-8",
}
# What XML 1.0 cannot hold, and what no reader of the other two expects.
_UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff\ud800-\udfff]")
_NOT_IN_ADDRESS = re.compile(r'[\x00-\x20<>"{}|^`\\]')
_LITERAL = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t"}


def write(nodes: Sequence[Node], suffix: str) -> bytes:
    """Write the nodes in the format that a file with this suffix has: jsonld, ttl or rdf."""
    writer = {"jsonld": _jsonld, "ttl": _turtle, "rdf": _xml}[suffix]
    return writer(nodes).encode("utf-8", errors="replace")


def _jsonld(nodes: Sequence[Node]) -> str:
    data = {"@context": NAMESPACES, "@graph": list(nodes)}
    return json.dumps(data, ensure_ascii=False, indent=1).replace("<", "\\u003c") + "\n"


def _turtle(nodes: Sequence[Node]) -> str:
    lines = [f"@prefix {prefix}: <{address}> ." for prefix, address in NAMESPACES.items()]
    waiting = list(nodes)
    written: set[str] = set()
    while waiting:
        node = waiting.pop()
        text = f"\n{_reference(node)} {_statements(node, waiting)} ."
        if text not in written:  # the publisher, a licence: what every dataset names is written once
            written.add(text)
            lines.append(text)
    return "\n".join(lines) + "\n"


def _statements(node: Node, extra: list[Node]) -> str:
    """Write what a node says; nodes with a name that it holds are put aside, to be written after it."""
    parts = [f"a {node['@type']}"] if "@type" in node else []
    for key, values in _said(node):
        parts.append(f"{key} " + ", ".join(_object(value, extra) for value in values))
    return " ;\n    ".join(parts)


def _object(value: Any, extra: list[Node]) -> str:
    if isinstance(value, str):
        return _text(value)
    if "@value" in value:
        tail = f"@{value['@language']}" if "@language" in value else f"^^{value['@type']}"
        return _text(value["@value"]) + tail
    if "@id" in value:
        if len(value) > 1:
            extra.append(value)
        return _reference(value)
    return f"[ {_statements(value, extra)} ]"


def _reference(node: Node) -> str:
    return f"<{_address(node['@id'])}>"


def _text(text: str) -> str:
    return '"' + "".join(_LITERAL.get(mark, mark) for mark in _UNWRITABLE.sub("\ufffd", text)) + '"'


def _address(text: str) -> str:
    return _NOT_IN_ADDRESS.sub(lambda match: f"%{ord(match[0]):02X}", text)


def _xml(nodes: Sequence[Node]) -> str:
    spaces = {"rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#", **NAMESPACES}
    declared = " ".join(f"xmlns:{prefix}={quoteattr(address)}" for prefix, address in spaces.items())
    body = "\n".join(_element(node) for node in nodes)
    return f'<?xml version="1.0" encoding="utf-8"?>\n<rdf:RDF {declared}>\n{body}\n</rdf:RDF>\n'


def _element(node: Node) -> str:
    name = node.get("@type", "rdf:Description")
    about = f" rdf:about={quoteattr(_address(node['@id']))}" if "@id" in node else ""
    inner = "\n".join(_property(key, value) for key, values in _said(node) for value in values)
    return f"<{name}{about}>\n{inner}\n</{name}>" if inner else f"<{name}{about}/>"


def _property(key: str, value: Any) -> str:
    if isinstance(value, str):
        return f"<{key}>{_characters(value)}</{key}>"
    if "@value" in value:
        prefix, _, local = value.get("@type", "").partition(":")
        kind = (
            f" rdf:datatype={quoteattr(NAMESPACES[prefix] + local)}" if local else f' xml:lang="{value["@language"]}"'
        )
        return f"<{key}{kind}>{_characters(value['@value'])}</{key}>"
    if set(value) == {"@id"}:
        return f"<{key} rdf:resource={quoteattr(_address(value['@id']))}/>"
    return f"<{key}>{_element(value)}</{key}>"


def _characters(text: str) -> str:
    # A bare carriage return would be read as a line feed.
    return escape(_UNWRITABLE.sub("\ufffd", text), {"\r": "&#13;"})


def _said(node: Node) -> Iterator[tuple[str, list[Any]]]:
    for key, value in node.items():
        if not key.startswith("@") and value != []:
            yield key, value if isinstance(value, list) else [value]
