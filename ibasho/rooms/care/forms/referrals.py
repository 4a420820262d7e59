"""What the centre looks for, what it tells a place, and what a place answers. No form of these keeps a draft anywhere."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ibasho.base.kernel.labelled import pairs
from ibasho.base.ui.forms import Form
from ibasho.rooms.care.rules import consent as consents
from ibasho.rooms.care.rules import referrals as rules
from ibasho.rooms.care.rules.consent import Consent, Text
from ibasho.rooms.care.rules.finding import Wish
from ibasho.rooms.care.rules.kinds import ConsentHow, Consenting, Decline, Ended
from ibasho.rooms.care.rules.referrals import Facts
from ibasho.town.areas.queries import districts
from ibasho.town.areas.stages import CHILD_STAGES, Stage
from ibasho.town.places.queries import starts
from ibasho.town.places.rules.features import FEATURES

WEEKDAYS = tuple(enumerate("月火水木金土日"))
_FIRST = ("meal", "study_help", "quiet", "talk", "active_play", "outdoor", "lie_down", "shower", "laundry")
_MORE = tuple(code for code, _word in FEATURES if code not in _FIRST)
_WORDS = dict(FEATURES)


def _day(label: Any, **given: Any) -> forms.DateField:
    return forms.DateField(
        label=label, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"), **given
    )


def _time(label: Any) -> forms.TimeField:
    return forms.TimeField(
        label=label, required=False, widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
    )


def _words(label: Any, most: int, **given: Any) -> forms.CharField:
    attrs = {"autocomplete": "off", "data-private": ""}
    return forms.CharField(label=label, max_length=most, widget=forms.TextInput(attrs=attrs), **given)


class FindForm(Form):
    """Where the way begins: a town typed, else the spot pressed on the picture, else a 小学校区. All of it may be empty."""

    stage = forms.ChoiceField(
        label=_("年れい"), choices=pairs(CHILD_STAGES), widget=forms.RadioSelect,
        initial=Stage.UPPER.value,
    )  # fmt: skip
    district = forms.ChoiceField(label=_("小学校区"), required=False)
    town = _words(
        _("町の名前"), 60, required=False, help_text=_("住所は いりません。町の名前が あると、もっと 近い時間が 出ます。"),
    )  # fmt: skip
    weekdays = forms.TypedMultipleChoiceField(
        label=_("曜日"), choices=WEEKDAYS, coerce=int, required=False, widget=forms.CheckboxSelectMultiple
    )
    since, until = _time(_("何時から")), _time(_("何時まで"))
    features = forms.MultipleChoiceField(
        label=_("あると よいもの"), choices=[(code, _WORDS[code]) for code in _FIRST], required=False,
        widget=forms.CheckboxSelectMultiple,
    )  # fmt: skip
    more = forms.MultipleChoiceField(
        label=_("ほかに"), choices=[(code, _WORDS[code]) for code in _MORE], required=False,
        widget=forms.CheckboxSelectMultiple,
    )  # fmt: skip
    alone = forms.BooleanField(label=_("ひとりで 行ける ところだけ"), required=False)
    allergy = forms.BooleanField(label=_("アレルギーに 対応している ところだけ"), required=False)
    at_lat = forms.FloatField(required=False, min_value=-90, max_value=90, widget=forms.HiddenInput)
    at_lng = forms.FloatField(required=False, min_value=-180, max_value=180, widget=forms.HiddenInput)

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rows = [(row.code, row.name) for row in districts(today)]
        self.fields["district"].choices = [("", _("えらばない")), *rows]  # type: ignore[attr-defined]
        self.today = today

    def clean_town(self) -> str:
        told = str(self.cleaned_data["town"]).strip()
        if told and starts.by_town_name(told) is None:
            raise forms.ValidationError(
                _("その町は 一覧に ありません。一覧から えらぶか、小学校区を えらんでください。")
            )
        return told

    def clean(self) -> dict[str, Any]:
        told = super().clean() or {}
        since, until = told.get("since"), told.get("until")
        if since and until and until <= since:
            self.add_error("until", _("「何時まで」を「何時から」より あとに してください。"))
        return told

    def start(self) -> starts.Start | None:
        """By name; the spot pressed on the picture is the view's."""
        told = self.cleaned_data
        if told["town"]:
            return starts.by_town_name(told["town"])
        return starts.find(f"district:{told['district']}", self.today) if told["district"] else None

    def wish(self, start: Any) -> Wish:
        told = self.cleaned_data
        return Wish(
            stage=Stage(told["stage"]), start=start, weekdays=frozenset(told["weekdays"]), since=told["since"],
            until=told["until"], features=(*told["features"], *told["more"]), alone=told["alone"], allergy=told["allergy"],
        )  # fmt: skip


