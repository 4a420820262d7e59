"""At the door: how much, how cold; and what happened where nobody came. Recall: what is left."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ibasho.base.kernel import clock
from ibasho.base.ui.forms import Form
from ibasho.rooms.surplus.actions.handing import Words
from ibasho.rooms.surplus.forms.parts import Temperature, Weight, day, moment, words
from ibasho.rooms.surplus.models import Share
from ibasho.rooms.surplus.rules.kinds import Band, DateKind


class HandForm(Form):
    """What an offer does not need is not asked: no temperature at room's, no date where none is printed."""

    amount = Weight(label=_("うけとった 重さ"))
    temperature = Temperature(label=_("温度"), help_text=_("冷蔵は 10℃まで、冷凍は −15℃までです。"))
    expires_on = day(_("書いてある 期限"), required=False)
    lot = words(_("ロット番号（あれば）"), 40, required=False)
    crates = forms.IntegerField(
        label=_("かりた箱（あとで 返す）"), min_value=0, max_value=200, initial=0, required=False
    )
    fine = forms.BooleanField(
        label=_("見た目と においに かわりは ない"), required=False, initial=True,
        help_text=_("おかしいときは チェックを 外してください。わたさずに 市へ 知らせます。"),
    )  # fmt: skip
    note = words(_("ひとこと"), 200, required=False)
    handed_at = moment(
        _("うけとった時"), required=False, help_text=_("あとから 書くときは、直してください。")
    )

    def __init__(self, *args: Any, share: Share, at: datetime, **given: Any) -> None:
        offer = share.proposal.offer
        given["initial"] = {
            "amount": share.grams, "lot": offer.lot, "expires_on": offer.expires_on, "handed_at": clock.jst(at),
        }  # fmt: skip
        super().__init__(*args, **given)
        if offer.band == Band.ROOM:
            del self.fields["temperature"]
        if offer.date_kind == DateKind.NONE:
            del self.fields["expires_on"]
        else:
            self.fields["expires_on"].label = DateKind(offer.date_kind).label

    def told(self) -> Words:
        given = self.cleaned_data
        return Words(
            grams=given["amount"] or 0, temperature=given.get("temperature"), lot=given["lot"],
            expires_on=given.get("expires_on"), fine=given["fine"], crates=given["crates"] or 0, note=given["note"],
            handed_at=given.get("handed_at"),
        )  # fmt: skip


class NoShowForm(Form):
    words = words(_("どうしたか（あれば）"), 200, required=False, help_text=_("例：電話したが 出なかった"))


class RecallForm(Form):
    words = forms.CharField(
        label=_("わけと、どうしてほしいか"), max_length=400, widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("例：カビが 見つかりました。食べずに わけて おいてください。市が とりに行きます。"),
    )  # fmt: skip


class CloseForm(Form):
    why = words(_("返事のない ところを どう たしかめたか"), 200, required=False)


class AnswerForm(Form):
    left = Weight(label=_("のこっている 重さ"), help_text=_("ぜんぶ 使ったときや、うけとっていないときは 0"))
    eaten = forms.ChoiceField(
        label=_("食べた人が いますか"),
        widget=forms.RadioSelect,
        choices=[("no", _("いない")), ("yes", _("いる"))],
    )
    words = words(
        _("ひとこと"),
        200,
        required=False,
        help_text=_("具合の わるい人が いたら、すぐに 市へ 電話してください。"),
    )

    def told(self) -> dict[str, Any]:
        given = self.cleaned_data
        return {"left_grams": given["left"] or 0, "eaten": given["eaten"] == "yes", "words": given["words"]}
