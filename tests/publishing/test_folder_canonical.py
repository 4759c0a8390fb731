from __future__ import annotations

import datetime as dt
import hashlib
import json

import jsonschema
import pytest
from hypothesis import HealthCheck, given, settings

from hoshin.publishing.rules.canonical import NoSuchEdition, edition_of
from hoshin.publishing.rules.document import EditionDoc, PolicyFolder, ResultDoc
from hoshin.publishing.rules.dump import dump_files
from hoshin.publishing.rules.folder import read_folder
from hoshin.publishing.rules.problem import FolderErrors
from hoshin.publishing.rules.schemas import schemas
from hoshin.publishing.rules.snapshot import RevisionDoc, Snapshot, freeze, thaw
from tests.publishing.folders import GOOD, write
from tests.publishing.strategies import folders


def frozen(folder: PolicyFolder, year: int = 2020) -> Snapshot:
    first = RevisionDoc(number=1, published_date=dt.date(2020, 10, 1))
    return freeze(folder, edition_of(folder, year), (first,))


def test_the_published_edition_states_everything_its_keys_refer_to(tmp_path):
    published = json.loads(frozen(read_folder(write(tmp_path, GOOD))).data)

    assert published["$schema"] == "/schema/edition.json"
    assert published["revisions"] == [{"number": 1, "published_date": "2020-10-01", "reason": ""}]
    assert published["municipality"]["code"] == "132292"
    assert published["policy"]["key"] == "joho"
    assert [department["key"] for department in published["departments"]] == ["citizens", "it", "old-it"]
    assert published["edition"]["items"][1]["stage"] == {"stage": "rollout", "certainty": "stated", "note": ""}
    assert published["edition"]["items"][0]["progress"] == ""


def test_departments_that_the_edition_does_not_use_stay_out_of_it(tmp_path):
    files = GOOD | {"departments.yaml": GOOD["departments.yaml"] + "  - key: tax\n    name: 税務課\n"}

    published = json.loads(frozen(read_folder(write(tmp_path, files))).data)

    assert "tax" not in [department["key"] for department in published["departments"]]


def test_a_quantity_is_published_as_its_whole_mapping_with_its_amount_as_text(tmp_path):
    published = json.loads(frozen(read_folder(write(tmp_path, GOOD))).data)

    value = published["edition"]["items"][1]["indicators"][0]["targets"][0]["value"]
    assert (value["amount"], value["unit"], value["absence"]) == ("97056", "枚", None)


def test_the_bytes_are_canonical(tmp_path):
    written = frozen(read_folder(write(tmp_path, GOOD))).data

    data = json.loads(written)
    assert written == json.dumps(data, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()
    assert "西東京市".encode() in written


def test_the_hash_is_of_the_bytes_and_changes_with_any_text(tmp_path):
    folder = read_folder(write(tmp_path / "one", GOOD))
    changed = GOOD | {"2020/glossary.yaml": GOOD["2020/glossary.yaml"].replace("重要", "重用")}
    other = read_folder(write(tmp_path / "two", changed))

    assert frozen(folder).sha256 == hashlib.sha256(frozen(folder).data).hexdigest()
    assert frozen(folder).sha256 != frozen(other).sha256


def test_a_year_without_an_edition_is_an_error(tmp_path):
    with pytest.raises(NoSuchEdition):
        edition_of(read_folder(write(tmp_path, GOOD)), 2021)


@given(folder=folders())
@settings(max_examples=25, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
def test_the_published_edition_loses_nothing(folder: PolicyFolder):
    for edition in folder.editions:
        snapshot = frozen(folder, edition.year)

        assert thaw(snapshot.data) == snapshot
        assert EditionDoc.model_validate(json.loads(snapshot.data)["edition"]) == edition


def test_an_edition_without_results_and_vocabulary_is_frozen_as_before_there_were_any(tmp_path):
    published = json.loads(frozen(read_folder(write(tmp_path, GOOD))).data)

    assert not {"results", "scale", "decision_kinds"} & set(published["edition"])


def test_results_are_frozen_and_come_back(tmp_path):
    folder = read_folder(write(tmp_path, GOOD))
    (edition,) = folder.editions
    said = {
        "item": edition.items[0].key,
        "shortfalls": ["足りません。"],
        "stage_from": "調査研究",
        "stage_to": "導入実行",
    }
    assessment = {"mark": "A", "meaning": "順調", "assessed": "2021-03-25"}
    results = (ResultDoc.model_validate({**said, "assessment": assessment}),)
    told = folder.model_copy(update={"editions": (edition.model_copy(update={"results": results}),)})

    snapshot = frozen(told)

    assert thaw(snapshot.data) == snapshot
    assert snapshot.edition.results == results
    jsonschema.validate(json.loads(snapshot.data), schemas()["edition.schema.json"])


def test_a_folder_does_not_state_results(tmp_path):
    """They come from records that people add; a folder replaces what it states."""
    folder = read_folder(write(tmp_path / "one", GOOD))
    (edition,) = folder.editions
    results = (ResultDoc(item=edition.items[0].key, progress="済み"),)
    told = folder.model_copy(update={"editions": (edition.model_copy(update={"results": results}),)})

    assert dump_files(told) == dump_files(folder)
    with pytest.raises(FolderErrors):
        read_folder(write(tmp_path / "two", {**GOOD, "2020/results.yaml": "results: []\n"}))