class AskForm(Form):
    """Consent first, then three facts and the first day."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    consent_by = forms.ChoiceField(
        label=_("「はい」と 言った人"), choices=Consenting.choices(), widget=forms.RadioSelect
    )
    age_met = forms.BooleanField(required=False)
    consent_how = forms.ChoiceField(
        label=_("どうやって 聞きましたか"), choices=ConsentHow.choices(), widget=forms.RadioSelect
    )
    consent_on = _day(_("聞いた日"))
    child = _words(
        _("よび名"), rules.CHILD_MAX, help_text=_("よんでほしい 名前だけ。名字は いりません。（例：ゆいちゃん）"),
    )  # fmt: skip
    allergy = _words(
        _("アレルギー・食べられないもの"), rules.ALLERGY_MAX, help_text=_("ないときは「なし」と 書きます。（例：たまご、そば）"),
    )  # fmt: skip
    collect = _words(
        _("むかえ"), rules.COLLECT_MAX,
        help_text=_("だれが、何時ごろ。続き柄だけで だいじょうぶです。（例：おばあさん 18時ごろ、ひとりで 帰る 17時）"),
    )  # fmt: skip
    first_on = _day(_("さいしょの日"), required=False, help_text=_("決まっていないときは あけておきます。"))

    def __init__(self, *args: Any, text: Text, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial = {"version": text.version, "consent_on": today}
        self.fields["age_met"].label = _("本人は %(age)s歳に なっている（年齢は 書きのこしません）") % {
            "age": text.alone_from_age
        }

    def consent(self) -> Consent:
        told = self.cleaned_data
        return Consent(
            told["version"], Consenting(told["consent_by"]), told["consent_how"], told["consent_on"], told["age_met"]
        )  # fmt: skip

    def facts(self) -> Facts:
        return Facts(self.cleaned_data["child"], self.cleaned_data["allergy"], self.cleaned_data["collect"])


class FirstDayForm(Form):
    first_on = _day(_("さいしょの日"), required=False)


class RevokeForm(Form):
    """A yes taken back is written down with its day; a plan that changed is not."""

    withdrawn = forms.BooleanField(label=_("本人か 保護者が 同意を やめた"), required=False)
    withdrawn_on = _day(_("やめた日"), required=False)

    def day(self, today: date) -> date | None:
        told = self.cleaned_data
        return (told["withdrawn_on"] or today) if told["withdrawn"] else None


class WithdrawForm(Form):
    """After a place said no there is nothing to take away from it: the day alone."""

    withdrawn_on = _day(_("やめた日"))


class DeclineForm(Form):
    why = forms.ChoiceField(label=_("わけ"), choices=Decline.choices(), widget=forms.RadioSelect)
    told = _words(
        _("ひとこと"), rules.DECLINE_WORDS_MAX, required=False,
        help_text=_("書かなくて だいじょうぶです。読むのは センターの 担当だけです。"),
    )  # fmt: skip


class ArriveForm(Form):
    on = _day(_("来た日"))


class EndForm(Form):
    how = forms.ChoiceField(label=_("どう なりましたか"), choices=Ended.choices(), widget=forms.RadioSelect)


class TextForm(Form):
    """A new version; what stands is never changed."""

    starts_on = _day(_("いつから"))
    alone_from_age = forms.IntegerField(
        label=_("何歳から 本人だけで 決められるか"), min_value=consents.AGE_MIN, max_value=consents.AGE_MAX,
        help_text=_("国の 法律や 市の 決まりが かわったら、いつからかを 決めて 新しい版を 足します。"),
    )  # fmt: skip
    child_words = forms.CharField(
        label=_("こどもへの ことば"), max_length=consents.WORDS_MAX, widget=forms.Textarea(attrs={"rows": 8})
    )
    adult_words = forms.CharField(
        label=_("保護者への ことば"), max_length=consents.WORDS_MAX, widget=forms.Textarea(attrs={"rows": 8})
    )

    def text(self) -> Text:
        return Text(version=0, **self.cleaned_data)
