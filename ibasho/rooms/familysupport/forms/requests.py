"""What a tired parent fills in on a phone in a minute, and what the adviser types for who telephones."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from ibasho.base.kernel.actor import Via
from ibasho.base.kernel.codes import new_code
from ibasho.base.kernel.wareki import WEEKDAYS
from ibasho.base.ui.forms import Form
from ibasho.rooms.familysupport.forms.asks import mine
from ibasho.rooms.familysupport.models import Child, Member, Request
from ibasho.rooms.familysupport.queries.called import called
from ibasho.rooms.familysupport.rules import ages
from ibasho.rooms.familysupport.rules.kinds import (
    CancelKind,
    Content,
    Skill,
    UnmetReason,
    VisitState,
    Where,
)
from ibasho.rooms.familysupport.rules.requests import Wanted

WORDS_MAX, END_MAX = 400, 120
SUGGESTIONS = "where-words"  # the id of the list both ends of the way suggest from
VIAS = ((Via.PHONE, _("電話")), (Via.COUNTER, _("窓口")), (Via.PAPER, _("紙")), (Via.FAX, _("FAX")))


def day_field(label: Any, **given: Any) -> forms.DateField:
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(label=label, widget=widget, **given)


def _time(label: Any) -> forms.TimeField:
    return forms.TimeField(label=label, widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"))


def _end(label: Any, **given: Any) -> forms.CharField:
    attrs = {"list": SUGGESTIONS, "data-width": "full", "autocomplete": "off"}
    return forms.CharField(
        label=label, required=False, max_length=END_MAX, widget=forms.TextInput(attrs=attrs), **given
    )


class _Changeable(Form):
    """What may still be mended after a request was sent."""

    from_words = _end(
        _("どこから"),
        help_text=_("「家」、園・学校の名前、町の名前など。住所は 書かなくて だいじょうぶです。"),
    )
    to_words = _end(_("どこへ"))
    needs_car = forms.BooleanField(
        label=_("車が いる（チャイルドシートは センターが 合わせます）"), required=False
    )
    needs = forms.MultipleChoiceField(
        label=_("提供会員に ひつような こと"), required=False, widget=forms.CheckboxSelectMultiple,
        choices=Skill.choices(),
    )  # fmt: skip
    wished = forms.ChoiceField(
        label=_("できれば この人に"), required=False, help_text=_("合わないときは ほかの人に なります。")
    )
    words = forms.CharField(
        label=_("つたえたいこと"), required=False, max_length=WORDS_MAX,
        widget=forms.Textarea(attrs={"rows": 3}), help_text=_("例：犬が にがてです。門の前で 待っています。"),
    )  # fmt: skip

    def _offer(self, met: Iterable[Member], today: date, *, by_adviser: bool) -> None:
        found = [(one.public_id, one.name if by_adviser else called(one, today)) for one in met]
        if found:
            self.fields["wished"].choices = [("", _("だれでも よい")), *found]  # type: ignore[attr-defined]
        else:
            del self.fields["wished"]
        if not by_adviser:  # a family says it once, of the child
            del self.fields["needs"]


class RequestForm(_Changeable):
    """`wanted()` is what the action takes."""

    children = forms.MultipleChoiceField(label=_("だれを"), widget=forms.CheckboxSelectMultiple)
    content = forms.ChoiceField(label=_("なにを"), widget=forms.RadioSelect, choices=Content.choices())
    from_on = day_field(_("いつ（毎週のときは、いつから）"))
    weekdays = forms.MultipleChoiceField(
        label=_("毎週 たのむときは、曜日"), required=False, widget=forms.CheckboxSelectMultiple,
        choices=[(str(at), name) for at, name in enumerate(WEEKDAYS)], help_text=_("1回だけなら えらびません。"),
    )  # fmt: skip
    until_on = day_field(_("毎週のときは、いつまで"), required=False)
    skips_holidays = forms.BooleanField(label=_("毎週のとき、祝日は 休む"), required=False, initial=True)
    starts = _time(_("何時から"))
    ends = _time(_("何時まで"))
    where = forms.ChoiceField(label=_("どこで"), widget=forms.RadioSelect, choices=Where.choices())
    via = forms.ChoiceField(label=_("どうやって 聞いたか"), choices=VIAS)
    key = forms.CharField(widget=forms.HiddenInput, required=False, max_length=16)

    field_order = (
        "via", "children", "content", "from_on", "starts", "ends", "weekdays", "until_on", "skips_holidays", "where",
        "from_words", "to_words", "needs_car", "needs", "wished", "words", "key",
    )  # fmt: skip

    def __init__(
        self, data: Any = None, *, children: Iterable[Child], met: Iterable[Member], today: date,
        again: Request | None = None, by_adviser: bool = False,
    ) -> None:  # fmt: skip
        kids = list(children)
        super().__init__(data, initial=_initial(kids, again))
        choices = [
            (one.public_id, f"{one.call_name}（{ages.age_words(one.born_on, today)}）") for one in kids
        ]
        self.fields["children"].choices = choices  # type: ignore[attr-defined]
        self._offer(met, today, by_adviser=by_adviser)
        if not by_adviser:
            del self.fields["via"]
            self.fields["where"].choices = mine(Where.USER_HOME)  # type: ignore[attr-defined]
        for name in ("from_on", "until_on"):
            self.fields[name].widget.attrs["min"] = today.isoformat()

    def wanted(self) -> Wanted:
        given = self.cleaned_data
        return Wanted(
            children=tuple(given["children"]), content=given["content"], where=given["where"],
            from_on=given["from_on"], until_on=given["until_on"],
            weekdays=tuple(int(one) for one in given["weekdays"]), skips_holidays=given["skips_holidays"],
            starts=given["starts"], ends=given["ends"], from_words=given["from_words"], to_words=given["to_words"],
            needs_car=given["needs_car"], needs=tuple(given.get("needs", ())), wished=given.get("wished", ""),
            words=given["words"], key=given["key"],
        )  # fmt: skip

    def sent(self) -> list[tuple[str, str]]:
        """Everything that was sent, once more: the page that asks 「これで いいですか」 carries it on."""
        sent = self.data
        assert isinstance(sent, QueryDict)
        return [(name, str(value)) for name in self.fields for value in sent.getlist(name)]


class ChangeForm(_Changeable):
    field_order = ("from_words", "to_words", "needs_car", "needs", "wished", "words")

    def __init__(
        self, data: Any = None, *, row: Request, met: Iterable[Member], today: date, by_adviser: bool = False
    ) -> None:
        names = ("from_words", "to_words", "needs_car", "needs", "words")
        initial = {name: getattr(row, name) for name in names}
        super().__init__(data, initial={**initial, "wished": row.wished.public_id if row.wished else ""})
        self._offer(met, today, by_adviser=by_adviser)

    def values(self) -> dict[str, Any]:
        return dict(self.cleaned_data)


class ChildForm(Form):
    call_name = forms.CharField(
        label=_("よび名"), max_length=20, help_text=_("提供会員が よぶ名前です。名字は いりません。")
    )
    born_on = day_field(_("生年月日"), help_text=_("預かれる年れいを たしかめるために つかいます。"))
    sex = forms.ChoiceField(
        label=_("女の子・男の子"), required=False, widget=forms.RadioSelect,
        choices=[("", _("言わない")), ("girl", _("女の子")), ("boy", _("男の子"))],
    )  # fmt: skip
    school = forms.CharField(label=_("園・学校"), required=False, max_length=80)
    allergy = forms.CharField(
        label=_("アレルギー"), required=False, max_length=200, help_text=_("なければ 空のまま。")
    )
    care_words = forms.CharField(
        label=_("気をつけること"), required=False, max_length=400, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("決まった 提供会員と アドバイザーだけが 読みます。"),
    )  # fmt: skip
    needs = forms.MultipleChoiceField(
        label=_("提供会員に ひつような こと"), required=False, widget=forms.CheckboxSelectMultiple,
        choices=Skill.choices(),
    )  # fmt: skip

    def __init__(self, data: Any = None, *, child: Child | None = None) -> None:
        initial = {name: getattr(child, name) for name in self.base_fields} if child else {"sex": ""}
        super().__init__(data, initial=initial)


class PriceForm(Form):
    """Sends the fee back that was shown (yen): nobody pays another."""

    yen = forms.IntegerField(min_value=0, widget=forms.HiddenInput)


class CancelForm(Form):
    """The adviser says which kind it was; the family's is told by the clock. The fee of each kind is sent back as it was
    shown."""

    kind = forms.ChoiceField(
        label=_("とりやめの 区分"), choices=CancelKind.choices(), widget=forms.RadioSelect
    )

    def __init__(self, data: Any = None, *, kind: CancelKind, prices: Mapping[CancelKind, int]) -> None:
        told = {_price_of(each): yen for each, yen in prices.items()}
        super().__init__(data, initial={"kind": kind.value, **told})
        for name in told:
            self.fields[name] = forms.IntegerField(min_value=0, required=False, widget=forms.HiddenInput)

    def chosen(self) -> tuple[CancelKind, int | None]:
        """The kind and the fee that stood beside it."""
        kind = CancelKind(self.cleaned_data["kind"])
        return kind, self.cleaned_data[_price_of(kind)]

    def show(self, prices: Mapping[CancelKind, int]) -> None:
        """Where the page is shown once more, it sends back what it costs now."""
        told = {_price_of(kind): str(yen) for kind, yen in prices.items()}
        self.data = {"kind": self.data.get("kind", ""), **told}


class UnmetForm(Form):
    reason = forms.ChoiceField(
        label=_("わけ"), choices=UnmetReason.choices(), widget=forms.RadioSelect,
        help_text=_("家庭には 見せません。どこで どんな人を 募集するかを 決めるために つかいます。"),
    )  # fmt: skip


class RequestsFilter(Form):
    state = forms.ChoiceField(
        label=_("ようす"), required=False, choices=[("", _("受付中の 依頼")), *VisitState.choices()]
    )
    content = forms.ChoiceField(
        label=_("援助内容"), required=False, choices=[("", _("すべて")), *Content.choices()]
    )
    first = day_field(_("いつから"), required=False)
    last = day_field(_("いつまで"), required=False)
    text = forms.CharField(label=_("会員の 名前"), required=False, max_length=40)

    def wanted(self) -> dict[str, Any]:
        return self.cleaned_data if self.is_valid() else {}


class MemberSearch(Form):
    text = forms.CharField(label=_("会員の 名前・番号"), required=False, max_length=40)


def _price_of(kind: CancelKind) -> str:
    return f"yen_{kind.value}"


def _initial(kids: list[Child], again: Request | None) -> dict[str, Any]:
    first = {"key": new_code(), "where": Where.PROVIDER_HOME.value, "skips_holidays": True}
    if again is None:
        return {**first, "children": [one.public_id for one in kids] if len(kids) == 1 else []}
    names = ("content", "where", "starts", "ends", "from_words", "to_words", "needs_car", "needs", "words")
    kept = {name: getattr(again, name) for name in names}
    return {
        **first, **kept, "children": [one.public_id for one in again.children.all()],
        "wished": again.wished.public_id if again.wished else "",
    }  # fmt: skip
