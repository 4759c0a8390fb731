"""The safe subset of Markdown in which people write sections, definitions and notes.

Paragraphs, headings, lists, tables, emphasis, links, quotations, code and rules. Raw HTML is shown as the text it is,
images are not drawn, links lead to web pages, to pages of this site (relative) or to a place on the page. ``render``
is safe whatever the source; ``unsupported`` tells an editor what a reader would not see as meant.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from markdown_it import MarkdownIt
from markdown_it.token import Token

LONGEST_SOURCE = 100_000
LOWEST_HEADING = 6

TextHook = Callable[[str], str]

_EXTERNAL = ("http://", "https://")
_ALIGNMENT = re.compile("text-align:(left|center|right)")
_HTML, _IMAGE, _LINK, _LEFTOVER, _TOO_LONG = (
    "HTML のタグは使えません。Markdown の書き方で書いてください。",
    "画像は使えません。",
    "このリンク先は使えません。https:// で始まるアドレスか、このサイトの中のページを指定してください。",
    "強調の記号「**」が文字のまま残ります。記号の内側の端に空白や括弧・句読点を置かないでください。",
    f"文章が長すぎます。{LONGEST_SOURCE:,}字までにしてください。",
)


@dataclass(frozen=True, slots=True)
class Problem:
    """Something in the source that would not come out as meant; lines count from 1."""

    line: int
    message: str


def is_allowed_link(address: str) -> bool:
    if not address or re.search(r"[\x00-\x20\x7f\\]", address) or address.startswith("//"):
        return False
    try:
        parts = urlsplit(address)
    except ValueError:
        return False
    if parts.scheme:
        # An @ hides where a link leads: https://city.example@elsewhere.example
        return parts.scheme in {"http", "https"} and bool(parts.hostname) and "@" not in parts.netloc
    return not parts.netloc and ":" not in address.split("/")[0].split("#")[0].split("?")[0]


def _safe_parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"html": False}).enable("table").disable("image")
    parser.validateLink = lambda url: is_allowed_link(url)  # type: ignore[method-assign]  # the documented way to set a link policy
    return parser


def _tolerant_parser() -> MarkdownIt:
    """Reads what we do not render too, in order to name it."""
    parser = MarkdownIt("commonmark", {"html": True}).enable("table")
    parser.validateLink = lambda url: True  # type: ignore[method-assign]  # as above
    return parser


_SAFE = _safe_parser()
_TOLERANT = _tolerant_parser()


def render(source: str, *, base_heading: int = 3, text_hook: TextHook | None = None) -> str:
    """Return safe HTML. The highest heading used becomes ``base_heading``, the next one the level below, without gaps.

    ``text_hook`` gets every piece of plain text outside headings, links and code, and returns HTML for it: escaping is
    then its business.
    """
    tokens = parse(source, base_heading=base_heading)
    for index, token in enumerate(tokens):
        _restrict(token)
        if token.children:
            is_heading = tokens[index - 1].type == "heading_open"
            _restrict_inline(token.children, None if is_heading else text_hook)
    rendered = _SAFE.renderer.render(tokens, _SAFE.options, {})
    return str(rendered)


def parse(source: str, *, base_heading: int = 3) -> list[Token]:
    """Return the tokens that ``render`` writes as HTML, for those who write another format.

    Headings stand at their levels, and no line break is left that would be drawn as a space between Japanese
    characters. Whoever writes a link asks ``is_allowed_link``: the parser lets an empty address pass.
    """
    tokens = _SAFE.parse(source)
    _shift_headings(tokens, base_heading)
    for token in tokens:
        if token.children:
            token.children = _joined_lines(token.children)
    return tokens


def unsupported(source: str) -> list[Problem]:
    """Return what ``render`` would not show as meant, in the order of lines; each kind once a line."""
    if len(source) > LONGEST_SOURCE:
        return [Problem(1, _TOO_LONG)]
    found = dict.fromkeys(_problems(_TOLERANT.parse(source)))
    return sorted(found, key=lambda problem: problem.line)


def plain_text(source: str) -> str:
    """Return the words alone, a line for each paragraph, heading, item and cell."""
    lines = []
    for token in _SAFE.parse(source):
        if token.type == "inline":
            shown = _joined_lines(token.children or [])
            lines.append("".join("\n" if child.type == "hardbreak" else _shown(child) for child in shown))
        elif token.type in {"fence", "code_block"}:
            lines.append(token.content.rstrip("\n"))
    return "\n".join(line for line in lines if line)


def _shift_headings(tokens: Sequence[Token], base: int) -> None:
    headings = [token for token in tokens if token.type in {"heading_open", "heading_close"}]
    levels = sorted({token.tag for token in headings})
    for token in headings:
        token.tag = f"h{min(base + levels.index(token.tag), LOWEST_HEADING)}"


def _restrict(token: Token) -> None:
    """Leave only the attributes we write: the policy for styles forbids those that the table parser sets."""
    alignment = _ALIGNMENT.fullmatch(str(token.attrs.get("style", "")))
    start = token.attrs.get("start")
    token.attrs = {}
    token.info = ""
    if token.type == "th_open":
        token.attrs["scope"] = "col"
    if alignment:
        token.attrs["class"] = f"align-{alignment[1]}"
    if token.type == "ordered_list_open" and isinstance(start, int):
        token.attrs["start"] = start


def _restrict_inline(children: Sequence[Token], text_hook: TextHook | None) -> None:
    depth = 0
    for child in children:
        if child.type == "link_open":
            _restrict_link(child)
        depth += {"link_open": 1, "link_close": -1}.get(child.type, 0)
        if child.type == "text" and text_hook is not None and depth == 0:
            child.type, child.content = "html_inline", text_hook(child.content)


def _restrict_link(link: Token) -> None:
    address = str(link.attrs.get("href", ""))
    # The parser does not ask about an empty address: such a link is left without one and leads nowhere.
    link.attrs = {"href": address} if address else {}
    if address.lower().startswith(_EXTERNAL):
        link.attrs["rel"] = "noopener"


def _joined_lines(children: Sequence[Token]) -> list[Token]:
    """Drop the line breaks of the source between Japanese characters, where a browser would draw a space.

    Pieces of text that then touch become one, so that a term broken over two lines is one for the hook.
    """
    joined: list[Token] = []
    for index, child in enumerate(children):
        if child.type == "softbreak":
            before = next((text for token in reversed(joined) if (text := _shown(token))), "")
            after = next((text for token in children[index + 1 :] if (text := _shown(token))), "")
            if not (before[-1:].isascii() and after[:1].isascii()):
                continue
        if child.type == "text" and joined and joined[-1].type == "text":
            joined[-1].content += child.content
        elif child.type != "text" or child.content:
            joined.append(child)
    return joined


def _shown(token: Token) -> str:
    if token.type == "softbreak":
        return "\n"
    return token.content if token.type in {"text", "code_inline"} else ""


def _problems(tokens: Sequence[Token]) -> Iterator[Problem]:
    line = 1
    for token in tokens:
        if token.map:
            line = token.map[0] + 1
        if token.type == "html_block":
            yield Problem(line, _HTML)
        inner_line = line
        for child in token.children or []:
            inner_line += child.type in {"softbreak", "hardbreak"}
            if message := _problem(child):
                yield Problem(inner_line, message)


def _problem(child: Token) -> str:
    if child.type == "html_inline":
        return _HTML
    if child.type == "image":
        return _IMAGE
    if child.type == "link_open" and not is_allowed_link(str(child.attrs.get("href", ""))):
        return _LINK
    return _LEFTOVER if child.type == "text" and "**" in child.content else ""
