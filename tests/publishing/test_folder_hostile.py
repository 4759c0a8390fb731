"""Files that are broken or meant to do harm: refused early, by name, without being run, followed or read whole."""

from __future__ import annotations

import os
import tracemalloc
from pathlib import Path

import pytest

from hoshin.publishing.rules import folder_layout
from hoshin.publishing.rules.problem import FolderErrors
from hoshin.publishing.rules.yaml_source import MAX_DEPTH, parse_source
from tests.publishing.folders import GOOD, problems_of, write

GLOSSARY = "2020/glossary.yaml"
BOMB = "a: &a [x, x]\n" + "".join(
    f"{new}: &{new} [*{old}, *{old}]\n" for old, new in zip("abcdefgh", "bcdefghi", strict=True)
)


def refusal(text: str) -> str:
    with pytest.raises(FolderErrors) as caught:
        parse_source(text, "x.yaml")
    return str(caught.value)


@pytest.mark.parametrize(
    ("text", "line", "message"),
    [
        (BOMB, 1, "目印（&）は使えません。"),
        ("a: 1\nb: *a\n", 2, "別名（*）は使えません。"),
        (
            "a: 1\nb: !!python/object/apply:os.system [ls]\n",
            2,
            "タグ「tag:yaml.org,2002:python/object/apply:os.system」は",
        ),
        ("a: !secret x\n", 1, "タグ「!secret」は使えません。"),
        ("%TAG ! tag:x,2000:\n---\na: 1\n", 1, "タグの宣言（%TAG）は使えません。"),
        ("a: 1\n---\nb: 2\n", 2, "一つのファイルに二つ以上の文書（---）があります。"),
        ("a: 1\nb: 2\na: 3\n", 3, "キー「a」が二度書かれています（最初は1行目）。"),
        ("a:\n\t- b\n", 2, "1文字目にタブ文字があります。"),
        ("a: x\u202ey\n", 1, "5文字目に文字の向きを変える文字（U+202E）があります。"),
        ("a: x\0y\n", 1, "5文字目に制御文字（U+0000）があります。"),
        ("a: \x1b[31mred\n", 1, "4文字目に制御文字（U+001B）があります。"),
        ("? [a, b]\n: c\n", 1, "キーが文字列ではありません。"),
        ("a: b: c\n", 1, "YAMLとして読めません"),
        ("a: 'open\n", 2, "YAMLとして読めません"),
        ("a: [1, 2\n", 2, "YAMLとして読めません"),
    ],
)
def test_what_is_not_plain_yaml_is_refused_at_its_line(text, line, message):
    told = refusal(text)

    assert told.startswith(f"x.yaml:{line}: ")
    assert message in told


@pytest.mark.parametrize("opening", ["[", "[\n", "{a: ", "- ", "? "])
def test_a_hundred_thousand_brackets_are_refused_at_the_first_too_many(opening):
    told = refusal(opening * 100_000)

    assert "入れ子が深すぎます" in told or "キーが文字列ではありません" in told


def test_nesting_is_allowed_up_to_the_limit():
    text = "[" * MAX_DEPTH + "x" + "]" * MAX_DEPTH

    assert parse_source(text, "x.yaml").data


def test_a_file_of_fifty_megabytes_is_refused_without_being_read(tmp_path):
    root = write(tmp_path, GOOD)
    with (root / GLOSSARY).open("wb") as sparse:
        sparse.truncate(50 * 1024 * 1024)

    tracemalloc.start()
    (problem,) = problems_of(root)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()

    assert problem.file == GLOSSARY
    assert problem.message == "ファイルが大きすぎます（50.0 MiB）。"
    assert problem.expected == "2 MiB 以下のファイル"
    assert peak < 10 * 1024 * 1024


def test_a_folder_that_is_too_big_as_a_whole_is_refused(tmp_path, monkeypatch):
    monkeypatch.setattr(folder_layout, "MAX_FOLDER_BYTES", 1024)

    (problem,) = problems_of(write(tmp_path, GOOD))

    assert "フォルダー全体が大きすぎます。" in problem.message


