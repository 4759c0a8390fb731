"""Texts: Markdown within the safe subset, and no My Number anywhere."""

from __future__ import annotations

from collections.abc import Iterator

from hoshin.kernel.markdown import unsupported
from hoshin.kernel.my_number import find_my_numbers
from hoshin.kernel.quantity import Quantity
from hoshin.publishing.rules.document import Doc
from hoshin.publishing.rules.fields import Markdown
from hoshin.publishing.rules.problem import Finding, Path

NO_MY_NUMBER = "個人番号を含まない文章（12桁の金額なら3桁ごとに「,」で区切ります）"


def check_texts(doc: Doc, here: Path) -> Iterator[Finding]:
    """Check every text of a document, however deep it stands."""
    for name, info in type(doc).model_fields.items():
        is_markdown = any(isinstance(mark, Markdown) for mark in info.metadata)
        yield from _check_value(getattr(doc, name), (*here, name), is_markdown=is_markdown)


def _check_value(value: object, path: Path, *, is_markdown: bool) -> Iterator[Finding]:
    if isinstance(value, Doc):
        yield from check_texts(value, path)
    elif isinstance(value, tuple):
        for index, element in enumerate(value):
            yield from _check_value(element, (*path, index), is_markdown=is_markdown)
    elif isinstance(value, Quantity):
        amount = "" if value.amount is None else f"{value.amount:f}"  # 1234,56789018 is printed with commas
        yield from list(_check_my_number("\n".join((value.printed, amount)), path))[:1]
    elif isinstance(value, str):
        yield from _check_my_number(value, path)
        if is_markdown:
            yield from _check_markdown(value, path)


def _check_my_number(text: str, path: Path) -> Iterator[Finding]:
    for start, _ in find_my_numbers(text):
        line = text.count("\n", 0, start) + 1
        yield Finding(path, "個人番号（マイナンバー）の形をした12桁の数字があります。", NO_MY_NUMBER, text_line=line)


def _check_markdown(text: str, path: Path) -> Iterator[Finding]:
    for problem in unsupported(text):
        expected = "見出し、箇条書き、表、強調、リンクだけのMarkdown"
        yield Finding(path, problem.message, expected, text_line=problem.line)
