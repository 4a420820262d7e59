"""Vacancies, particulars of a helper, 面談, 研修, safeguarding dates, and what a programme says of itself."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, time
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ibasho.base.kernel import clock
from ibasho.base.ui.consents import read_out
from ibasho.base.ui.forms import Form, of_another
from ibasho.rooms.roster.forms.applying import district_choices, email_field, name_field, phone_field
from ibasho.rooms.roster.models import Helper, Programme, Safeguard, Vacancy
from ibasho.rooms.roster.rules.kinds import AgeBand, DbsCategory, HelperState, PayKind, PayWay
from ibasho.rooms.roster.rules.registering import SUBJECTS
from ibasho.rooms.roster.rules.safeguarding import Dates
from ibasho.town.people.models import Organisation
from ibasho.town.places.models import Place


def _day(label: Any, **given: Any) -> forms.DateField:
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(label=label, widget=widget, **{"required": False, **given})


class VacancyForm(Form):
    title = forms.CharField(
        label=_("何を してほしいか"), max_length=80, help_text=_("例：放課後の 学習室で 小学生の 宿題を 見る")
    )
    place = forms.ChoiceField(label=_("居場所"), required=False)
    when = forms.CharField(
        label=_("いつ"), max_length=120, help_text=_("例：月・木の 15時30分～18時。月1回からで よい")
    )
    pay = forms.CharField(
        label=_("お礼"), required=False, max_length=120, help_text=_("例：1時間 1,000円。無償なら 空のまま")
    )
    words = forms.CharField(
        label=_("くわしく"), max_length=2000, widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_("はじめての人が 知りたいこと：人数、服、研修、子どもの年齢など。"),
    )  # fmt: skip
    subjects = forms.MultipleChoiceField(
        label=_("おしえられると うれしい科目"), required=False, widget=forms.CheckboxSelectMultiple,
        choices=[(one, one) for one in SUBJECTS],
    )  # fmt: skip
    youth_welcome = forms.BooleanField(label=_("高校生・中学生も 歓迎"), required=False)
    opens_on = _day(_("いつから のせるか"), required=True)
    closes_on = _day(_("いつまで"), help_text=_("決めないときは 空のまま。"))

    def __init__(
        self, data: Any = None, *, places: Iterable[Place], today: date, vacancy: Vacancy | None = None
    ) -> None:
        super().__init__(data, initial=_vacancy_initial(vacancy) if vacancy else {"opens_on": today})
        self._places = {one.public_id: one for one in places}
        field = self.fields["place"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", _("きめない")), *((key, one.name) for key, one in self._places.items())]

    def terms(self) -> dict[str, Any]:
        """As the actions take them."""
        given = dict(self.cleaned_data)
        return {
            **given,
            "place": self._places.get(given["place"]),
            "words": given["words"].replace("\r\n", "\n"),
        }


def _vacancy_initial(vacancy: Vacancy) -> dict[str, Any]:
    names = ("title", "when", "pay", "words", "subjects", "youth_welcome", "opens_on", "closes_on")
    place = vacancy.place.public_id if vacancy.place else ""
    return {**{name: getattr(vacancy, name) for name in names}, "place": place}


class PeopleFilter(Form):
    state = forms.ChoiceField(
        label=_("段階"), required=False, choices=[("", _("いまの人")), *HelperState.choices()]
    )
    organisation = forms.ChoiceField(label=_("団体"), required=False)
    text = forms.CharField(label=_("名前"), required=False, max_length=40)

    def __init__(self, data: Any, *, organisations: Iterable[Organisation]) -> None:
        super().__init__(data)
        found = [(one.public_id, one.name) for one in organisations]
        if len(found) < 2:
            del self.fields["organisation"]
            return
        field = self.fields["organisation"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", _("すべて")), *found]

    def wanted(self) -> dict[str, str]:
        return self.cleaned_data if self.is_valid() else {}


@of_another
class ParticularsForm(Form):
    name = name_field()
    call_name = forms.CharField(
        label=_("よび名"), max_length=20, help_text=_("こどもには この名前だけが 見えます。")
    )
    phone = phone_field()
    email = email_field()
    district_code = forms.ChoiceField(label=_("住んでいる 小学校区"), required=False)
    age_band = forms.ChoiceField(label=_("年齢"), widget=forms.RadioSelect, choices=AgeBand.choices())
    guardian_name = name_field(_("保護者の 名前"), required=False, help_text=_("16歳より下の人だけ。"))
    guardian_phone = phone_field(_("保護者の 電話"))
    guardian_consent_on = _day(_("保護者の 同意書を うけとった日"), help_text=read_out("guardian", ""))
    subjects = forms.MultipleChoiceField(
        label=_("おしえられる 科目"), required=False, widget=forms.CheckboxSelectMultiple
    )
    skills = forms.CharField(
        label=_("できること"), required=False, max_length=260, help_text=_("例：受付、遊びの見守り、調理")
    )
    pay_kind = forms.ChoiceField(label=_("お礼の区分"), choices=PayKind.choices(), widget=forms.RadioSelect)
    pay_way = forms.ChoiceField(label=_("受けとり方"), choices=PayWay.choices(), widget=forms.RadioSelect)
    side_job_until = _day(_("兼業許可の期限"), help_text=_("市職員だけ。"))

    def __init__(self, data: Any = None, *, helper: Helper, today: date) -> None:
        initial = {name: getattr(helper, name) for name in self.base_fields}
        super().__init__(data, initial={**initial, "skills": "、".join(helper.skills)})
        for name, choices in (
            ("district_code", district_choices(today)),
            ("subjects", [(one, one) for one in dict.fromkeys([*SUBJECTS, *helper.subjects])]),
        ):
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)
            field.choices = choices


class InterviewForm(Form):
    day = _day(_("面談の日"), required=True)
    hour = forms.TimeField(
        label=_("時間"), widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"), initial=time(17)
    )

    def when(self) -> datetime:
        return clock.at(self.cleaned_data["day"], self.cleaned_data["hour"])


class TrainingForm(Form):
    title = forms.CharField(
        label=_("研修の 名前"), max_length=80, help_text=_("例：こどもの安全の研修（はじめて）")
    )
    taken_on = _day(_("うけた日"), required=True)
    valid_until = _day(_("いつまで 使えるか"), help_text=_("期限が ないときは 空のまま。"))


class DatesForm(Form):
    """Days and one tick. There is no line for words, and none will be added."""

    is_needed = forms.BooleanField(label=_("この人は 法律の 確認の対象"), required=False)
    pledge_on = _day(_("誓約書を うけとった日"))
    rules_told_on = _day(_("対処規程を 知らせた日"))
    asked_on = _day(_("確認を たのんだ日"))
    done_on = _day(_("確認の手つづきが おわった日"), help_text=_("日だけを 入れます。"))
    due_on = _day(_("つぎの期限"), help_text=_("空なら、おわった日から 5年後に します。"))

    def __init__(self, data: Any = None, *, safeguard: Safeguard | None, is_needed: bool) -> None:
        names = list(self.base_fields)
        kept = {name: getattr(safeguard, name) for name in names} if safeguard else {"is_needed": is_needed}
        super().__init__(data, initial=kept)

    def dates(self) -> Dates:
        return Dates(**self.cleaned_data)


class ProgrammeForm(Form):
    dbs_category = forms.ChoiceField(
        label=_("こども性暴力防止法の 区分"), widget=forms.RadioSelect, choices=DbsCategory.choices(),
        help_text=_(
            "学校・児童館などは 義務、放課後児童クラブなどで 認定を うけたら 認定。わからないときは「対象外・不明」。"
        ),
    )  # fmt: skip
    certificate_number = forms.CharField(label=_("認定番号"), required=False, max_length=40)
    certified_on = _day(_("認定の日"))
    rules_version = forms.CharField(label=_("対処規程の 版"), required=False, max_length=40)
    rules_on = _day(_("対処規程を 決めた日"))
    yen_per_hour = forms.IntegerField(
        label=_("有償ボランティアの お礼（1時間・円）"), min_value=0, max_value=10_000
    )
    minor_minutes_week_max = forms.IntegerField(
        label=_("16歳より下：1週間に 何分まで"), min_value=0, max_value=2_400
    )
    minor_home_by = forms.TimeField(
        label=_("16歳より下：何時まで"), widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
    )

    def __init__(self, data: Any = None, *, programme: Programme) -> None:
        super().__init__(data, initial={name: getattr(programme, name) for name in self.base_fields})
