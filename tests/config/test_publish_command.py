from __future__ import annotations

import argparse
import hashlib
import re
from pathlib import Path
from urllib.parse import unquote

import pytest

from hoshin.config import publish_command
from hoshin.config.cli import COMMANDS, _parser
from hoshin.config.home import Home
from hoshin.plan.models import EditionStatus
from hoshin.publishing.actions.publishing import open_correction
from hoshin.publishing.models import Publication
from hoshin.publishing.rules.formats import FORMATS
from tests.publishing.editions import BY, decide, edition_of_2020, install, retitle
from tests.world import City

LINK = re.compile(r'(?:href|src)="([^"#]*)')


@pytest.fixture
def city(db, settings, tmp_path) -> City:
    settings.HOME = Home(tmp_path / "home")
    settings.HOME.prepare()
    return install(tmp_path)


@pytest.fixture
def collected(monkeypatch) -> None:
    """Tests serve static files from the packages; nothing needs collecting."""
    monkeypatch.setattr(publish_command, "collect_static_files", lambda _home: None)


pytestmark = pytest.mark.usefixtures("collected")


def publish(edition: str = "joho@2020", *more: str) -> int:
    options = _parser().parse_args(["publish", edition, *more])
    return publish_command.run(options)


def test_the_command_is_offered_with_its_options():
    command = next(command for command in COMMANDS if command.name == "publish")
    parser = argparse.ArgumentParser()
    command.arguments(parser)

    options = parser.parse_args(["joho@2020", "--out", "a", "--static", "b", "--formats", "pdf", "--dry-run"])

    assert (options.out, options.static, options.formats, options.dry_run) == ("a", "b", "pdf", True)


def test_a_decided_edition_is_published_and_handed_out(city, tmp_path, capsys):
    with city.scope():
        decide(edition_of_2020())

    assert publish("joho@2020", "--out", str(tmp_path / "out")) == 0

    said = capsys.readouterr()
    with city.scope():
        publication = Publication.objects.get()
        hashes = {file.name: file.sha256 for file in publication.files.all()}
    assert f"joho@2020 第1版  SHA-256 {publication.sha256}" in said.out
    assert {path.name for path in (tmp_path / "out").iterdir()} == set(hashes)
    for path in (tmp_path / "out").iterdir():
        assert hashlib.sha256(path.read_bytes()).hexdigest() == hashes[path.name]
        assert hashes[path.name] in said.out
    assert "  0% 方針の全文（PDF）" in said.err


def test_what_is_published_is_handed_out_again_without_a_new_revision(city, tmp_path):
    with city.scope():
        decide(edition_of_2020())
    publish()

    assert publish("joho@2020", "--out", str(tmp_path / "out"), "--formats", "csv,json") == 0

    assert len(list((tmp_path / "out").iterdir())) == 3
    with city.scope():
        assert Publication.objects.count() == 1


def test_a_draft_is_not_published(city, capsys):
    assert publish() == 1

    assert "「作成中」です。公表するには、先に決定してください。" in capsys.readouterr().err


def test_a_dry_run_makes_everything_and_keeps_nothing(city, tmp_path, capsys):
    assert publish("joho@2020", "--dry-run", "--out", str(tmp_path / "out")) == 0

    said = capsys.readouterr().out
    assert "重点取組 2件" in said
    assert said.count("joho-2020") == len(FORMATS)
    assert not (tmp_path / "out").exists()
    assert not (tmp_path / "home" / "published").exists()
    with city.scope():
        assert not Publication.objects.exists()
        assert edition_of_2020().status == EditionStatus.DRAFT


def test_a_correction_asks_for_its_reason(city, capsys):
    with city.scope():
        decide(edition_of_2020())
    publish()
    with city.scope():
        open_correction(BY, edition=edition_of_2020())
        decide(retitle(edition_of_2020(), "直した題名"))
    capsys.readouterr()

    assert publish() == 1
    assert "訂正の理由を書いてください" in capsys.readouterr().err
    assert publish("joho@2020", "--reason", "題名の誤り") == 0
    assert "第2版" in capsys.readouterr().out


def test_the_static_copy_of_the_public_site_is_whole(city, tmp_path):
    with city.scope():
        decide(edition_of_2020())
    folder = tmp_path / "static"

    assert publish("joho@2020", "--static", str(folder)) == 0

    pages = list(folder.rglob("*.html"))
    assert len(pages) > 10
    for page in pages:
        text = page.read_text(encoding="utf-8")
        assert "<form" not in text
        assert "/staff/" not in text
        assert "数字の根拠" not in text  # the services' pages are not in it, so nothing names them
        for link in LINK.findall(text):
            if link:
                assert (page.parent / unquote(link)).is_file(), (page, link)
    assert (folder / "policy/2020/edition.pdf").read_bytes().startswith(b"%PDF")


def test_a_copy_does_not_write_over_other_files(city, tmp_path, capsys):
    with city.scope():
        decide(edition_of_2020())
    folder = Path(tmp_path / "static")
    folder.mkdir()
    (folder / "memo.txt").write_text("memo")

    assert publish("joho@2020", "--static", str(folder)) == 1
    assert "別のファイルがあります" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["joho"], "「方針のキー@年度」の形で書いてください"),
        (["joho@1999"], "「joho@1999」という方針の年度版はありません。"),
        (["joho@2020", "--formats", "odt"], "「odt」という形式はありません。使える形式: pdf"),
        (["joho@2020", "--municipality", "999999"], "団体コード「999999」の団体はありません。"),
    ],
)
def test_what_cannot_be_done_is_told_in_a_line(city, capsys, arguments, told):
    assert publish(*arguments) == 1

    assert told in capsys.readouterr().err
