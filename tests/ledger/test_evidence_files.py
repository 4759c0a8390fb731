"""The file that a person attaches to what they book: for the staff to save, by its name alone for everybody."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from hoshin.kernel.models import Role
from hoshin.ledger.models import EVIDENCE, Entry, EvidenceFile
from tests.ledger.metrics import PLACES
from tests.world import City, make_neighbour, make_person

STAFF = f"/staff/ledger/{PLACES.key}/"
PDF = b"%PDF-1.7 12"
WHY = {"reason": "J-LISの集計による", "paper": "集計表", "on": "2020-09-30"}


def pdf(name: str = "集計表 9月.pdf", content: bytes = PDF) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content, content_type="text/html")


@pytest.fixture
def keeper(city: City) -> Client:
    client = Client(headers={"host": city.host})
    client.force_login(make_person(city))
    return client


@pytest.fixture
def booked(city: City, keeper: Client) -> Entry:
    """An opening balance with a file."""
    answer = keeper.post(f"{STAFF}opening/", {**WHY, "amount": "5", "attachment": pdf()})
    assert answer.status_code == 302
    with city.scope():
        return Entry.objects.get()


def address_of(entry: Entry) -> str:
    return reverse("ledger:evidence_file", args=[entry.pk])


def test_a_file_is_kept_with_its_name_hash_and_the_type_of_its_content(city: City, booked: Entry) -> None:
    with city.scope():
        row = EvidenceFile.objects.get(entry=booked)
        with EVIDENCE.open(row.storage_name) as file:
            assert file.read() == PDF

    assert booked.evidence["添付ファイル"] == row.name == "集計表 9月.pdf"
    assert (row.media_type, row.size, len(row.sha256)) == ("application/pdf", len(PDF), 64)


def test_the_staff_save_it_and_it_never_runs_here(keeper: Client, booked: Entry) -> None:
    assert f'href="{address_of(booked)}"' in keeper.get(STAFF).content.decode()

    answer = keeper.get(address_of(booked))

    assert b"".join(answer.streaming_content) == PDF  # type: ignore[attr-defined]  # streaming answers have it
    answer.close()
    assert answer.headers["Content-Type"] == "application/pdf"
    assert answer.headers["Content-Disposition"].startswith("attachment; filename*=utf-8''")
    assert (answer.headers["X-Content-Type-Options"], answer.headers["Cache-Control"]) == ("nosniff", "no-store")


def test_everybody_reads_its_name_and_nobody_else_gets_it(city: City, booked: Entry) -> None:
    visitor = Client(headers={"host": city.host})
    html = visitor.get(f"/figures/{PLACES.key}/").content.decode()

    assert "集計表 9月.pdf" in html
    assert address_of(booked) not in html
    assert visitor.get(address_of(booked)).status_code == 302
    with city.scope():
        Role.objects.filter(key="reporter").update(permission_keys=["plan.view_draft"])
    reporter = Client(headers={"host": city.host})
    reporter.force_login(make_person(city, role="reporter", username="reporter"))
    assert reporter.get(address_of(booked)).status_code == 403


def test_another_city_has_no_such_file(booked: Entry) -> None:
    theirs = make_neighbour()
    outsider = Client(headers={"host": theirs.host})
    outsider.force_login(make_person(theirs))

    assert outsider.get(address_of(booked)).status_code == 404


def test_what_is_gone_from_the_storage_is_not_found(city: City, keeper: Client, booked: Entry) -> None:
    with city.scope():
        EVIDENCE.throw_away(EvidenceFile.objects.get().storage_name)

    assert keeper.get(address_of(booked)).status_code == 404


@pytest.mark.parametrize(
    ("file", "words"),
    [
        (pdf("頁.html"), "添付できません"),
        (pdf(content=b"<script>alert(1)</script>"), "合いません"),
        (pdf("123456789018.pdf"), "名前に個人番号"),
        (pdf(content=b""), "空です"),
    ],
)
def test_what_cannot_be_attached_is_explained_and_nothing_is_booked(
    city: City, keeper: Client, file: SimpleUploadedFile, words: str
) -> None:
    html = keeper.post(f"{STAFF}opening/", {**WHY, "amount": "5", "attachment": file}).content.decode()

    assert words in html
    assert "123456789018" not in html
    with city.scope():
        assert not Entry.objects.exists()


def test_a_reconciliation_asks_for_the_file_where_it_books(city: City, keeper: Client) -> None:
    """A browser forgets a chosen file when the page comes back."""
    asked = {**WHY, "official": "4"}

    assert 'name="attachment"' not in keeper.get(f"{STAFF}reconciliation/").content.decode()
    html = keeper.post(f"{STAFF}reconciliation/", asked).content.decode()
    assert 'name="attachment"' in html
    assert 'enctype="multipart/form-data"' in html
    answer = keeper.post(f"{STAFF}reconciliation/", {**asked, "confirm": "1", "shown": "4", "attachment": pdf()})

    assert answer.status_code == 302
    with city.scope():
        assert EvidenceFile.objects.get().entry == Entry.objects.get()


def test_the_same_again_adds_no_second_file(city: City, keeper: Client, booked: Entry) -> None:
    keeper.post(f"{STAFF}opening/", {**WHY, "amount": "5", "attachment": pdf("別の.pdf")})

    with city.scope():
        assert EvidenceFile.objects.get().name == "集計表 9月.pdf"
