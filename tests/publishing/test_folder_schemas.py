from __future__ import annotations

import datetime as dt
import json
from typing import Any

import jsonschema
import pytest
import yaml

from hoshin.publishing.rules.folder import FILE_MODELS, read_folder
from hoshin.publishing.rules.schemas import FOLDER, schema_files, schemas, write_schemas
from tests.publishing.folders import GOOD, write
from tests.publishing.test_folder_canonical import frozen

KIND_OF = {name: name.removesuffix(".yaml").split("/")[-1] for name in GOOD if "/items/" not in name}


def schema_for(file: str) -> dict[str, Any]:
    kind = KIND_OF.get(file, "item")
    return schemas()[f"{'edition-head' if kind == 'edition' else kind}.schema.json"]


def as_editors_read(text: str) -> Any:
    """Read YAML as editors do: with numbers and truth values; days are text in YAML 1.2."""
    return json.loads(json.dumps(yaml.safe_load(text), default=dt.date.isoformat))


def test_the_schemas_in_the_package_are_those_of_the_documents():
    """After a change of the documents: python -m hoshin.publishing.rules.schemas"""
    assert {path.name: path.read_text(encoding="utf-8") for path in FOLDER.iterdir()} == schema_files()


def test_there_is_a_schema_for_each_kind_of_file_and_for_the_published_edition():
    assert len(schemas()) == len(FILE_MODELS) + 1


@pytest.mark.parametrize("name", sorted(schemas()))
def test_each_schema_is_valid_and_speaks_japanese(name):
    schema = schemas()[name]

    jsonschema.Draft202012Validator.check_schema(schema)
    for part in [schema, *schema.get("$defs", {}).values()]:
        for field, described in part["properties"].items():
            assert not described["title"].isascii(), field


@pytest.mark.parametrize("file", sorted(GOOD))
def test_a_good_file_satisfies_its_schema(file):
    jsonschema.validate(as_editors_read(GOOD[file]), schema_for(file))


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        ("policy.yaml", "name: 西東京市", "nam: 西東京市"),
        ("policy.yaml", '"132292"', '"13229"'),
        ("2020/edition.yaml", "rule: indicator_with_target", "rule: kpi"),
        ("2020/edition.yaml", "key: survey", "key: 調査"),
        ("2020/items/02-card.yaml", "- period: FY2020\n        value: 97,056枚", "- value: 97,056枚"),
        ("2020/items/02-card.yaml", "value: 97,056枚", "value: {amaunt: 5}"),
    ],
)
def test_a_mistake_of_form_is_seen_by_editors(file, old, new):
    assert old in GOOD[file]

    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(as_editors_read(GOOD[file].replace(old, new)), schema_for(file))


def test_the_published_edition_satisfies_its_schema(tmp_path):
    published = json.loads(frozen(read_folder(write(tmp_path, GOOD))).data)

    jsonschema.validate(published, schemas()["edition.schema.json"])
    del published["edition"]["items"][1]["indicators"][0]["targets"][0]["value"]["amount"]
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(published, schemas()["edition.schema.json"])


def test_the_schemas_can_be_written_anywhere(tmp_path):
    write_schemas(tmp_path / "schema")

    assert {path.name for path in (tmp_path / "schema").iterdir()} == set(schemas())
