"""求めている・提供できる, 応援のページ, and what became of a match."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ibasho.base.ui.forms import Form
from ibasho.rooms.network.models import Notice, Supporter
from ibasho.rooms.network.queries.supporting import words_of
from ibasho.rooms.network.rules.goals import GOALS
from ibasho.rooms.network.rules.kinds import Direction, Resource
from ibasho.rooms.network.rules.notices import SHORT_MAX, TITLE_MAX, WORDS_MAX, Words
from ibasho.town.areas.queries import ground
from ibasho.town.people.models import Organisation

SUPPORTER_FIELDS = ("words", "goals", "is_member", "agrees")
_DAY = _("日を 2026-04-01 のように 入れてください。")


def day_field(label: Any, **given: Any) -> forms.DateField:
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(
        label=label, widget=widget, error_messages={"invalid": _DAY, "required": _DAY},
        **{"required": False, **given},
    )  # fmt: skip


def groups() -> dict[str, Organisation]:
    """Every active organisation by its code, by reading: whom staff type in for."""
    rows = Organisation.objects.filter(is_active=True).order_by("kana", "name", "pk")
    return {one.public_id: one for one in rows}


class GroupForm(Form):
    """Begins with whose it is where `asks` says so: at the desk."""

    def __init__(self, *told: Any, asks: bool = False, **named: Any) -> None:
        super().__init__(*told, **named)
        self._groups = groups() if asks else {}
        if asks:
            rows = [("", _("えらんでください")), *((key, one.name) for key, one in self._groups.items())]
            field = forms.ChoiceField(
                label=_("どの団体・企業・農家"), choices=rows,
                error_messages={"required": _("どの団体かを えらんでください。")},
            )  # fmt: skip
            self.fields["group"] = field
            self.order_fields(["group", *(name for name in self.fields if name != "group")])

    @property
    def group(self) -> Organisation:
        return self._groups[self.cleaned_data["group"]]


class NoticeForm(GroupForm):
    direction = forms.ChoiceField(
        label=_("どちらですか"), choices=Direction.choices(), widget=forms.RadioSelect,
        error_messages={"required": _("「求めている」か「提供できる」を えらんでください。")},
    )  # fmt: skip
    resource = forms.ChoiceField(
        label=_("なにを"), choices=Resource.choices(), widget=forms.RadioSelect,
        error_messages={"required": _("食べもの・お金・場所・人の どれかを えらんでください。")},
    )  # fmt: skip
    title = forms.CharField(
        label=_("ひとことで"), max_length=TITLE_MAX, help_text=_("例：お米を さがしています／集会室を 使ってください"),
        error_messages={"required": _("なにを 求めるか（提供できるか）を ひとことで 書いてください。")},
    )  # fmt: skip
    amount_words = forms.CharField(
        label=_("どのくらい"), max_length=SHORT_MAX, required=False, help_text=_("例：月に 10kg／20人まで")
    )
    where_words = forms.CharField(
        label=_("どのあたりで"), max_length=SHORT_MAX, required=False, help_text=_("例：市の北のほう。番地は 書かないでください")
    )  # fmt: skip
    district_code = forms.ChoiceField(label=_("小学校区"), required=False)
    until = day_field(_("いつまで"), help_text=_("きめていないときは 空のままで"))
    words = forms.CharField(
        label=_("くわしく"), max_length=WORDS_MAX, required=False, widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("だれでも 読めるページに のります。電話番号・メール・人の名前は 書かないでください。"),
    )  # fmt: skip

    agrees = forms.BooleanField(
        label=_("だれでも 読めるページに のせてよいと、団体から 聞いた"), required=False,
        help_text=_("聞いた日が のこります。しるしが ないうちは のりません。"),
    )  # fmt: skip

    def __init__(self, *told: Any, today: date, heard: bool = True, **named: Any) -> None:
        """`heard`: somebody types in what the group said; a group that posts itself says yes by that."""
        super().__init__(*told, **named)
        if not heard:
            del self.fields["agrees"]
        rows = [(one.code, one.name) for one in ground.named_districts(today)]
        field = self.fields["district_code"]
        if isinstance(field, forms.ChoiceField):
            field.choices = [("", _("市の どこでも・わからない")), *rows]

    @property
    def agreed(self) -> bool:
        return bool(self.cleaned_data.get("agrees"))

    def told(self) -> Words:
        given = self.cleaned_data
        names = (
            "direction",
            "resource",
            "title",
            "words",
            "amount_words",
            "where_words",
            "district_code",
            "until",
        )
        return Words(**{name: given[name] for name in names})

    @staticmethod
    def of(row: Notice) -> dict[str, object]:
        told = words_of(row)
        kept: dict[str, object] = {name: getattr(told, name) for name in told.__dataclass_fields__}
        return {**kept, "agrees": row.agreed_on is not None}


class SupporterForm(GroupForm):
    words = forms.CharField(
        label=_("取り組み（どんな 応援を しているか）"), max_length=400, widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("例：形が わるくて 売れない 野菜を、毎週 こども食堂へ とどけています。"),
        error_messages={"required": _("どんな 応援を しているかを 書いてください。")},
    )  # fmt: skip
    goals = forms.TypedMultipleChoiceField(
        label=_("SDGsの 目標"), coerce=int, required=False, widget=forms.CheckboxSelectMultiple,
        choices=[(number, f"{number} {words}") for number, words in GOALS.items()],
    )  # fmt: skip
    is_member = forms.BooleanField(label=_("SDGsプラットフォームの 会員です"), required=False)
    agrees = forms.BooleanField(
        label=_("だれでも 読めるページに のせてよい"), required=False,
        help_text=_("市が 見てから のります。いつでも やめられます。"),
    )  # fmt: skip

    @staticmethod
    def of(row: Supporter) -> dict[str, object]:
        kept: dict[str, object] = {name: getattr(row, name) for name in ("words", "goals", "is_member")}
        return {**kept, "agrees": row.agreed_on is not None}


class DoneForm(Form):
    became = forms.CharField(
        label=_("なにに なったか"), max_length=200, widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("だれでも 読めるページに のります。例：お米 30kgが 90食の カレーに なりました"),
        error_messages={"required": _("なにに なったかを 書いてください。")},
    )  # fmt: skip
    children = forms.IntegerField(
        label=_("とどいた こどもの 数（わかれば）"), required=False, min_value=0, max_value=9_999,
        widget=forms.NumberInput(attrs={"inputmode": "numeric", "data-width": "sm"}),
    )  # fmt: skip


class BackForm(Form):
    why = forms.CharField(
        label=_("どこを 直してほしいか"), max_length=200, widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("そのまま 団体に とどきます。"),
        error_messages={"required": _("どこを 直してほしいかを 書いてください。")},
    )  # fmt: skip
