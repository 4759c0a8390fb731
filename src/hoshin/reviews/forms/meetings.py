from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from hoshin.kernel.forms import Choice, CityForm, Line, Prose, VersionedForm
from hoshin.reviews.forms.fields import Day, day_of
from hoshin.reviews.models import AgendaItem, Meeting, Round


class MeetingForm(VersionedForm):
    title = Line(label=_("会議の名称"))
    held_on = Day(label=_("開催日"))
    place = Line(label=_("場所"), required=False, max_length=200)
    chair = Line(label=_("議長"), required=False, max_length=120)
    attendees = Prose(label=_("出席者"), required=False, help_text=_("職名と氏名を1行に1人ずつ書きます。"))

    def values(self) -> dict[str, Any]:
        return {**super().values(), "held_on": day_of(self.cleaned_data["held_on"])}


class NewMeetingForm(MeetingForm):
    round = Choice(
        of_ids=True, label=_("照会"), required=False, help_text=_("選ぶと、その照会の取組が議題になります。")
    )

    def __init__(self, data: QueryDict | None, *, rounds: Sequence[Round]) -> None:
        super().__init__(data, initial={"version": 1})
        fields: Any = self.fields
        fields["round"].choices = [("", "—"), *((one.pk, one.title) for one in rounds)]


class MinutesForm(VersionedForm):
    minutes = Prose(label=_("議事録"), required=False)


class AgendaItemForm(VersionedForm):
    title = Line(label=_("議題"))
    note = Prose(label=_("説明"), required=False, max_length=4000)
    discussion = Prose(label=_("審議の内容"), required=False)


class NewAgendaItemForm(CityForm):
    title = Line(label=_("議題"))
    note = Prose(label=_("説明"), required=False, max_length=4000)


def meeting_form(data: QueryDict | None, meeting: Meeting) -> MeetingForm:
    names = {name: getattr(meeting, name) for name in ("title", "place", "chair", "attendees")}
    day = f"{meeting.held_on:%Y-%m-%d}"
    return MeetingForm(data, initial={**names, "held_on": day, "version": meeting.version})


def minutes_form(data: QueryDict | None, meeting: Meeting) -> MinutesForm:
    return MinutesForm(data, initial={"minutes": meeting.minutes, "version": meeting.version})


def agenda_item_form(data: QueryDict | None, row: AgendaItem) -> AgendaItemForm:
    names = {name: getattr(row, name) for name in ("title", "note", "discussion")}
    return AgendaItemForm(data, initial={**names, "version": row.version})
