from __future__ import annotations

from hoshin.config.example import example_folder
from hoshin.publishing.rules.document import Doc, EditionDoc, PolicyFolder
from hoshin.publishing.rules.folder import read_folder
from hoshin.publishing.rules.trusted import trusted


def test_the_example_comes_out_as_validation_makes_it() -> None:
    folder = read_folder(example_folder())
    data = folder.model_dump(mode="json", context={"full": True})

    assert trusted(PolicyFolder, data) == PolicyFolder.model_validate(data) == folder


def test_what_is_left_out_or_none_gets_its_default() -> None:
    data = {"year": 2020, "title": "方針", "levels": ["取組"], "issued": None, "summary": None}

    document = trusted(EditionDoc, data)

    assert document == EditionDoc.model_validate(data)
    assert document.issued is None
    assert document.summary == ""


def test_a_trusted_document_is_a_document_like_any_other() -> None:
    document = trusted(EditionDoc, {"year": 2020, "title": "方針", "levels": ["取組"]})

    assert isinstance(document, Doc)
    assert EditionDoc.model_validate(document.model_dump()) == document
    assert document.model_copy(update={"year": 2021}).year == 2021
    assert "方針" in repr(document)
