"""Forms of the desk about papers for schools, and the school's own word."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ibasho.base.kernel.labelled import pairs
from ibasho.base.ui.forms import Form
from ibasho.rooms.bulletin.actions.handouts import Words
from ibasho.rooms.bulletin.models import Delivery, Handout, School
from ibasho.rooms.bulletin.rules import handouts as rules
from ibasho.rooms.bulletin.rules import schools, telling
from ibasho.rooms.bulletin.rules.kinds import Paper, SchoolKind

ALL, DISTRICTS, CHOSEN = "all", "districts", "chosen"
_MONTH = re.compile(r"(\d{4})-(\d\d)")


def _day(label: Any, **more: Any) -> forms.DateField:
    return forms.DateField(label=label, widget=forms.DateInput(attrs={"type": "date"}), **more)


class WordsForm(Form):
    title = forms.CharField(label=gettext_lazy("だい"), max_length=telling.TITLE_MAX)
    paper = forms.ChoiceField(
        label=gettext_lazy("どの紙"),
        choices=pairs(rules.FOR_SCHOOLS),
        widget=forms.RadioSelect,
        initial=Paper.CALENDAR.value,
    )
    month = forms.CharField(
        label=gettext_lazy("何月の"), required=False, widget=forms.TextInput(attrs={"type": "month"}),
        help_text=gettext_lazy("カレンダーのときに えらびます。れい：2026-12"),
    )  # fmt: skip
    path = forms.CharField(
        label=gettext_lazy("QRで ひらくページ"), max_length=120, required=False,
        help_text=gettext_lazy("書かなければ、紙に あった ページを ひらきます。ほかの ページは /stories/ の ように 書きます。"),
    )  # fmt: skip
    words = forms.CharField(
        label=gettext_lazy("学校の 連絡アプリの 文"), max_length=telling.WORDS_MAX, widget=forms.Textarea(attrs={"rows": 5}),
        help_text=gettext_lazy("400文字まで。アドレスは あとに つきます。人の名前や 電話番号は 書きません。"),
    )  # fmt: skip
    hand_on = _day(gettext_lazy("くばる日"))

    @staticmethod
    def of(row: Handout) -> dict[str, Any]:
        month = row.month.strftime("%Y-%m") if row.month else ""
        path = "" if row.path == rules.usual_path(Paper(row.paper)) else row.path
        return {
            "title": row.title, "paper": row.paper, "month": month, "path": path, "words": row.words, "hand_on": row.hand_on,
        }  # fmt: skip

    def clean_month(self) -> date | None:
        told = str(self.cleaned_data["month"] or "").strip()
        if not told:
            return None
        found = _MONTH.fullmatch(told)
        if not found or not 1 <= int(found[2]) <= 12 or int(found[1]) < 2000:
            raise forms.ValidationError(_("2026-12 のように 書いてください。"))
        return date(int(found[1]), int(found[2]), 1)

    def told(self) -> Words:
        given = self.cleaned_data
        return Words(
            given["title"],
            given["words"],
            Paper(given["paper"]),
            given["hand_on"],
            given["month"],
            given["path"].strip(),
        )


class SchoolsField(forms.ModelMultipleChoiceField):  # type: ignore[type-arg]
    def label_from_instance(self, obj: Any) -> str:
        return f"{obj.name}（{obj.classes}学級・{schools.copies_for(obj.classes, obj.copies)}まい）"


def _schools_field(**more: Any) -> SchoolsField:
    return SchoolsField(
        queryset=School.objects.none(), to_field_name="public_id", required=False, widget=forms.CheckboxSelectMultiple,
        **more,
    )  # fmt: skip


class HandoutForm(WordsForm):
    """A new hand-out: also which schools, and whether the board is asked."""

    whom = forms.ChoiceField(
        label=gettext_lazy("どの学校に"), widget=forms.RadioSelect, initial=ALL,
        choices=[(ALL, gettext_lazy("小学校 ぜんぶ")), (DISTRICTS, gettext_lazy("校区で えらぶ")), (CHOSEN, gettext_lazy("学校を えらぶ"))],
    )  # fmt: skip
    districts = forms.MultipleChoiceField(
        label=gettext_lazy("校区"), required=False, widget=forms.CheckboxSelectMultiple
    )
    schools = _schools_field(label=gettext_lazy("学校"))
    asks_consent = forms.BooleanField(
        label=gettext_lazy("教育委員会の 了承を きく"), required=False, initial=True,
        help_text=gettext_lazy("返事が 来るまで、「とどけた」には できません。"),
    )  # fmt: skip

    def __init__(self, *args: Any, districts: dict[str, str], **options: Any) -> None:
        super().__init__(*args, **options)
        active = School.objects.filter(is_active=True).order_by("district", "kana", "name", "pk")
        self._active = active
        self.fields["districts"].choices = list(districts.items())  # type: ignore[attr-defined]
        self.fields["schools"].queryset = active  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        told: dict[str, Any] = super().clean() or self.cleaned_data
        if "whom" in told and not self.chosen():
            field = {DISTRICTS: "districts", CHOSEN: "schools"}.get(told["whom"], "whom")
            self.add_error(field, _("くばる 学校が ありません。1つ以上 えらんでください。"))
        return told

    def chosen(self) -> list[School]:
        """The schools that were meant."""
        told = self.cleaned_data
        if told["whom"] == CHOSEN:
            return list(told.get("schools") or ())
        if told["whom"] == DISTRICTS:
            return list(self._active.filter(district__in=told.get("districts") or ()))
        return list(self._active.filter(kind=SchoolKind.PRIMARY.value))


class MoreSchoolsForm(Form):
    schools = _schools_field(label=gettext_lazy("足す 学校"))

    def __init__(self, *args: Any, handout: Handout, **options: Any) -> None:
        super().__init__(*args, **options)
        rest = School.objects.filter(is_active=True).exclude(deliveries__handout=handout)
        self.fields["schools"].queryset = rest.order_by("district", "kana", "name", "pk")  # type: ignore[attr-defined]


class ConsentForm(Form):
    given = forms.ChoiceField(
        label=gettext_lazy("教育委員会の 返事"), widget=forms.RadioSelect,
        choices=[("yes", gettext_lazy("了承された")), ("no", gettext_lazy("了承されなかった"))],
    )  # fmt: skip
    on = _day(gettext_lazy("返事の日"))
    words = forms.CharField(
        label=gettext_lazy("返事の ことば"), max_length=rules.CONSENT_WORDS_MAX, required=False,
        help_text=gettext_lazy("れい：校長会で 知らせてから くばること"),
    )  # fmt: skip


class HandForm(Form):
    """Which schools it was brought to."""

    deliveries = forms.ModelMultipleChoiceField(
        label=gettext_lazy("とどけた 学校"), queryset=Delivery.objects.none(), to_field_name="public_id", widget=forms.CheckboxSelectMultiple,
        error_messages={"required": gettext_lazy("学校を えらんでください。")},
    )  # fmt: skip
    on = _day(gettext_lazy("とどけた日"))
    mail = forms.BooleanField(
        label=gettext_lazy("学校に メールも 送る（返事の リンクと 連絡アプリの 文）"),
        required=False,
        initial=True,
    )

    def __init__(self, *args: Any, handout: Handout, **options: Any) -> None:
        super().__init__(*args, **options)
        rows = handout.deliveries.filter(handed_on=None, school__is_active=True).select_related("school")
        field = self.fields["deliveries"]
        field.queryset = rows.order_by("school__district", "school__kana", "pk")  # type: ignore[attr-defined]
        field.label_from_instance = lambda row: f"{row.school.name}（{row.copies}まい）"  # type: ignore[attr-defined]


class CountForm(Form):
    classes = forms.IntegerField(label=gettext_lazy("学級の数"), min_value=0, max_value=schools.CLASSES_MAX)
    copies = forms.IntegerField(label=gettext_lazy("まい数"), min_value=0, max_value=schools.COPIES_MAX)


class SchoolWordsForm(Form):
    """Of the school itself, on its page; typed in by staff alike."""

    words = forms.CharField(label=gettext_lazy("ひとこと"), max_length=rules.SCHOOL_WORDS_MAX, required=False)
