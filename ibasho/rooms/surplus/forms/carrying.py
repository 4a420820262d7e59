"""Drop-off points, drivers, and a day's way."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, time
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from ibasho.base.kernel import wareki
from ibasho.base.kernel.geo import read_position
from ibasho.base.ui.forms import Form
from ibasho.rooms.surplus.forms.parts import Weight, day, words
from ibasho.rooms.surplus.models import Depot, Driver, Share
from ibasho.rooms.surplus.rules.amounts import kg
from ibasho.rooms.surplus.rules.kinds import Band, DepotKind
from ibasho.town.people.models import Organisation

WEEKDAYS = [(str(number), sign) for number, sign in enumerate(wareki.WEEKDAYS)]


class DepotForm(Form):
    name = words(_("名前"), 80)
    kind = forms.ChoiceField(label=_("種類"), choices=DepotKind.choices(), widget=forms.RadioSelect)
    organisation = forms.ModelChoiceField(
        label=_("だれの 場所か"),
        queryset=Organisation.objects.none(),
        required=False,
        empty_label=_("（登録なし）"),
    )
    address = words(_("住所"), 200, required=False)
    position = words(
        _("緯度, 経度"),
        60,
        help_text=_("地図で 長おし（右クリック）すると 出る 2つの数です。例：34.7689, 138.0146"),
    )
    hours_words = words(_("あいている時間"), 120, required=False, help_text=_("例：まい日 9:00～17:00"))
    chilled = forms.BooleanField(label=_("冷蔵庫が ある"), required=False)
    note = words(_("ひとこと"), 200, required=False, help_text=_("例：うら口の 青い箱へ"))
    is_active = forms.BooleanField(label=_("いま 使っている"), required=False, initial=True)

    def __init__(self, *args: Any, depot: Depot | None = None, **given: Any) -> None:
        if depot is not None:
            given["initial"] = {name: getattr(depot, name) for name in self.base_fields if name != "position"}
            given["initial"]["position"] = f"{depot.lat}, {depot.lng}"
        super().__init__(*args, **given)
        field: Any = self.fields["organisation"]
        field.queryset = Organisation.objects.filter(is_active=True).order_by("name")

    def clean_position(self) -> Any:
        found = read_position(self.cleaned_data["position"], self.cleaned_data["position"])
        if found.position is None:
            raise forms.ValidationError(_("「34.7689, 138.0146」のように、緯度と 経度を 書いてください。"))
        return found.position

    def told(self) -> dict[str, Any]:
        given = dict(self.cleaned_data)
        position = given.pop("position")
        return {**given, "lat": position.lat, "lng": position.lng}


class DriverForm(Form):
    name = words(_("名前"), 60)
    phone = forms.CharField(
        label=_("電話"),
        max_length=20,
        required=False,
        widget=forms.TextInput(attrs={"type": "tel", "autocomplete": "off"}),
    )
    email = forms.EmailField(
        label=_("メール"), required=False, help_text=_("あれば、運ぶ日の リンクを 送れます。")
    )
    weekdays = forms.MultipleChoiceField(
        label=_("行ける曜日"), choices=WEEKDAYS, widget=forms.CheckboxSelectMultiple, required=False
    )
    load_grams = Weight(label=_("1回に 運べる 重さ"), initial=200_000)
    chilled = forms.BooleanField(label=_("保冷箱が ある（冷蔵・冷凍も 運べる）"), required=False)
    note = words(_("ひとこと"), 200, required=False)
    is_active = forms.BooleanField(label=_("つづけている"), required=False, initial=True)

    def __init__(self, *args: Any, driver: Driver | None = None, **given: Any) -> None:
        if driver is not None:
            given["initial"] = {name: getattr(driver, name) for name in self.base_fields}
        super().__init__(*args, **given)

    def clean_load_grams(self) -> int:
        told: int | None = self.cleaned_data["load_grams"]
        if not told:
            raise forms.ValidationError(_("運べる重さを「200kg」のように 書いてください。"))
        return told

    def told(self) -> dict[str, Any]:
        return {**self.cleaned_data, "weekdays": [int(one) for one in self.cleaned_data["weekdays"]]}


class _Shares(forms.ModelMultipleChoiceField):  # type: ignore[type-arg]
    def label_from_instance(self, share: Any) -> str:
        offer = share.proposal.offer
        start = offer.depot.name if offer.depot else offer.pickup_words or "くれる人の ところ"
        until = f"{offer.use_until.month}/{offer.use_until.day}まで"
        return f"{offer.name} {kg(share.grams)}（{Band(offer.band).label}・{until}） {start} → {share.receiver.place.name}"


class RunForm(Form):
    day = day(_("いつ"))
    driver = forms.ModelChoiceField(
        label=_("だれが"), queryset=Driver.objects.none(), widget=forms.RadioSelect, empty_label=None
    )
    starts = forms.TimeField(
        label=_("出る時間"), initial=time(10), widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
    )
    shares = _Shares(
        label=_("運ぶもの"), queryset=Share.objects.none(), widget=forms.CheckboxSelectMultiple,
        help_text=_("まわる じゅん番は、道が 短くなるように きめます。"),
    )  # fmt: skip
    note = words(
        _("運ぶ人へ ひとこと"), 200, required=False, help_text=_("例：保冷箱は 市役所で わたします。")
    )

    def __init__(
        self, *args: Any, drivers: QuerySet[Driver], shares: Sequence[Share], on: date, **given: Any
    ) -> None:
        given.setdefault("initial", {"day": on})
        super().__init__(*args, **given)
        who: Any = self.fields["driver"]
        who.queryset = drivers
        who.label_from_instance = lambda one: _driver_words(one, on)
        what: Any = self.fields["shares"]
        rows = Share.objects.filter(pk__in=[one.pk for one in shares])
        what.queryset = rows.select_related("proposal__offer__depot", "receiver__place").order_by(
            "proposal__offer__use_until", "pk"
        )


def _driver_words(one: Driver, on: date) -> str:
    days = "".join(sign for number, sign in WEEKDAYS if int(number) in one.weekdays)
    here = "" if on.weekday() in one.weekdays or not one.weekdays else "（この曜日は いつもは 行けません）"
    cool = "・保冷箱" if one.chilled else ""
    return f"{one.name} {days}・{kg(one.load_grams)}まで{cool}{here}"
