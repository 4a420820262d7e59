"""Offering food in a minute: by who has no account, by a farm or shop of ours, or typed in from a call or a fax."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from django import forms
from django.core import signing
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from ibasho.base.kernel import clock
from ibasho.base.kernel.codes import new_code
from ibasho.base.kernel.labelled import pairs
from ibasho.base.ui.forms import Form, of_another
from ibasho.rooms.surplus.actions.offers import OfferWords
from ibasho.rooms.surplus.forms.parts import (
    amount_field,
    choose,
    choose_district,
    day,
    depots,
    district_at,
    district_field,
    moment,
    read_amounts,
    start_of,
)
from ibasho.rooms.surplus.models import Offer
from ibasho.rooms.surplus.rules import allergens, amounts, offering
from ibasho.rooms.surplus.rules.kinds import GROWN, AllergensTold, Band, DateKind, Food, Told
from ibasho.town.people.models import Organisation
from ibasho.town.places.rules.photos import BYTES_MAX

_SALT = "surplus.give"
FETCH, OWN_WAY = "fetch", "bring"
_PRIVATE = {"data-private": ""}
READY_DAYS, CLOSES = 2, 17  # proposed: from now until five o'clock the day after tomorrow


class OfferForm(Form):
    """What it is. `giver_…` and the snare only where somebody without an account writes."""

    key = forms.CharField(widget=forms.HiddenInput, required=False)
    food = forms.ChoiceField(label=_("なにを"), widget=forms.RadioSelect, choices=Food.choices())
    name = forms.CharField(
        label=_("しなもの"), max_length=60, help_text=_("例：大根、食パン、レトルトカレー")
    )
    amount = amount_field(_("どのくらい"), help_text=_("例：20kg、5kg×4箱、500g。だいたいで かまいません。"))
    step = amount_field(
        _("分けるなら いちばん小さく"),
        required=False,
        help_text=_("例：5kg（1箱）。空のままなら、こちらで きめます。"),
    )
    band = forms.ChoiceField(
        label=_("おいておく 温度"), widget=forms.RadioSelect, choices=Band.choices(), initial=Band.ROOM.value
    )
    date_kind = forms.ChoiceField(
        label=_("書いてある 期限"), widget=forms.RadioSelect, choices=DateKind.choices(), initial=DateKind.NONE.value,
        help_text=_("消費期限は 安全に 食べられる さいごの日、賞味期限は おいしく 食べられる めやすの日です。"),
    )  # fmt: skip
    expires_on = day(
        _("期限の 日"), required=False, help_text=_("ふくろや 箱に 書いてある日。なければ 空のまま。")
    )
    use_until = day(
        _("いつまでに 食べてほしいか"),
        required=False,
        help_text=_("空のままなら、期限の日か、その食べものの もつ日に します。"),
    )
    lot = forms.CharField(
        label=_("ロット番号"), required=False, max_length=40, help_text=_("ふくろに 書いてあるとき。回収の ときに 役に立ちます。")
    )  # fmt: skip
    allergens_told = forms.ChoiceField(
        label=_("アレルギー物質（つくった食べものだけ）"), required=False, widget=forms.RadioSelect,
        choices=pairs(one for one in AllergensTold if one is not AllergensTold.NOT_ASKED),
        help_text=_("やさい・くだもの・米には いりません。「わからない」ものは、こどもには くばれません。"),
    )  # fmt: skip
    allergens = forms.MultipleChoiceField(
        label=_("入っているもの"), required=False, widget=forms.CheckboxSelectMultiple, choices=allergens.CHOICES,
    )  # fmt: skip
    way = forms.ChoiceField(
        label=_("どうやって わたすか"), widget=forms.RadioSelect, initial=FETCH,
    )  # fmt: skip
    pickup_words = forms.CharField(
        label=_("とりに行く場所"), required=False, max_length=120, help_text=_("例：みほん町 農園の 倉庫の前")
    )
    district = district_field()
    ready_from = moment(_("いつから わたせるか"))
    ready_until = moment(_("いつまで わたせるか"))
    note = forms.CharField(
        label=_("ひとこと"), required=False, max_length=400, widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("例：葉つきです。少し まがっています。"),
    )  # fmt: skip
    photo = forms.FileField(
        label=_("写真"), required=False, widget=forms.FileInput(attrs={"accept": "image/jpeg,image/png,image/webp"}),
        help_text=_("なくても だいじょうぶです。撮った場所の 記録は 消します。"),
    )  # fmt: skip
    giver_name = forms.CharField(
        label=_("お名前・お店の 名前"), required=False, max_length=80,
        widget=forms.TextInput(attrs={"autocomplete": "name", **_PRIVATE}),
    )  # fmt: skip
    giver_phone = forms.CharField(
        label=_("電話"), required=False, max_length=20, help_text=_("電話か メールの どちらかを 書いてください。"),
        widget=forms.TextInput(attrs={"type": "tel", "inputmode": "tel", "autocomplete": "tel", **_PRIVATE}),
    )  # fmt: skip
    giver_email = forms.EmailField(
        label=_("メール"),
        required=False,
        widget=forms.EmailInput(attrs={"autocomplete": "email", **_PRIVATE}),
    )
    website = forms.CharField(
        label=_("ここには 書かないでください"), required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off", "tabindex": "-1"}),
    )  # fmt: skip

    def __init__(
        self, data: Any = None, files: Any = None, *, at: datetime, like: Offer | None = None, again: bool = False,
        named: bool = False, initial: dict[str, Any] | None = None,
    ) -> None:  # fmt: skip
        """`like`: an offer to start from; `again`: as a new one, with dates of today. `named`: asks who gives."""
        super().__init__(
            data,
            files,
            initial={**_fresh(at), **(_as_told(like, at, again) if like else {}), **(initial or {})},
        )
        self._at = at
        self._depots = depots()
        choose(self, "way", [
            (FETCH, _("とりに 来てもらう")), (OWN_WAY, _("うけとる所まで とどける")),
            *((key, f"{one.name}へ 持っていく") for key, one in self._depots.items()),
        ])  # fmt: skip
        choose_district(self, clock.day(at))
        if not named:
            for name in ("giver_name", "giver_phone", "giver_email", "website"):
                del self.fields[name]
        self.fields["key"].initial = signing.dumps(new_code(), salt=_SALT)

    @property
    def is_snared(self) -> bool:
        """A machine filled in the field nobody sees."""
        return bool(self.data.get("website"))

    @property
    def public_id(self) -> str:
        """The code this very form was handed out with; a fresh one where it was lost or meddled with."""
        try:
            return str(signing.loads(self.cleaned_data.get("key", ""), salt=_SALT))
        except signing.BadSignature:
            return new_code()

    def clean_photo(self) -> UploadedFile[Any] | None:
        photo: UploadedFile[Any] | None = self.cleaned_data["photo"]
        if photo is not None and (photo.size or 0) > BYTES_MAX:
            raise forms.ValidationError(_("写真が 大きすぎます。25MBまでの 写真に してください。"))
        return photo

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        read_amounts(self, given)
        if given.get("food") in GROWN:  # whatever was ticked before the food was changed
            given["allergens_told"], given["allergens"] = AllergensTold.NOT_ASKED.value, []
        return given

    def words(self) -> OfferWords:
        given = self.cleaned_data
        amount, step = given["amount_read"], given["step_read"]
        position = start_of(given["district"], clock.day(self._at))
        return OfferWords(
            food=given["food"], name=given["name"], grams=amount.grams, amount_words=given["amount"],
            step_grams=step.grams if step else offering.usual_step(amount), band=given["band"],
            date_kind=given["date_kind"], expires_on=given["expires_on"], use_until=given["use_until"],
            allergens_told=given["allergens_told"], allergens=tuple(given["allergens"]), note=given["note"], lot=given["lot"],
            depot=self._depots.get(given["way"]), giver_brings=given["way"] == OWN_WAY,
            pickup_words=given["pickup_words"], pickup_lat=position.lat if position else None,
            pickup_lng=position.lng if position else None, ready_from=given["ready_from"],
            ready_until=given["ready_until"], giver_name=given.get("giver_name", ""),
            giver_phone=given.get("giver_phone", ""), giver_email=given.get("giver_email", ""),
            photo=given["photo"].read(BYTES_MAX + 1) if given["photo"] else None,
        )  # fmt: skip


@of_another
class TypeInForm(OfferForm):
    """What stands on the FAX sheet, in its order; who gives first."""

    told = forms.ChoiceField(
        label=_("どこから"), widget=forms.RadioSelect, initial=Told.PHONE.value,
        choices=pairs((Told.PHONE, Told.FAX, Told.COUNTER)),
    )  # fmt: skip
    organisation = forms.ChoiceField(
        label=_("だれから"),
        required=False,
        help_text=_("登録が ない人は えらばずに、下に 名前を 入れてください。"),
    )
    field_order = ("key", "told", "organisation", "giver_name", "giver_phone", "giver_email")

    def __init__(
        self, data: Any = None, files: Any = None, *, organisations: Iterable[Organisation], at: datetime
    ) -> None:
        super().__init__(data, files, at=at, named=True)
        del self.fields["website"]
        self._organisations = {one.public_id: one for one in organisations}
        choose(
            self,
            "organisation",
            [("", _("登録が ない人")), *((key, one.name) for key, one in self._organisations.items())],
        )

    @property
    def told_by(self) -> Told:
        return Told(self.cleaned_data["told"])

    @property
    def giver(self) -> Organisation | None:
        return self._organisations.get(self.cleaned_data["organisation"])


class ReasonForm(Form):
    why = forms.CharField(
        label=_("わけ"), max_length=200, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("出した人が 読みます。例：しらべましたが、その日に うけとれる所が ありませんでした。"),
    )  # fmt: skip


class ListFilter(Form):
    state = forms.ChoiceField(label=_("ようす"), required=False)
    text = forms.CharField(label=_("しなもの・出した人"), required=False, max_length=40)

    def __init__(self, data: Any, *, states: Iterable[tuple[str, str]]) -> None:
        super().__init__(data)
        choose(self, "state", [("", _("うごいているもの")), ("all", _("すべて")), *states])

    def wanted(self) -> dict[str, str]:
        return self.cleaned_data if self.is_valid() else {}


def _fresh(at: datetime) -> dict[str, Any]:
    """From the next full hour until the evening of the day after tomorrow."""
    start = clock.jst(at).replace(minute=0, second=0, microsecond=0) + timedelta(hours=1)
    end = (start + timedelta(days=READY_DAYS)).replace(hour=CLOSES)
    return {"ready_from": start, "ready_until": end}


def _as_told(like: Offer, at: datetime, again: bool) -> dict[str, Any]:
    """What was said, as the form asks for it. `again`: what was true of that day alone stays out."""
    names = ("food", "name", "band", "date_kind", "allergens_told", "allergens", "pickup_words", "note",
             "giver_name", "giver_phone", "giver_email")  # fmt: skip
    told: dict[str, Any] = {name: getattr(like, name) for name in names}
    told["amount"] = like.amount_words or amounts.kg(like.grams)
    told["step"] = amounts.kg(like.step_grams)
    told["way"] = like.depot.public_id if like.depot else OWN_WAY if like.giver_brings else FETCH
    told["district"] = district_at(like.pickup_lat, like.pickup_lng, clock.day(at))
    if not again:
        told.update(lot=like.lot, expires_on=like.expires_on, use_until=like.use_until)
        told.update(ready_from=clock.jst(like.ready_from), ready_until=clock.jst(like.ready_until))
    return told
