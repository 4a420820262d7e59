"""The application on the public page (eight fields at most) and as the adviser types it in; a member's particulars,
面談, the filter of the list, a pause."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms
from django.core import signing
from django.utils.translation import gettext_lazy as _

from ibasho.base.kernel.actor import Via
from ibasho.base.kernel.codes import new_code
from ibasho.base.ui.consents import read_out
from ibasho.base.ui.forms import Form, of_another
from ibasho.rooms.familysupport.actions.applying import Told
from ibasho.rooms.familysupport.models import Centre, Member
from ibasho.rooms.familysupport.rules.kinds import MemberKind, MemberState
from ibasho.town.areas import queries as areas
from ibasho.town.areas.models import Town

_SALT = "familysupport.apply"
_PRIVATE = {"data-private": "", "data-width": "md"}
VIAS = [(Via.PAPER.value, _("紙")), (Via.PHONE.value, _("電話")), (Via.COUNTER.value, _("窓口・その場で"))]


def _text(label: Any, most: int, kind: str = "text", **given: Any) -> forms.CharField:
    attrs = {"type": kind, "autocomplete": given.pop("fill", "off"), **_PRIVATE}
    return forms.CharField(label=label, max_length=most, widget=forms.TextInput(attrs=attrs), **given)


def day_field(label: Any, **given: Any) -> forms.DateField:
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(label=label, widget=widget, **{"required": False, **given})


def choose(form: Form, name: str, choices: Iterable[tuple[str, Any]]) -> None:
    field = form.fields[name]
    if isinstance(field, forms.ChoiceField):
        field.choices = list(choices)


def district_choices(today: date) -> list[tuple[str, Any]]:
    return [("", _("わからない・市の外")), *((row.code, row.name) for row in areas.named_districts(today))]


def _kind_choices(labels: dict[str, str]) -> list[tuple[str, str]]:
    told = {
        MemberKind.USER: "助けて ほしい",
        MemberKind.PROVIDER: "助ける ことが できる",
        MemberKind.BOTH: "両方",
    }
    return [(one.value, f"{words}（{labels[one.value]}）") for one, words in told.items()]


class ApplyForm(Form):
    """Eight fields. Children and what one can do are told at the interview."""

    MORE: tuple[str, ...] = ()

    key = forms.CharField(widget=forms.HiddenInput, required=False)
    kind = forms.ChoiceField(label=_("どちらですか"), widget=forms.RadioSelect)
    name = _text(_("名前"), 80, fill="name")
    kana = _text(_("よみ（ひらがな）"), 120, required=False)
    phone = _text(
        _("電話"),
        20,
        "tel",
        required=False,
        fill="tel",
        help_text=_("電話か メールの どちらかで 連絡します。"),
    )
    email = forms.EmailField(
        label=_("メール"),
        required=False,
        widget=forms.EmailInput(attrs={"autocomplete": "email", **_PRIVATE}),
    )
    district_code = forms.ChoiceField(label=_("住んでいる 小学校区"), required=False)
    is_old_enough = forms.BooleanField(label=_("20歳以上です（助ける方だけ）"), required=False)
    agrees = forms.BooleanField(
        label=_("上の「おやくそく」に 同意します（面談のときでも かまいません）"), required=False
    )

    def __init__(
        self, data: Any = None, *, centre: Centre, labels: dict[str, str], age_min: int, today: date
    ) -> None:
        super().__init__(data)
        self._centre = centre
        self.fields["key"].initial = signing.dumps([centre.pk, new_code()], salt=_SALT)
        self.fields["is_old_enough"].label = _("{age}歳以上です（助ける方だけ）").format(age=age_min)
        choose(self, "kind", _kind_choices(labels))
        choose(self, "district_code", district_choices(today))

    @property
    def public_id(self) -> str:
        """The code this very form was handed out with; a fresh one where it was lost or meddled with."""
        try:
            centre, code = signing.loads(self.cleaned_data.get("key", ""), salt=_SALT)
        except (signing.BadSignature, ValueError):
            return new_code()
        return str(code) if centre == self._centre.pk else new_code()

    def told(self) -> Told:
        names = ("kind", "name", "kana", "phone", "email", "district_code", "is_old_enough", "agrees")
        return Told(**{name: self.cleaned_data[name] for name in (*names, *self.MORE)})


@of_another
class TypeInForm(ApplyForm):
    """The same with the address, from a paper or a call."""

    MORE = ("address",)

    via = forms.ChoiceField(
        label=_("どうやって 申しこまれたか"), choices=VIAS, widget=forms.RadioSelect, initial=Via.PHONE.value
    )
    address = _text(_("住所"), 200, required=False)
    field_order = ("via", "kind", "name", "kana", "phone", "email", "address")

    def __init__(self, data: Any = None, **given: Any) -> None:
        super().__init__(data, **given)
        self.fields["agrees"].label = _("会則に 同意しました")

    @property
    def via_told(self) -> Via:
        return Via(self.cleaned_data["via"])


class ParticularsForm(Form):
    name = _text(_("名前"), 80)
    kana = _text(_("よみ（ひらがな）"), 120, required=False)
    phone = _text(_("電話"), 20, "tel", required=False)
    email = forms.EmailField(label=_("メール"), required=False, widget=forms.EmailInput(attrs=_PRIVATE))
    address = _text(_("住所"), 200, required=False)
    district_code = forms.ChoiceField(label=_("住んでいる 小学校区"), required=False)
    town = forms.ChoiceField(
        label=_("家の あたり（町名）"), required=False,
        help_text=_("何分で 行けるかの めやすに 使います。町の まんなかの 位置が 入ります。"),
    )  # fmt: skip
    words = forms.CharField(
        label=_("アドバイザーの メモ"), required=False, max_length=400, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("アドバイザーだけが 見ます。本人に 見せられる ことばで 書いてください。"),
    )  # fmt: skip

    def __init__(self, data: Any = None, *, member: Member, today: date) -> None:
        names = ("name", "kana", "phone", "email", "address", "district_code", "words")
        super().__init__(data, initial={name: getattr(member, name) for name in names})
        self._towns: dict[str, Town] = {str(one.pk): one for one in areas.towns("")}
        kept = _("いまの 位置の まま") if member.lat is not None else _("まだ 入れない")
        choose(self, "town", [("", kept), *((key, one.name) for key, one in self._towns.items())])
        choose(self, "district_code", district_choices(today))

    def values(self) -> dict[str, Any]:
        """As the action takes them. A town brings its position, and its district where none was chosen."""
        given = dict(self.cleaned_data)
        town = self._towns.get(given.pop("town"))
        if town is None:
            return given
        district = given["district_code"] or town.district_code
        return {**given, "district_code": district, "lat": town.lat, "lng": town.lng}


class InterviewForm(Form):
    held_on = day_field(_("面談した日"), required=True)
    agreed_on = day_field(_("会則に 同意した日"), help_text=read_out("rules", ""))
    id_seen_on = day_field(
        _("本人を 確かめた日"), help_text=_("見た日だけを 入れます。番号や 写しは 残しません。")
    )

    def __init__(self, data: Any = None, *, member: Member, today: date) -> None:
        first = {"held_on": today, "agreed_on": member.agreed_on or today, "id_seen_on": today}
        known = {name: getattr(member, name) for name in ("agreed_on", "id_seen_on")}
        kept = {"held_on": member.interviewed_on, **known}
        super().__init__(data, initial=kept if member.interviewed_on else first)


class KindForm(Form):
    kind = forms.ChoiceField(label=_("区分"), widget=forms.RadioSelect)

    def __init__(self, data: Any = None, *, member: Member, labels: dict[str, str]) -> None:
        super().__init__(data, initial={"kind": member.kind})
        choose(self, "kind", _kind_choices(labels))

    @property
    def chosen(self) -> MemberKind:
        return MemberKind(self.cleaned_data["kind"])


class AccountForm(Form):
    email = forms.EmailField(
        label=_("アカウントの メールアドレス"), widget=forms.EmailInput(attrs={"autocomplete": "off", **_PRIVATE}),
        help_text=_("本人が ここに 入るときの アドレスを、そのとおりに 入れます。"),
    )  # fmt: skip


class PauseForm(Form):
    until = day_field(
        _("いつまで 休みますか"), help_text=_("決めていないときは 空のまま。わけは 聞きません。")
    )

    def __init__(self, data: Any = None, *, member: Member) -> None:
        super().__init__(data, initial={"until": member.paused_until})


COURSES_WANTING = "courses"


class MembersFilter(Form):
    state = forms.ChoiceField(
        label=_("段階"), required=False, choices=[("", _("いまの会員と 申込み")), *MemberState.choices()],
    )  # fmt: skip
    kind = forms.ChoiceField(label=_("区分"), required=False)
    district = forms.ChoiceField(label=_("小学校区"), required=False)
    only = forms.ChoiceField(
        label=_("講習"),
        required=False,
        choices=[("", _("すべて")), (COURSES_WANTING, _("期限が 近い・切れた"))],
    )
    text = forms.CharField(label=_("名前・番号・電話"), required=False, max_length=40)

    def __init__(self, data: Any, *, labels: dict[str, str], today: date) -> None:
        super().__init__(data)
        choose(self, "kind", [("", _("すべて")), *labels.items()])
        choose(
            self,
            "district",
            [("", _("すべて")), *((row.code, row.name) for row in areas.named_districts(today))],
        )

    def wanted(self) -> dict[str, str]:
        return dict(self.cleaned_data) if self.is_valid() else {}


class DayForm(Form):
    """The day for which members are counted."""

    day = day_field(_("いつの 会員数"))
