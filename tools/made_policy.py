"""Policies of any size for benchmarks and query counts, made from the example: real lengths, real mixtures."""

from __future__ import annotations

from hoshin.config.example import example_folder
from hoshin.publishing.rules.document import EditionDoc, ItemDoc, MunicipalityDoc, PolicyFolder
from hoshin.publishing.rules.folder import read_folder


def made_folder(*, initiatives: int, code: str, name: str) -> PolicyFolder:
    """Return the example as another municipality's policy, its initiatives repeated up to the number."""
    example = read_folder(example_folder())
    edition = example.editions[-1]
    return PolicyFolder(
        municipality=MunicipalityDoc(code=code, name=name, prefecture="東京都"),
        policy=example.policy,
        departments=example.departments,
        editions=(_with(edition, initiatives),),
    )


def _with(edition: EditionDoc, initiatives: int) -> EditionDoc:
    items = tuple(
        _copy(edition.items[place % len(edition.items)], place, is_original=place < len(edition.items))
        for place in range(initiatives)
    )
    return edition.model_copy(update={"items": items})


def _copy(item: ItemDoc, place: int, *, is_original: bool) -> ItemDoc:
    if is_original:
        return item
    indicators = tuple(one.model_copy(update={"key": f"{one.key}-{place}"}) for one in item.indicators)
    return item.model_copy(update={"key": f"{item.key}-{place}", "number": str(place + 1), "indicators": indicators})
