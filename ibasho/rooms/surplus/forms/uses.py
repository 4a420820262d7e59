"""What became of it, and the kitchen's record of a day."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ibasho.base.ui.forms import Form
from ibasho.rooms.surplus.actions.uses import Words
from ibasho.rooms.surplus.forms.parts import Weight, day, words
from ibasho.rooms.surplus.models import KitchenRecord
from ibasho.rooms.surplus.rules import allergens
from ibasho.rooms.surplus.rules.using import MEALS_MAX

_YES_NO = [("", _("書かない")), ("yes", _("はい")), ("no", _("いいえ"))]


class UseForm(Form):
    day = day(_("いつ"))
    used = Weight(label=_("使った 重さ"))
    meals = forms.IntegerField(label=_("何食に なりましたか"), min_value=0, max_value=MEALS_MAX)
    thrown = Weight(
        label=_("すてた 重さ"), required=False, help_text=_("なければ 空のままで だいじょうぶです。")
    )
    dish = words(_("なにに なりましたか"), 80, required=False, help_text=_("例：おでん、みそ汁"))
    thanks = words(
        _("お礼の ことば"), 200, required=False,
        help_text=_("くれた人に とどけます。こどもの 名前・学校は 書かないでください。市の人が 読んでから 送ります。"),
    )  # fmt: skip

    def told(self) -> Words:
        given = self.cleaned_data
        return Words(
            used=given["used"] or 0, thrown=given["thrown"] or 0, meals=given["meals"], dish=given["dish"],
            thanks=given["thanks"],
        )  # fmt: skip


class KitchenForm(Form):
    menu = words(_("献立"), 200, help_text=_("例：ごはん、みそ汁、大根の おでん"))
    allergens = forms.MultipleChoiceField(
        label=_("つかった アレルギー物質"),
        choices=allergens.CHOICES,
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    bought = forms.CharField(
        label=_("買ったもの・どこから"), max_length=1000, required=False, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("例：とり肉 2kg（〇〇スーパー 11/24）。もらったものは 下に 自動で のります。"),
    )  # fmt: skip
    meals = forms.IntegerField(label=_("出した 食事の 数"), min_value=0, max_value=MEALS_MAX, required=False)
    heated = forms.ChoiceField(
        label=_("中まで 火を 通した（75℃・1分以上）"),
        choices=_YES_NO,
        widget=forms.RadioSelect,
        required=False,
    )
    helpers_well = forms.ChoiceField(
        label=_("手伝う人の 体調を たしかめた"), choices=_YES_NO, widget=forms.RadioSelect, required=False
    )
    note = words(_("ひとこと"), 200, required=False)

    def __init__(self, *args: Any, record: KitchenRecord | None = None, **given: Any) -> None:
        if record is not None:
            given["initial"] = {name: getattr(record, name) for name in self.base_fields}
            for name in ("heated", "helpers_well"):
                given["initial"][name] = {True: "yes", False: "no", None: ""}[getattr(record, name)]
        super().__init__(*args, **given)

    def told(self) -> dict[str, Any]:
        yes = {"yes": True, "no": False}
        given = dict(self.cleaned_data)
        return {**given, "heated": yes.get(given["heated"]), "helpers_well": yes.get(given["helpers_well"])}
