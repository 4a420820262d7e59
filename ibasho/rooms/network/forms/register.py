"""Forms of the register: the list's filter, the card, people, talks."""

from __future__ import annotations

from datetime import date
from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from ibasho.base.ui.forms import Form
from ibasho.rooms.network.actions.contact_persons import Known
from ibasho.rooms.network.actions.profiles import About
from ibasho.rooms.network.models import Contact, ContactPerson, Profile
from ibasho.rooms.network.queries.register import NOT_LISTED, Wanted
from ibasho.rooms.network.rules.contacts import Told
from ibasho.rooms.network.rules.kinds import How
from ibasho.town.people.models import Organisation, Person

KINDS = [(code, label) for code, label in Organisation.Kind.choices if code not in NOT_LISTED]


def day(label: Any, **given: Any) -> forms.DateField:
    return forms.DateField(
        label=label, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"), **given
    )


def long(label: Any, rows: int = 5, **given: Any) -> forms.CharField:
    return forms.CharField(label=label, widget=forms.Textarea(attrs={"rows": rows}), **given)


class RegisterFilter(Form):
    text = forms.CharField(label=_("団体の 名前・していること"), required=False, max_length=60)
    kind = forms.ChoiceField(label=_("種類"), required=False, choices=[("", _("すべて")), *KINDS])
    district = forms.ChoiceField(label=_("小学校区"), required=False)
    keeper = forms.ChoiceField(label=_("担当"), required=False)
    only = forms.ChoiceField(
        label=_("しぼる"), required=False,
        choices=[
            ("", _("すべて")), ("ends", _("期限が 近い・きれた")), ("quiet", _("6か月 話していない")),
            ("todo", _("つぎに することが ある")),
        ],
    )  # fmt: skip
    ended = forms.BooleanField(label=_("活動を おえた 団体も"), required=False)

    def __init__(self, data: Any = None, *, districts: dict[str, str], keepers: list[Person]) -> None:
        super().__init__(data)
        cast(forms.ChoiceField, self.fields["district"]).choices = [("", _("すべて")), *districts.items()]
        cast(forms.ChoiceField, self.fields["keeper"]).choices = [
            ("", _("すべて")), ("none", _("きまっていない")), *((one.public_id, str(one)) for one in keepers)
        ]  # fmt: skip

    def wanted(self) -> Wanted:
        """What can't be read asks for nothing."""
        given = self.cleaned_data if self.is_valid() else {}
        return Wanted(**{name: value for name, value in given.items() if value})


class ProfileForm(Form):
    does = forms.CharField(
        label=_("なにを しているか"), required=False, max_length=400, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("例：毎週 水曜日に 公民館で 夕ごはん。こどもは 無料。"),
    )  # fmt: skip
    district_code = forms.ChoiceField(label=_("おもな 小学校区"), required=False)
    began_on = day(_("はじめた日"), required=False, help_text=_("だいたいで かまいません。"))
    heads = forms.IntegerField(label=_("なかまの 人数"), required=False, min_value=1, max_value=9999)
    takes_home = forms.NullBooleanField(
        label=_("弁当や 食べものを 持ち帰ってもらう"),
        widget=forms.Select(choices=[("unknown", _("まだ きいていない")), ("true", _("はい")), ("false", _("いいえ"))]),
        help_text=_("「はい」のとき、保険が 持ち帰りの 食中毒に きかなければ お知らせします。"),
    )  # fmt: skip
    city_keeper = forms.ChoiceField(label=_("市の 担当"), required=False)
    csw_keeper = forms.ChoiceField(label=_("CSWの 担当"), required=False)

    def __init__(
        self, data: Any = None, *, profile: Profile | None, districts: dict[str, str], keepers: list[Person]
    ) -> None:
        now = profile or Profile()
        names = ("does", "district_code", "began_on", "heads", "takes_home")
        start = {name: getattr(now, name) for name in names}
        for name in ("city_keeper", "csw_keeper"):
            keeper = getattr(now, name)
            start[name] = keeper.public_id if keeper else ""
        super().__init__(data, initial=start)
        self._keepers = {one.public_id: one for one in keepers}
        who = [("", _("きまっていない")), *((key, str(one)) for key, one in self._keepers.items())]
        for name in ("city_keeper", "csw_keeper"):
            cast(forms.ChoiceField, self.fields[name]).choices = who
        cast(forms.ChoiceField, self.fields["district_code"]).choices = [("", _("きまっていない")), *districts.items()]  # fmt: skip

    def about(self) -> About:
        given = dict(self.cleaned_data)
        for name in ("city_keeper", "csw_keeper"):
            given[name] = self._keepers.get(given[name])
        return About(**given)


class PersonForm(Form):
    name = forms.CharField(label=_("名前"), max_length=60)
    duty = forms.CharField(
        label=_("役目"), max_length=40, required=False, help_text=_("例：代表、会計、調理")
    )
    phone = forms.CharField(
        label=_("電話"), max_length=20, required=False,
        widget=forms.TextInput(attrs={"type": "tel", "autocomplete": "off"}),
    )  # fmt: skip
    email = forms.EmailField(label=_("メール"), required=False)
    call_first = forms.BooleanField(label=_("さいしょに 連絡する人に する"), required=False)
    note = forms.CharField(
        label=_("ひとこと"), max_length=200, required=False,
        help_text=_("例：電話は 午前中に。からだや 家のことは 書きません。"),
    )  # fmt: skip

    def __init__(self, data: Any = None, *, person: ContactPerson | None = None) -> None:
        names = ("name", "duty", "phone", "email", "call_first", "note")
        super().__init__(data, initial={name: getattr(person, name) for name in names} if person else {})

    def known(self) -> Known:
        return Known(**self.cleaned_data)


class LeftForm(Form):
    left_on = day(_("やめた日"), help_text=_("この日から 1年たつと、名前と 連絡先を 消します。"))


class ContactForm(Form):
    on = day(_("日"))
    how = forms.ChoiceField(label=_("どうやって"), choices=How.choices())
    spoke_with = forms.CharField(label=_("だれと"), max_length=80, required=False)
    words = long(
        _("内容"), max_length=2000,
        help_text=_("市と CSWが 読みます。こどもや 家庭の ことは ここに 書かず「気づきメモ」へ。"),
    )  # fmt: skip
    next_words = forms.CharField(label=_("つぎに すること"), max_length=200, required=False)
    next_on = day(_("いつまでに"), required=False)

    def __init__(
        self, data: Any = None, *, contact: Contact | None = None, today: date | None = None
    ) -> None:
        names = ("on", "how", "spoke_with", "words", "next_words", "next_on")
        start = {name: getattr(contact, name) for name in names} if contact else {"on": today}
        super().__init__(data, initial=start)

    def told(self) -> Told:
        return Told(**{**self.cleaned_data, "how": How(self.cleaned_data["how"])})