def test_a_folder_with_too_many_files_is_refused(tmp_path, monkeypatch):
    monkeypatch.setattr(folder_layout, "MAX_FILES", 5)

    (problem,) = problems_of(write(tmp_path, GOOD))

    assert problem.message == "ファイルが多すぎます。"


@pytest.mark.parametrize(
    ("encoding", "name"),
    [
        ("cp932", "Shift_JIS"),
        ("euc_jp", "EUC-JP"),
        ("utf-16", "UTF-16"),
        ("utf-16-le", "UTF-16"),
        ("utf-16-be", "UTF-16"),
    ],
)
def test_another_encoding_is_named_with_the_way_to_utf8(tmp_path, encoding, name):
    root = write(tmp_path, GOOD)
    (root / GLOSSARY).write_bytes(GOOD[GLOSSARY].encode(encoding))

    (problem,) = problems_of(root)

    assert problem.file == GLOSSARY
    assert problem.message == f"文字コードが {name} のようです。"
    assert "UTF-8" in problem.expected
    assert "名前を付けて保存" in problem.expected


def test_the_first_line_that_is_shift_jis_is_named(tmp_path):
    root = write(tmp_path, GOOD)
    (root / GLOSSARY).write_bytes("glossary:\n  - term: KPI\n    definition: 指標\n".encode("cp932"))

    (problem,) = problems_of(root)

    assert problem.line == 3


def test_bytes_of_no_encoding_are_refused(tmp_path):
    root = write(tmp_path, GOOD)
    (root / GLOSSARY).write_bytes(b"glossary: \x81 \x81 \n")

    (problem,) = problems_of(root)

    assert problem.message == "UTF-8 として読めない文字があります。"


@pytest.mark.parametrize("name", [GLOSSARY, "2020/items", "departments.yaml", "2021"])
def test_a_link_that_leaves_the_folder_is_not_followed(tmp_path, name):
    outside = write(tmp_path / "outside", {"secret.yaml": "glossary: []\n"})
    root = write(tmp_path / "inside", {file: text for file, text in GOOD.items() if not file.startswith(name)})
    (root / name).symlink_to(outside if "." not in name else outside / "secret.yaml")

    problems = problems_of(root)

    assert any(p.file == name and p.message == "フォルダーの外を指すリンクです。" for p in problems)


def test_a_named_pipe_in_place_of_a_file_does_not_hang_the_reader(tmp_path):
    root = write(tmp_path, GOOD)
    (root / GLOSSARY).unlink()
    os.mkfifo(root / GLOSSARY)

    (problem,) = problems_of(root)

    assert (problem.file, problem.message) == (GLOSSARY, "通常のファイルではありません。")


@pytest.mark.parametrize("name", ["policy.yaml", "departments.yaml", GLOSSARY, "2020/items/02-card.yaml"])
def test_a_folder_in_place_of_a_file_is_told(tmp_path, name):
    root = write(tmp_path, {file: text for file, text in GOOD.items() if file != name})
    (root / name).mkdir()

    assert any(p.file == name and p.message == "通常のファイルではありません。" for p in problems_of(root))


def test_a_file_in_place_of_the_items_folder_is_told(tmp_path):
    root = write(tmp_path, {name: text for name, text in GOOD.items() if "/items/" not in name})
    (root / "2020/items").write_text("x: 1\n", encoding="utf-8")

    (problem,) = problems_of(root)

    assert problem.file == "2020/items"


def test_a_dangling_link_is_told(tmp_path):
    root = write(tmp_path, GOOD)
    (root / GLOSSARY).unlink()
    (root / GLOSSARY).symlink_to("nowhere.yaml")

    (problem,) = problems_of(root)

    assert problem.file == GLOSSARY
    assert "ファイルを開けません" in problem.message


@pytest.mark.parametrize("text", ["", "# 注記だけ\n", "- a\n- b\n", "x\n", "42\n", "[]\n"])
@pytest.mark.parametrize("file", sorted(GOOD))
def test_a_file_without_keys_is_told(tmp_path: Path, file: str, text: str):
    problems = problems_of(write(tmp_path, GOOD | {file: text}))

    told = next(problem for problem in problems if problem.file == file)
    assert told.message in ("中身がありません。", "「キー: 値」の並びではありません。")
    assert told.expected.startswith("「キー: 値」の並び")
