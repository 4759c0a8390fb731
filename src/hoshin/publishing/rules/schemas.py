"""JSON Schemas (2020-12) of the files of a policy folder, for editors, and of the published edition.json.

They stand ready in the package under `publishing/schema/`; `python -m hoshin.publishing.rules.schemas` writes them
anew after the documents have changed.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from pydantic import BaseModel
from pydantic.json_schema import GenerateJsonSchema, JsonSchemaMode

from hoshin.publishing.rules.document import Doc
from hoshin.publishing.rules.folder import FILE_MODELS
from hoshin.publishing.rules.labels import FILES, label_of
from hoshin.publishing.rules.snapshot import SnapshotDoc

DIALECT = "https://json-schema.org/draft/2020-12/schema"
FOLDER = Path(__file__).parent.parent / "schema"


class _Untitled(GenerateJsonSchema):
    """Leaves out the English titles that would be made from the fields' names."""

    def field_title_should_be_set(self, schema: Any) -> bool:
        return False


def schemas() -> dict[str, dict[str, Any]]:
    """Make every schema, by the name of its file."""
    made = {f"{kind}.schema.json": _schema(kind, model, "validation") for kind, model in FILE_MODELS.items()}
    # The file of an edition's head and the published edition are both called edition: the head gives way.
    made["edition-head.schema.json"] = made.pop("edition.schema.json")
    made["edition.schema.json"] = _schema("edition.json", SnapshotDoc, "serialization")
    return {name: {"$schema": DIALECT, "$id": name, **schema} for name, schema in sorted(made.items())}


def schema_files() -> dict[str, str]:
    return {name: json.dumps(schema, ensure_ascii=False, indent=2) + "\n" for name, schema in schemas().items()}


def _schema(kind: str, model: type[Doc], mode: JsonSchemaMode) -> dict[str, Any]:
    schema = model.model_json_schema(mode=mode, schema_generator=_Untitled)
    models = all_models()
    for name, part in schema.get("$defs", {}).items():
        _speak_japanese(part, models[name])
    _speak_japanese(schema, model)
    return {"title": FILES[kind], **schema}


def _speak_japanese(schema: dict[str, Any], model: type[BaseModel]) -> None:
    """Put the Japanese name of each field in place of what was made from the English code."""
    schema.pop("title", None)
    schema.pop("description", None)
    for name, part in schema.get("properties", {}).items():
        part["title"] = label_of(model, name)


def all_models() -> dict[str, type[Doc]]:
    waiting, models = [Doc], {}
    while waiting:
        model = waiting.pop()
        models[model.__name__] = model
        waiting += model.__subclasses__()
    return models


def write_schemas(folder: Path = FOLDER) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in schema_files().items():
        (folder / name).write_text(text, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    write_schemas()
