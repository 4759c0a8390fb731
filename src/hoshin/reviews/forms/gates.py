from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hoshin.kernel.forms import Choice, CityForm, Line, Prose, VersionedForm
from hoshin.plan.models import Item, Stage
from hoshin.reviews.models import CaseStudy

STOP = 0  # in place of a stage: the initiative stops


class GateForm(CityForm):
    item = Choice(of_ids=True, label=gettext_lazy("取組"))
    to_stage = Choice(of_ids=True, label=gettext_lazy("次の段階"))
    reason = Prose(
        label=gettext_lazy("理由"),
        required=False,
        max_length=4000,
        help_text=gettext_lazy("前の段階に戻すときと、取組をやめるときは必ず書きます。"),
    )

    def __init__(
        self, data: QueryDict | None = None, *, items: Sequence[Item], stages: Sequence[Stage], initial: dict[str, Any]
    ) -> None:
        super().__init__(data, initial=initial)
        fields: Any = self.fields
        fields["item"].choices = [("", "—"), *((one.pk, _named(one)) for one in items)]
        fields["to_stage"].choices = [("", "—"), *((one.pk, one.label) for one in stages), (STOP, _("取組をやめる"))]


class EvidenceForm(CityForm):
    """One of file, case and link, with a text beside it; or a text alone."""

    text = Prose(label=gettext_lazy("説明"), required=False)
    file = forms.FileField(
        label=gettext_lazy("ファイル"),
        required=False,
        help_text=gettext_lazy("PDF、Excel、Word、CSV、テキスト、PNG、JPEG。10MBまで。"),
    )
    case = Choice(of_ids=True, label=gettext_lazy("導入事例"), required=False)
    url = Line(label=gettext_lazy("リンク"), required=False, max_length=500)

    def __init__(
        self,
        data: QueryDict | None = None,
        files: MultiValueDict[str, Any] | None = None,
        *,
        cases: Sequence[CaseStudy],
    ) -> None:
        super().__init__(data, files)
        fields: Any = self.fields
        fields["case"].choices = [("", "—"), *((one.pk, f"{one.organisation}：{one.title}") for one in cases)]


class CaseForm(VersionedForm):
    organisation = Line(label=gettext_lazy("団体・企業"), max_length=200)
    title = Line(label=gettext_lazy("題名"))
    year = forms.IntegerField(
        label=gettext_lazy("年度"),
        required=False,
        min_value=1950,
        max_value=2200,
        help_text=gettext_lazy("導入した年度を西暦で書きます。"),
    )
    technology = Line(label=gettext_lazy("技術・製品"), required=False, max_length=200)
    description = Prose(label=gettext_lazy("内容"), required=False)
    cost = Line(label=gettext_lazy("費用"), required=False, max_length=200)
    effect = Prose(label=gettext_lazy("効果"), required=False)
    source = Line(label=gettext_lazy("出典"), required=False, max_length=500)
    contact = Line(
        label=gettext_lazy("問い合わせ先"),
        required=False,
        max_length=200,
        help_text=gettext_lazy("部署の名前と代表の番号まで。個人の連絡先は書きません。"),
    )


def case_form(data: QueryDict | None, case: CaseStudy) -> CaseForm:
    names = {name: getattr(case, name) for name in CaseForm.base_fields if name not in {"version", "seen"}}
    return CaseForm(data, initial={**names, "version": case.version})


def _named(item: Item) -> str:
    stage = f"（{item.stage.label}）" if item.stage else ""
    return f"{item.number} {item.title}".strip() + stage
