"""A workbook that comes back, and what was read in it on its way through the page that shows it. Nothing is kept."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.core import signing
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hoshin.kernel.forms import CityForm
from hoshin.kernel.refusal import Refused
from hoshin.kernel.tables import Grid, Limits, NotATable, read_grids
from hoshin.reviews.rules.content import ReportContent, content_from_json

MB = 1024 * 1024
LIMITS = Limits(
    text_bytes=MB, xlsx_bytes=10 * MB, rows=20_000, cells=500_000, parts=2_000, unpacked_bytes=100 * MB, sheets=600
)
MOST_SEALED = 4 * MB  # below what a request may carry
LONGEST_REVIEW = 24 * 60 * 60  # seconds


class WorkbookForm(CityForm):
    file = forms.FileField(
        label=gettext_lazy("書いた表"),
        help_text=gettext_lazy("この照会で受け取ったXLSX、10MBまで。送っただけでは、何も変わりません。"),
        widget=forms.FileInput(attrs={"accept": ".xlsx"}),
        allow_empty_file=True,
        max_length=300,
    )

    def clean_file(self) -> tuple[Grid, ...]:
        """Return the sheets: the file itself is not kept."""
        file: UploadedFile[bytes] = self.cleaned_data["file"]
        if not file.size:
            raise forms.ValidationError(_("ファイルが空です。"), code="empty")
        if file.size > LIMITS.xlsx_bytes:
            raise forms.ValidationError(_("ファイルが大きすぎます。10MBまでです。"), code="too_big")
        try:
            return read_grids(file.read(), LIMITS)
        except NotATable as error:
            raise forms.ValidationError(str(error), code="no_table") from error


@dataclass(frozen=True)
class Work:
    """What one sheet changes in a report. `version` is the report's as it was shown beside the changes."""

    report_id: int
    version: int
    mine: ReportContent
    bases: Mapping[str, str]
    places: Mapping[str, str]

    def to_json(self) -> dict[str, Any]:
        return {
            "report": self.report_id,
            "version": self.version,
            "mine": self.mine.to_json(),
            "bases": dict(self.bases),
            "places": dict(self.places),
        }


def work_from_json(data: Mapping[str, Any]) -> Work:
    """Read what `Work.to_json` wrote."""
    return Work(data["report"], data["version"], content_from_json(data["mine"]), data["bases"], data["places"])


def sealed(works: Sequence[Work], *, round_id: int, user_id: int | None) -> str:
    """Return the works as the page carries them to its confirmation: signed, for one person and one round.

    :raises Refused: they are more than a page can carry.
    """
    found: str = signing.dumps([one.to_json() for one in works], salt=_salt(round_id, user_id), compress=True)
    if len(found) > MOST_SEALED:
        raise Refused(
            _("一度に読み込むには変更が多すぎます。シートを分けて、何回かで読み込んでください。"), field="file"
        )
    return found


def unsealed(text: str, *, round_id: int, user_id: int | None) -> tuple[Work, ...]:
    """
    :raises Refused: it is not what `sealed` returned to that person today.
    """
    try:
        found = signing.loads(text, salt=_salt(round_id, user_id), max_age=LONGEST_REVIEW)
    except signing.BadSignature as error:
        raise Refused(
            _("確かめてから時間がたったため、保存していません。もう一度、表を読み込んでください。")
        ) from error
    return tuple(work_from_json(one) for one in found)


def _salt(round_id: int, user_id: int | None) -> str:
    return f"reviews.workbook:{round_id}:{user_id}"
