from __future__ import annotations

import tempfile
from pathlib import Path

import pytest
import yaml
from hypothesis import HealthCheck, given, settings

from hoshin.kernel.text import clean_text
from hoshin.publishing.rules.check import check_folder
from hoshin.publishing.rules.document import PolicyFolder
from hoshin.publishing.rules.dump import NotWritable, dump_files, write_folder
from hoshin.publishing.rules.folder import read_folder
from hoshin.publishing.rules.yaml_source import parse_source
from hoshin.publishing.rules.yaml_text import to_yaml
from tests.publishing.folders import GOOD, write
from tests.publishing.strategies import AWKWARD, folders


@given(folder=folders())
@settings(max_examples=100, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
def test_what_was_written_reads_back_as_the_same_policy_and_the_same_bytes(folder: PolicyFolder):
    with tempfile.TemporaryDirectory() as place:
        root = Path(place) / "policy"
        write_folder(folder, root)

        again = read_folder(root)

        written = {str(path.relative_to(root)): path.read_text(encoding="utf-8") for path in root.rglob("*.yaml")}
    assert again == folder
    assert dump_files(again) == written


@given(folder=folders())
@settings(max_examples=25, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
def test_the_generated_policies_are_right_in_meaning(folder: PolicyFolder):
    assert check_folder(folder) == []


@pytest.mark.parametrize(
    "text", [*map(clean_text, AWKWARD), "a\nb", "a\n\n", "\na", " a\nb", "a \nb", "a\n  b\n", "\n", "a\n "]
)
def test_awkward_text_is_read_back_by_us_and_by_other_readers(text):
    written = to_yaml({"a": text, "b": [text], "c": {"d": text}})

    data = {"a": text, "b": [text], "c": {"d": text}}
    assert parse_source(written, "x.yaml").data == data
    if text != "2020-02-29":  # which others take for a day, and are right to
        assert yaml.safe_load(written) == data


def test_text_of_several_lines_is_a_literal_block_and_plain_text_has_no_quotes():
    assert to_yaml({"body": "一行目\n\n二行目\n", "name": "市民課", "day": "2020-02-29", "code": "0123"}) == (
        "body: |\n  一行目\n\n  二行目\nname: 市民課\nday: 2020-02-29\ncode: '0123'\n"
    )


def test_what_says_only_the_default_is_not_written(tmp_path):
    files = dump_files(read_folder(write(tmp_path, GOOD)))

    assert files["2020/items/03-survey-item.yaml"] == (
        "key: survey-item\nnumber: 1-2\ntitle: 新たな技術の調査・研究\nparent: goal\n"
        "stage:\n  stage: survey\n  certainty: inferred\n  note: 文から推定\n"
    )


def test_an_edition_without_a_list_has_no_file_for_it(tmp_path):
    files = {name: GOOD[name] for name in ("policy.yaml", "2020/edition.yaml")}

    assert set(dump_files(read_folder(write(tmp_path, files)))) == set(files)


def test_item_files_keep_their_order_beyond_ninety_nine(tmp_path):
    items = {f"2020/items/{n}-x.yaml": f"key: item-{n}\ntitle: 取組\n" for n in range(1, 102)}
    files = {name: GOOD[name] for name in ("policy.yaml", "2020/edition.yaml")}
    folder = read_folder(write(tmp_path, files | items))

    names = [name for name in dump_files(folder) if "/items/" in name]

    assert names[0] == "2020/items/001-item-1.yaml"
    assert names == sorted(names)


def test_writing_over_something_else_is_refused(tmp_path):
    folder = read_folder(write(tmp_path / "good", GOOD))
    other = write(tmp_path / "other", {"thesis.docx": "x"})

    for replace in (False, True):
        with pytest.raises(NotWritable):
            write_folder(folder, other, replace=replace)

    assert [path.name for path in other.iterdir()] == ["thesis.docx"]


def test_writing_over_a_file_is_refused(tmp_path):
    folder = read_folder(write(tmp_path / "good", GOOD))
    (tmp_path / "file").write_text("x", encoding="utf-8")

    with pytest.raises(NotWritable):
        write_folder(folder, tmp_path / "file", replace=True)


def test_an_existing_policy_makes_way_only_on_request_and_its_notes_stay(tmp_path):
    folder = read_folder(write(tmp_path / "good", GOOD))
    notes = {
        "README.md": "覚え書き",
        ".git/HEAD": "ref",
        "2020/memo.txt": "x",
        "2020/items/99-old.yaml": "key: old\ntitle: 旧\n",
    }
    target = write(tmp_path / "target", GOOD | notes)

    with pytest.raises(NotWritable):
        write_folder(folder, target)
    write_folder(folder, target, replace=True)

    kept = {name for name in notes if (target / name).exists()}
    assert kept == {"README.md", ".git/HEAD", "2020/memo.txt"}
    assert read_folder(target) == folder
    assert {path.name for path in tmp_path.iterdir()} == {"good", "target"}


def test_a_failed_write_leaves_the_old_folder_and_no_rubbish(tmp_path, monkeypatch):
    folder = read_folder(write(tmp_path / "good", GOOD))
    target = write(tmp_path / "target", GOOD)
    rename = Path.rename

    def fail_for_the_new_folder(self: Path, other: Path) -> Path:
        if self.name.endswith(".new"):
            raise OSError("full")
        return rename(self, other)

    monkeypatch.setattr(Path, "rename", fail_for_the_new_folder)
    with pytest.raises(OSError, match="full"):
        write_folder(folder, target, replace=True)

    assert read_folder(target) == folder
    assert sorted(path.name for path in tmp_path.iterdir()) == ["good", "target"]
