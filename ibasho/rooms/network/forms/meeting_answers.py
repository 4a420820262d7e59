"""What a group answers: which days, whether it comes, how it was."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ibasho.base.kernel import clock, wareki
from ibasho.base.kernel.labelled import pairs
from ibasho.base.ui.forms import Form
from ibasho.rooms.network.models import Invitation
from ibasho.rooms.network.queries.surveying import questions_of
from ibasho.rooms.network.rules import meetings as rules
from ibasho.rooms.network.rules import survey
from ibasho.rooms.network.rules.kinds import Coming, PollAnswerKind, QuestionKind


class AnswerForm(Form):
    coming = forms.ChoiceField(
        label=_("来られますか"),
        choices=pairs((Coming.YES, Coming.NO)),
        widget=forms.RadioSelect,
    )
    heads = forms.IntegerField(label=_("何人で"), min_value=1, max_value=rules.HEADS_MAX, required=False)
    words = forms.CharField(label=_("ひとこと"), max_length=rules.WORDS_MAX, required=False)

    @staticmethod
    def of(one: Invitation) -> dict[str, Any]:
        return {"coming": one.coming, "heads": one.heads, "words": one.words}


class PollForm(Form):
    """One field a day: `day-<key>`."""

    def __init__(self, *args: Any, invitation: Invitation, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known = {one.poll_day_id: one.answer for one in invitation.poll_answers.all()}
        for day in invitation.meeting.days.all():
            hours = f"{clock.time_label(day.starts)}～{clock.time_label(day.ends)}"
            self.fields[f"day-{day.pk}"] = forms.ChoiceField(
                label=f"{wareki.day_label(day.day)} {hours}", choices=PollAnswerKind.choices(),
                widget=forms.RadioSelect, initial=known.get(day.pk), required=False,
            )  # fmt: skip

    def answers(self) -> dict[int, PollAnswerKind]:
        told = self.cleaned_data.items()
        return {int(name.removeprefix("day-")): PollAnswerKind(said) for name, said in told if said}


class ReplyForm(Form):
    """One field a question: `q<key>`. All may be left out but one."""

    def __init__(self, *args: Any, invitation: Invitation, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for one in questions_of(invitation.meeting):
            self.fields[f"q{one.key}"] = _field(one)

    def told(self) -> dict[str, str]:
        return {name.removeprefix("q"): said for name, said in self.cleaned_data.items()}


def _field(one: survey.Question) -> forms.Field:
    if one.kind == QuestionKind.WORDS.value:
        return forms.CharField(
            label=one.text,
            max_length=survey.WORDS_MAX,
            required=False,
            widget=forms.Textarea(attrs={"rows": 3}),
        )
    listed = survey.SCALE if one.kind == QuestionKind.SCALE.value else one.choices
    choices = [(said, said) for said in listed]
    return forms.ChoiceField(label=one.text, choices=choices, widget=forms.RadioSelect, required=False)
