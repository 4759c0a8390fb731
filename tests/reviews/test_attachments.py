from __future__ import annotations

import io

import pytest
from django.test import Client

from hoshin.kernel.actor import NotPermitted
from hoshin.kernel.attachments import NotAttachable
from hoshin.reviews.actions.attachments import add_attachment
from hoshin.reviews.models import Attachment
from tests.reviews.asked import member_of
from tests.reviews.cycle import make_department
from tests.world import City, make_person

PDF = b"%PDF-1.7 a settlement of accounts"


@pytest.fixture(autouse=True)
def files(settings: object, tmp_path: object) -> None:
    settings.MEDIA_ROOT = tmp_path  # type: ignore[attr-defined]  # pytest-django's


def attach(name: str = "決算.pdf", content: bytes = PDF) -> Attachment:
    return add_attachment(member_of(make_department()), name=name, file=io.BytesIO(content))


def test_a_file_is_kept_with_who_put_it_in(inside: City) -> None:
    row = attach()

    assert (row.name, row.content_type, row.size, row.added_by_name) == (
        "決算.pdf",
        "application/pdf",
        len(PDF),
        "担当 太郎",
    )


@pytest.mark.parametrize(
    ("name", "content"), [("a.svg", b"<svg/>"), ("a.html", b"<p>"), ("a.pdf", b"<script>"), ("a.pdf", b"")]
)
def test_what_could_run_in_a_browser_or_is_not_what_it_says_is_refused(inside: City, name: str, content: bytes) -> None:
    with pytest.raises(NotAttachable):
        attach(name, content)

    assert not Attachment.objects.exists()


def test_who_may_only_look_puts_in_nothing(inside: City) -> None:
    with pytest.raises(NotPermitted):
        add_attachment(member_of(None, "auditor"), name="a.pdf", file=io.BytesIO(PDF))


def test_a_file_is_downloaded_and_never_shown(city: City) -> None:
    with city.scope():
        row = attach()
    client = Client(HTTP_HOST=city.host)
    client.force_login(make_person(city, role="auditor"))

    response = client.get(f"/staff/reports/attachments/{row.pk}/")

    assert b"".join(response) == PDF
    assert response.headers["Content-Disposition"].startswith("attachment;")
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert response.headers["Content-Type"] == "application/pdf"


def test_a_file_that_is_gone_and_a_neighbours_file_are_not_found(city: City, neighbour: City) -> None:
    with city.scope():
        row = attach()
        gone = Attachment.objects.create(
            name="x.pdf", storage_name="reviews/../secret", content_type="application/pdf", size=1, sha256="0" * 64
        )
    theirs, ours = Client(HTTP_HOST=neighbour.host), Client(HTTP_HOST=city.host)
    theirs.force_login(make_person(neighbour, role="auditor"))
    ours.force_login(make_person(city, role="auditor"))

    assert theirs.get(f"/staff/reports/attachments/{row.pk}/").status_code == 404
    assert ours.get(f"/staff/reports/attachments/{gone.pk}/").status_code == 404
