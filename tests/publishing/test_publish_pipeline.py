from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from procrastinate.contrib.django.models import ProcrastinateJob

from hoshin.config.home import Home
from hoshin.plan.models import EditionStatus
from hoshin.publishing import jobs
from hoshin.publishing.actions import publish_through, refresh_site
from hoshin.publishing.actions.publishing import open_correction, publish_loaded, request_publication
from hoshin.publishing.exports.release import published_root
from hoshin.publishing.exports.site_files import PageFailed
from hoshin.publishing.models import Publication, PublicationRun, PublishedFile
from hoshin.publishing.rules.formats import FORMATS
from hoshin.publishing.rules.site_index import Entry, load_index
from hoshin.site.views import policy as pages
from tests.publishing.editions import BY, ON, decide, edition_of_2020, install, publish, retitle
from tests.world import City, make_person

PROJECT = Path(__file__).parents[2]


@pytest.fixture
def root(settings, tmp_path) -> Path:
    settings.HOME = Home(tmp_path / "home")
    return published_root()


@pytest.fixture
def city(db, root, tmp_path) -> City:
    return install(tmp_path)


def live(root: Path, city: City) -> dict[str, Entry]:
    return load_index((root / city.municipality.code / "current" / "index.json").read_bytes())


def body(root: Path, city: City, path: str) -> str:
    entry = live(root, city)[path]
    return (root / city.municipality.code / "current" / "files" / entry.file_name()).read_text(encoding="utf-8")


def publish_all(city: City, root: Path, *, reason: str = "") -> list[tuple[int, str]]:
    told: list[tuple[int, str]] = []
    publish_through(
        BY,
        municipality=city.municipality,
        policy_key="joho",
        year=2020,
        on=ON,
        reason=reason,
        root=root,
        tell=lambda percent, step: told.append((percent, step)),
    )
    return told


def test_a_publication_makes_every_document_and_page_and_puts_them_live(city, root):
    with city.scope():
        decide(edition_of_2020())

    told = publish_all(city, root)

    index = live(root, city)
    assert {"/", "/policy/", "/policy/2020/", "/policy/2020/matrix/", "/policy/2020/r1/", "/about/"} <= index.keys()
    assert {f"/policy/2020/{kind.path}" for kind in FORMATS} <= index.keys()
    with city.scope():
        files = {file.format: file for file in PublishedFile.objects.all()}
    assert set(files) == {kind.key for kind in FORMATS}
    assert all(index[f"/policy/2020/{kind.path}"].sha256 == files[kind.key].sha256 for kind in FORMATS)
    percents = [percent for percent, _step in told]
    assert percents == sorted(percents)
    assert percents[-1] <= 100


def test_published_pages_carry_the_styles_they_ask_for(city, root):
    with city.scope():
        decide(edition_of_2020())
    publish_all(city, root)

    index = live(root, city)
    assert "/static/design/hoshin.css" in index
    assert "/static/design/tokens.css" in index  # asked for by the style sheet itself
    assert index["/static/design/hoshin.css"].headers["Content-Type"] == "text/css; charset=utf-8"


def test_nothing_changed_makes_no_new_state(city, root):
    with city.scope():
        decide(edition_of_2020())
    publish_all(city, root)
    before = (root / city.municipality.code / "current").readlink()

    refresh_site(BY, municipality=city.municipality, root=root, tell=lambda _percent, _step: None)

    assert (root / city.municipality.code / "current").readlink() == before


def test_a_page_that_fails_publishes_nothing(city, root, monkeypatch):
    with city.scope():
        decide(edition_of_2020())

    def broken(_book: object) -> None:
        raise RuntimeError("broken")

    monkeypatch.setattr(pages, "glossary_page", broken)
    with pytest.raises(PageFailed, match="/policy/2020/glossary/"):
        publish_all(city, root)

    with city.scope():
        assert not Publication.objects.exists()
        assert edition_of_2020().status == EditionStatus.DECIDED
    assert not (root / city.municipality.code / "current").exists()
    assert not list((root / city.municipality.code).glob(".state.*"))


def test_a_correction_replaces_the_pages_and_the_first_revision_keeps_its_own(city, root):
    with city.scope():
        decide(edition_of_2020())
    publish_all(city, root)
    with city.scope():
        open_correction(BY, edition=edition_of_2020())
        decide(retitle(edition_of_2020(), "直した題名"))

    publish_all(city, root, reason="題名の誤り")

    assert "直した題名" in body(root, city, "/policy/2020/")
    assert "題名の誤り" in body(root, city, "/policy/2020/")
    assert "令和2年度版" in body(root, city, "/policy/2020/r1/")
    assert "訂正前の旧版" in body(root, city, "/policy/2020/r1/")
    assert json.loads(body(root, city, "/policy/2020/r1/edition.json"))["edition"]["title"] == "令和2年度版"
    assert json.loads(body(root, city, "/policy/2020/edition.json"))["revisions"][1]["reason"] == "題名の誤り"
    errata = "/policy/compare/2020r1..2020r2/"
    assert f'href="{errata}"' in body(root, city, "/policy/2020/")
    assert "直した題名" in body(root, city, errata)
    assert "第2版：題名の誤り" in body(root, city, errata)
    assert f"{errata}comparison.pdf" in live(root, city)


