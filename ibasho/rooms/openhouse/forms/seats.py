"""What a child presses: a seat's number with its slip, a subject."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.validators import RegexValidator
from django.utils.translation import gettext_lazy as _

from ibasho.base.kernel.labelled import pairs
from ibasho.base.ui.forms import Form
from ibasho.rooms.openhouse.rules.seats import Subject
from ibasho.town.areas.stages import CHILD_STAGES, Stage


class SlipForm(Form):
    """The one who sits there shows it by the four digits."""

    number = forms.IntegerField(
        label=_("席の番号"), min_value=1, widget=forms.NumberInput(attrs={"inputmode": "numeric"})
    )
    slip = forms.CharField(
        label=_("ひかえの 数字 4つ"), max_length=4,
        validators=[RegexValidator(r"^[0-9]{4}$", _("数字 4つを 入れてください。"))],
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )  # fmt: skip


class AskForm(Form):
    """The subject is the button that was pressed."""

    subject = forms.ChoiceField(label=_("なにを"), choices=Subject.choices())
    stage = forms.ChoiceField(
        label=_("がくねん（えらばなくても いいよ）"), required=False, widget=forms.RadioSelect,
        choices=[("", _("いわない")), *pairs(one for one in CHILD_STAGES if one is not Stage.INFANT)],
    )  # fmt: skip
    seat = forms.TypedChoiceField(
        label=_("席（わかれば）"), required=False, coerce=int, empty_value=None, choices=[]
    )

    def __init__(self, *args: Any, seats: int, **options: Any) -> None:
        super().__init__(*args, **options)
        choices = [("", _("いわない")), *((number, f"{number}") for number in range(1, seats + 1))]
        self.fields["seat"].choices = choices  # type: ignore[attr-defined]
        if not seats:
            del self.fields["seat"]
