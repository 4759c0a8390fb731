from __future__ import annotations

import json
import re
from pathlib import Path
from urllib.parse import unquote

import pytest

from hoshin.publishing.exports.site_files import SiteFile
from hoshin.publishing.exports.static_copy import MARKER, NO_FORMS, FolderInUse, write_static_copy

HTML = {"Content-Type": "text/html; charset=utf-8"}
LINK = re.compile(r'(?:href|src)="([^"#]*)')


def page(path: str, text: str) -> SiteFile:
    return SiteFile(path, text.encode(), HTML)


SITE = [
    page(
        "/",
        '<link href="/static/a.css"><a class="x" href="/policy/2020/?stage=a#list">方針</a><a href="/staff/">職員</a>'
        '<a href="https://example.jp/">外</a><form action="/search/"><input name="q"></form>',
    ),
    page(
        "/policy/2020/",
        '<a href="/policy/2020/initiatives/%E2%91%A0%2F2/#why">①/2</a><a href="/policy/2020/#top">上</a>',
    ),
    page(
        "/policy/2020/initiatives/①/2/",
        '<a href="/">ホーム</a><img src="/static/b.svg"><a href="/?sort=x">並べ替え</a>',
    ),
    SiteFile("/static/a.css", b"p { color: red }", {"Content-Type": "text/css"}),
    SiteFile("/static/b.svg", b"<svg/>", {"Content-Type": "image/svg+xml"}),
    SiteFile("/policy/2020/edition.json", b'{"href": "/policy/"}', {"Content-Type": "application/json"}),
]


def test_every_link_of_a_copy_leads_to_a_file_beside_it(tmp_path):
    folder = tmp_path / "copy"

    written = write_static_copy(folder, SITE)

    assert written.files == len(SITE)
    for file in folder.rglob("*.html"):
        for link in LINK.findall(file.read_text(encoding="utf-8")):
            if link and not link.startswith("https:"):
                assert not link.startswith("/")
                assert (file.parent / unquote(link)).is_file(), (file, link)


def test_links_keep_their_place_and_lose_what_only_the_product_answers(tmp_path):
    write_static_copy(tmp_path / "copy", SITE)

    front = (tmp_path / "copy" / "index.html").read_text(encoding="utf-8")
    assert '<a class="x" href="policy/2020/index.html#list">方針</a>' in front
    assert "<a>職員</a>" in front
    assert 'href="https://example.jp/"' in front
    assert "<form" not in front
    assert NO_FORMS in front
    deep = (tmp_path / "copy" / "policy/2020/initiatives/①/2/index.html").read_text(encoding="utf-8")
    assert '<a href="../../../../../index.html">ホーム</a>' in deep
    assert 'src="../../../../../static/b.svg"' in deep


def test_what_is_no_page_is_copied_as_it_is(tmp_path):
    write_static_copy(tmp_path / "copy", SITE)

    assert (tmp_path / "copy/policy/2020/edition.json").read_bytes() == b'{"href": "/policy/"}'


def test_a_copy_replaces_an_older_copy_and_nothing_else(tmp_path):
    folder = tmp_path / "copy"
    write_static_copy(folder, SITE)
    write_static_copy(folder, SITE[:1])

    assert not (folder / "policy").exists()
    assert list(json.loads((folder / MARKER).read_text(encoding="utf-8"))["files"]) == ["index.html"]
    assert [path.name for path in tmp_path.iterdir()] == ["copy"]
    other = tmp_path / "other"
    other.mkdir()
    (other / "家計簿.xlsx").write_bytes(b"")
    with pytest.raises(FolderInUse, match="別のファイルがあります"):
        write_static_copy(other, SITE)
    assert [path.name for path in other.iterdir()] == ["家計簿.xlsx"]


def test_an_empty_folder_may_be_filled(tmp_path):
    write_static_copy(Path(tmp_path), SITE[:1])

    assert (tmp_path / "index.html").exists()
