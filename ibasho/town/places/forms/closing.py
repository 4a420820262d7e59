"""Small forms about the state of a place: closed days, a pause, an answer, a claim, a photo."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ibasho.base.ui.consents import read_out
from ibasho.base.ui.forms import Form
from ibasho.base.ui.once import OnceForm
from ibasho.town.people.models import Organisation
from ibasho.town.places.models import MistakeReport

REASONS = (_("ぐあいが わるい"), _("天気"), _("人が たりない"), _("場所が 使えない"))


def _day(label: Any, **options: Any) -> forms.DateField:
    return forms.DateField(label=label, widget=forms.DateInput(attrs={"type": "date"}), **options)


class CloseForm(Form):
    """Days on which the place is closed, both inclusive."""

    first = _day(_("いつから"))
    last = _day(_("いつまで"), required=False, help_text=_("1日だけのときは 空のまま"))
    reason = forms.CharField(
        label=_("わけ"),
        max_length=200,
        required=False,
        help_text=_("みんなに 見えます。人の名前は 書きません。"),
    )

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or {}
        given["last"] = given.get("last") or given.get("first")
        return given


class PauseForm(Form):
    """休止: from when, until when (may be open), why."""

    since = _day(_("いつから 休止しますか"))
    until = _day(
        _("いつまで"),
        required=False,
        help_text=_("きまっていないときは 空のまま。つぎの日に 自動で 再開します。"),
    )
    reason = forms.CharField(
        label=_("わけ"), max_length=200, required=False, help_text=_("みんなに 見えます。")
    )

    def __init__(self, *args: Any, today: date, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["since"].initial = today


class AnswerForm(Form):
    """Words that reach the other side."""

    answer = forms.CharField(
        label=_("相手への ことば"), max_length=400, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )


class ClaimForm(Form):
    organisation = forms.ModelChoiceField(
        label=_("どの団体・店ですか"), queryset=Organisation.objects.none(), empty_label=None
    )
    words = forms.CharField(
        label=_("市への ひとこと"), max_length=400, required=False, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("いつから 運営しているか、代表との関係など"),
    )  # fmt: skip


class PhotoForm(Form):
    file = forms.FileField(
        label=_("写真"), widget=forms.FileInput(attrs={"accept": "image/jpeg,image/png,image/webp"}),
        help_text=_("撮った場所や日時の情報は、うけとったときに 消します。"),
    )  # fmt: skip
    words = forms.CharField(
        label=_("なにが 写っていますか"), max_length=120, required=False,
        help_text=_("写真を 見られない人に 読み上げます。"),
    )  # fmt: skip
    nobody_shown = forms.BooleanField(label=_("人は 写っていない"), required=False)
    consent_on = _day(
        _("写っている人（こどもは 保護者も）に 同意を もらった日"),
        required=False,
        help_text=read_out("photo", ""),
    )


class MistakeForm(OnceForm):
    """A child's or a citizen's 「ここが ちがうよ」."""

    what = forms.ChoiceField(
        label=_("なにが ちがった？"), choices=MistakeReport.What.choices, widget=forms.RadioSelect
    )
    words = forms.CharField(
        label=_("くわしく 書けたら 書いてね"), max_length=400, required=False,
        widget=forms.Textarea(attrs={"rows": 3}), help_text=_("名前や 電話番号は 書かないでね。"),
    )  # fmt: skip
