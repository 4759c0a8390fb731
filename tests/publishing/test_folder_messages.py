from __future__ import annotations

from typing import Any, get_args

import pytest
from pydantic import ValidationError
from pydantic_core import ErrorDetails, core_schema

from hoshin.publishing.rules.document import DepartmentDoc, Doc, EditionHead, ItemDoc, PolicyFolder
from hoshin.publishing.rules.labels import label_of
from hoshin.publishing.rules.messages import GENERAL, explain, model_at
from hoshin.publishing.rules.schemas import all_models

# What a schema of our documents can complain about, by the kinds of pydantic-core's building blocks.
COMPLAINTS = {
    "str": {"string_type", "string_too_long", "string_too_short", "string_pattern_mismatch"},
    "int": {"int_type", "int_parsing", "int_parsing_size", "int_from_float", "greater_than_equal", "less_than_equal"},
    "bool": {"bool_type", "bool_parsing"},
    "literal": {"literal_error"},
    "tuple": {"tuple_type", "too_short"},
    "model-fields": {"missing", "extra_forbidden", "model_type"},
    "function-after": {"value_error"},
    "function-plain": {"value_error"},
    "function-before": {"value_error"},
}
HARMLESS = {"model", "nullable", "default", "definitions", "definition-ref", "model-field", "any", "no-info", "date"}


def kinds_of(schema: Any) -> set[str]:
    """Collect the kinds of building block in a core schema."""
    if isinstance(schema, dict):
        own = {schema["type"]} if isinstance(schema.get("type"), str) else set()
        return own.union(
            *(kinds_of(value) for key, value in schema.items() if key not in {"metadata", "serialization"})
        )
    if isinstance(schema, (list, tuple)):
        return set().union(*(kinds_of(element) for element in schema))
    return set()


def test_every_kind_of_constraint_that_the_documents_use_is_known():
    """A new kind in document.py must come with its sentences in messages.py."""
    kinds = kinds_of(PolicyFolder.__pydantic_core_schema__)

    assert kinds - HARMLESS == set(COMPLAINTS)
    assert set().union(*COMPLAINTS.values()) <= set(get_args(core_schema.ErrorType))


SAMPLES: list[tuple[str, type[Doc], dict[str, Any]]] = [
    ("missing", ItemDoc, {"key": "a"}),
    ("extra_forbidden", ItemDoc, {"key": "a", "title": "b", "x": 1}),
    ("string_type", ItemDoc, {"key": "a", "title": ["b"]}),
    ("string_type", ItemDoc, {"key": "a", "title": None}),
    ("string_too_long", ItemDoc, {"key": "a", "title": "あ" * 301}),
    ("string_too_short", ItemDoc, {"key": "a", "title": ""}),
    ("string_pattern_mismatch", ItemDoc, {"key": "A b", "title": "b"}),
    ("literal_error", ItemDoc, {"key": "a", "title": "b", "certainty": "maybe"}),
    ("value_error", ItemDoc, {"key": "a", "title": "b\nc"}),
    ("bool_type", ItemDoc, {"key": "a", "title": "b", "initiative": []}),
    ("bool_parsing", ItemDoc, {"key": "a", "title": "b", "initiative": "はい"}),
    ("tuple_type", ItemDoc, {"key": "a", "title": "b", "schedule": "x"}),
    ("model_type", ItemDoc, {"key": "a", "title": "b", "schedule": ["x"]}),
    ("int_parsing", EditionHead, {"year": "x", "title": "b", "levels": ["a"]}),
    ("int_parsing_size", EditionHead, {"year": "9" * 5000, "title": "b", "levels": ["a"]}),
    ("int_type", EditionHead, {"year": [], "title": "b", "levels": ["a"]}),
    ("int_from_float", EditionHead, {"year": 2020.5, "title": "b", "levels": ["a"]}),
    ("greater_than_equal", EditionHead, {"year": "3", "title": "b", "levels": ["a"]}),
    ("less_than_equal", EditionHead, {"year": "9999", "title": "b", "levels": ["a"]}),
    ("too_short", EditionHead, {"year": "2020", "title": "b", "levels": []}),
]


@pytest.mark.parametrize(("kind", "model", "data"), SAMPLES, ids=[f"{s[0]}-{i}" for i, s in enumerate(SAMPLES)])
def test_each_complaint_is_said_in_japanese_with_what_was_expected(kind, model, data):
    with pytest.raises(ValidationError) as caught:
        model.model_validate(data)

    (error,) = caught.value.errors(include_url=False)
    message, expected = explain(error, model)

    assert error["type"] == kind
    assert (message, expected) != GENERAL
    assert message.endswith("。")
    assert expected
    assert len(message) < 120


def test_the_samples_cover_every_complaint():
    assert {kind for kind, _, _ in SAMPLES} == set().union(*COMPLAINTS.values())


def test_a_complaint_nobody_thought_of_gets_a_general_sentence():
    error: ErrorDetails = {"type": "url_scheme", "loc": ("title",), "msg": "", "input": "x"}

    assert explain(error, ItemDoc) == GENERAL


def test_a_path_leads_to_the_model_that_describes_it():
    assert model_at(PolicyFolder, ("departments", 3)) is DepartmentDoc
    assert model_at(PolicyFolder, ("editions", 0, "items", 2)) is ItemDoc
    assert model_at(PolicyFolder, ("editions", 0, "nothing")) is None


def test_every_field_of_every_document_has_a_japanese_name():
    for model in all_models().values():
        for name, field in model.model_fields.items():
            assert label_of(model, field.alias or name)
