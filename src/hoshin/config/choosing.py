"""Which edition, and of which municipality, a command is about."""

from __future__ import annotations

from dataclasses import dataclass

from hoshin.kernel.models import Municipality


class NotChosen(Exception):
    """What was written names no edition or no municipality; the text says what to write."""


@dataclass(frozen=True)
class EditionName:
    policy_key: str
    year: int

    def __str__(self) -> str:
        return f"{self.policy_key}@{self.year}"


def edition_name(text: str) -> EditionName:
    """Read `chiiki-joho@2020`.

    :raises NotChosen: it is written otherwise.
    """
    policy_key, _, year = text.partition("@")
    if not year.isascii() or not year.isdigit():
        raise NotChosen("「方針のキー@年度」の形で書いてください（例: chiiki-joho@2020）。")
    return EditionName(policy_key, int(year))


def municipality_of(code: str | None) -> Municipality:
    """Return the municipality of that code, or without a code the only one that there is.

    :raises NotChosen: there is none of that code, or there are several to choose from.
    """
    found = list(Municipality.objects.filter(**({"code": code} if code else {})).order_by("code"))
    if len(found) == 1:
        return found[0]
    if code:
        raise NotChosen(f"団体コード「{code}」の団体はありません。")
    codes = "、".join(f"{municipality.code} {municipality.name}" for municipality in found) or "（団体がありません）"
    raise NotChosen(f"--municipality で団体コードを選んでください: {codes}")