def test_what_was_loaded_as_published_gets_its_files_once(city, root):
    with city.scope():
        edition = edition_of_2020()
        publish_loaded(BY, edition=edition, on=ON)

    def refreshed() -> int:
        return refresh_site(BY, municipality=city.municipality, root=root, tell=lambda _percent, _step: None)

    assert (refreshed(), refreshed()) == (1, 0)
    with city.scope():
        assert PublishedFile.objects.count() == len(FORMATS)


def test_a_city_that_no_host_leads_to_gets_documents_and_no_site(city, root):
    city.municipality.hosts = []
    city.municipality.save()
    type(city.municipality).objects.create(code="011002", name="隣市", prefecture="北海道", hosts=["x.example.jp"])
    with city.scope():
        decide(edition_of_2020())

    publish_all(city, root)

    assert not (root / city.municipality.code / "current").exists()
    with city.scope():
        assert PublishedFile.objects.count() == len(FORMATS)


def test_the_job_publishes_in_the_name_of_who_asked(city, root):
    person = make_person(city)
    with city.scope():
        run = request_publication(actor_like(person), edition=decide(edition_of_2020()), on=ON, reason="")
        assert ProcrastinateJob.objects.get(task_name="publishing.publish").args["run_id"] == run.pk

    jobs.publish(run.pk, city.municipality.pk)
    jobs.publish(run.pk, city.municipality.pk)  # as after a kill: once is enough

    with city.scope():
        run.refresh_from_db()
        publication = Publication.objects.get()
        assert (run.state, run.publication_id) == (PublicationRun.State.DONE, publication.pk)
        assert publication.published_by_id == person.pk
    assert "/policy/2020/" in live(root, city)


def test_a_job_of_somebody_who_may_not_publish_any_more_ends_and_says_so(city, root):
    person = make_person(city, role="reporter")
    with city.scope():
        run = request_publication(actor_like(person), edition=decide(edition_of_2020()), on=ON, reason="")

    jobs.publish(run.pk, city.municipality.pk)

    with city.scope():
        run.refresh_from_db()
        assert (run.state, run.message) == (PublicationRun.State.FAILED, "公表する権限がなくなっています。")
        assert not Publication.objects.exists()


def test_a_job_whose_worker_died_after_publishing_only_says_so(city, root):
    person = make_person(city)
    with city.scope():
        edition = decide(edition_of_2020())
        run = request_publication(actor_like(person), edition=edition, on=ON, reason="")
        publication = publish(edition, by=actor_like(person))

    jobs.publish(run.pk, city.municipality.pk)

    with city.scope():
        run.refresh_from_db()
        assert (run.state, run.publication_id) == (PublicationRun.State.DONE, publication.pk)
        assert Publication.objects.count() == 1
    assert "/policy/2020/" in live(root, city)


def actor_like(person):
    """Somebody who may do everything today; what the job finds is what the database says."""
    return type(BY)(person.full_name, BY.permission_keys, person.pk)


HASHES = """
import datetime as dt, hashlib, sys
import django
django.setup()
from pathlib import Path
from hoshin.publishing.exports.formats import all_made
from hoshin.publishing.rules.folder import read_folder
from hoshin.publishing.rules.snapshot import RevisionDoc, freeze
folder = read_folder(Path("examples/nishitokyo-2020"))
edition = next(edition for edition in folder.editions if edition.year == 2020)
first = RevisionDoc(number=1, published_date=dt.date(2020, 10, 1))
for document in all_made(freeze(folder, edition, (first,))):
    print(document.name, document.sha256)
"""


def test_two_fresh_processes_make_the_same_bytes_of_every_document(tmp_path):
    def hashes(seed: str, zone: str, language: str) -> str:
        environment = {
            **os.environ,
            "DJANGO_SETTINGS_MODULE": "tests.settings",
            "PYTHONPATH": f"{PROJECT / 'src'}{os.pathsep}{PROJECT}",
            "PYTHONHASHSEED": seed,
            "TZ": zone,
            "LANG": language,
        }
        done = subprocess.run(
            [sys.executable, "-c", HASHES], cwd=PROJECT, env=environment, capture_output=True, text=True
        )
        assert done.returncode == 0, done.stderr
        return done.stdout

    first = hashes("1", "Asia/Tokyo", "ja_JP.UTF-8")

    assert first == hashes("2", "America/Lima", "C")
    assert len(first.splitlines()) == len(FORMATS)
    assert hashlib.sha256(b"").hexdigest() not in first
