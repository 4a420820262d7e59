"""A course, and who took part."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from ibasho.base.ui.forms import Form
from ibasho.rooms.familysupport.actions.courses import Terms
from ibasho.rooms.familysupport.forms.members import day_field
from ibasho.rooms.familysupport.models import Course, Member
from ibasho.rooms.familysupport.rules.kinds import CourseKind


class CourseForm(Form):
    kind = forms.ChoiceField(
        label=_("種類"), widget=forms.RadioSelect, choices=CourseKind.choices(),
        help_text=_("基礎講習は 時間を 足して 24時間。救命と 事故防止は 5年ごとに うけなおします。"),
    )  # fmt: skip
    title = forms.CharField(label=_("題"), max_length=120, help_text=_("例：小児看護の 基礎、普通救命講習"))
    held_on = day_field(_("日"), required=True)
    starts = forms.TimeField(
        label=_("はじまり"), required=False, widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
    )
    minutes = forms.IntegerField(
        label=_("長さ（分）"), min_value=1, max_value=1440, help_text=_("例：3時間なら 180")
    )
    where = forms.CharField(label=_("場所"), required=False, max_length=120)
    capacity = forms.IntegerField(label=_("定員"), required=False, min_value=1, max_value=999)

    def __init__(self, data: Any = None, *, course: Course | None = None) -> None:
        initial = {name: getattr(course, name) for name in self.base_fields} if course else {}
        super().__init__(data, initial=initial)

    def terms(self) -> Terms:
        return Terms(**self.cleaned_data)


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the list: its tick and its minutes."""

    member: Member
    tick: forms.BoundField
    minutes: forms.BoundField


class AttendanceForm(Form):
    """A tick for each; the minutes only for who came late or left early."""

    def __init__(
        self, data: Any = None, *, course: Course, members: Iterable[Member], written: Mapping[int, int]
    ) -> None:
        super().__init__(data)
        self._members, self._whole = list(members), course.minutes
        for one in self._members:
            spent = written.get(one.pk)
            self.fields[f"here_{one.public_id}"] = forms.BooleanField(
                label=one.name, required=False, initial=spent is not None
            )
            self.fields[f"minutes_{one.public_id}"] = forms.IntegerField(
                label=_("{name}さんの 時間（分）").format(name=one.name), required=False, min_value=1,
                max_value=course.minutes, initial=spent if spent != course.minutes else None,
            )  # fmt: skip

    def rows(self) -> list[Row]:
        return [
            Row(one, self[f"here_{one.public_id}"], self[f"minutes_{one.public_id}"]) for one in self._members
        ]

    def shown(self) -> list[int]:
        """Keys of those who stood in the list when it was opened; who came to it since is not sent as absent."""
        sent = set(self.data.getlist("shown")) if isinstance(self.data, QueryDict) else set()
        return [one.pk for one in self._members if one.public_id in sent]

    def minutes(self) -> dict[int, int]:
        """{member's key: minutes} of who was there."""
        given = self.cleaned_data
        return {
            one.pk: given[f"minutes_{one.public_id}"] or self._whole
            for one in self._members
            if given[f"here_{one.public_id}"]
        }
