"""Start-ups: the public page's question, what the desk types in and changes, one step."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any, cast

from django import forms
from django.core import signing
from django.utils.translation import gettext_lazy as _

from ibasho.base.kernel.actor import Via
from ibasho.base.kernel.codes import new_code
from ibasho.base.kernel.labelled import pairs
from ibasho.base.ui.forms import Form, of_another
from ibasho.rooms.network.actions.start_steps import Said
from ibasho.rooms.network.actions.starting import Asked
from ibasho.rooms.network.models import StartUp, Step
from ibasho.rooms.network.rules.kinds import StepState
from ibasho.town.areas import queries as areas
from ibasho.town.people.models import Organisation, Person
from ibasho.town.places.models import Place
from ibasho.town.places.rules.kinds import PlaceKind

_SALT = "network.start"
_PRIVATE = {"data-private": "", "data-width": "md"}
# What somebody begins with; the directory's other kinds are the city's own.
KINDS = (PlaceKind.KODOMO_SHOKUDO, PlaceKind.STUDY, PlaceKind.PLAYGROUND, PlaceKind.TSUDOI, PlaceKind.OPEN_SPACE, PlaceKind.OTHER)  # fmt: skip
VIAS = [(Via.PHONE.value, _("電話")), (Via.COUNTER.value, _("窓口・その場で")), (Via.PAPER.value, _("紙"))]


def _chosen(form: Form, name: str, choices: list[tuple[str, Any]]) -> None:
    cast(forms.ChoiceField, form.fields[name]).choices = choices


def _day(label: Any, **given: Any) -> forms.DateField:
    return forms.DateField(
        label=label, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"), **given
    )


class AskForm(Form):
    """Six short questions. `website` is for machines: whoever fills it in is none of ours."""

    key = forms.CharField(widget=forms.HiddenInput, required=False)
    name = forms.CharField(
        label=_("居場所の 名前（かりで いいです）"),
        max_length=80,
        help_text=_("例：みなみ こども食堂。あとで かえられます。"),
    )
    kind = forms.ChoiceField(label=_("どんな 居場所ですか"), required=False)
    district_code = forms.ChoiceField(label=_("どの 小学校の ちかくですか"), required=False)
    wish = forms.CharField(
        label=_("どんなことを したいですか"), required=False, max_length=400, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("まだ 決まっていなくて だいじょうぶです。"),
    )  # fmt: skip
    starter = forms.CharField(
        label=_("あなたの 名前"),
        max_length=80,
        widget=forms.TextInput(attrs={"autocomplete": "name", **_PRIVATE}),
    )
    phone = forms.CharField(
        label=_("電話"), required=False, max_length=20, help_text=_("電話か メールの どちらかで 返事をします。"),
        widget=forms.TextInput(attrs={"type": "tel", "autocomplete": "tel", "inputmode": "tel", **_PRIVATE}),
    )  # fmt: skip
    email = forms.EmailField(
        label=_("メール"),
        required=False,
        widget=forms.EmailInput(attrs={"autocomplete": "email", "data-private": ""}),
    )

    def __init__(self, data: Any = None, *, today: date, initial: dict[str, Any] | None = None) -> None:
        super().__init__(data, initial=initial)
        self.fields["key"].initial = signing.dumps(new_code(), salt=_SALT)
        _chosen(self, "kind", [("", _("まだ 決めていない")), *pairs(KINDS)])
        near = [(row.code, row.name) for row in areas.named_districts(today)]
        _chosen(self, "district_code", [("", _("まだ 決めていない")), *near])

    @property
    def public_id(self) -> str:
        """The code this very form was handed out with; a fresh one where it was lost or meddled with."""
        try:
            return str(signing.loads(self.cleaned_data.get("key", ""), salt=_SALT))
        except signing.BadSignature:
            return new_code()

    def asked(self) -> Asked:
        given = {
            name: value
            for name, value in self.cleaned_data.items()
            if name not in ("key", "via", "cell_code")
        }
        return Asked(**given, cell_code=self.cleaned_data.get("cell_code", ""))


@of_another
class TypeInForm(AskForm):
    """The same as the desk types it in. `cell_code` comes along from the page of blank areas."""

    via = forms.ChoiceField(
        label=_("どこから"), choices=VIAS, widget=forms.RadioSelect, initial=Via.PHONE.value
    )
    cell_code = forms.CharField(widget=forms.HiddenInput, required=False, max_length=16)
    field_order = ("via",)


class StartUpForm(Form):
    """What may be changed later: words, whom it belongs to, which place it became."""

    name = forms.CharField(label=_("名前（仮）"), max_length=80)
    starter = forms.CharField(label=_("はじめる人"), max_length=80, widget=forms.TextInput(attrs=_PRIVATE))
    phone = forms.CharField(
        label=_("電話"), required=False, max_length=20, widget=forms.TextInput(attrs=_PRIVATE)
    )
    email = forms.EmailField(
        label=_("メール"), required=False, widget=forms.EmailInput(attrs={"data-private": ""})
    )
    wish = forms.CharField(
        label=_("どんな 居場所に したいか"),
        required=False,
        max_length=400,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    kind = forms.ChoiceField(label=_("種類"), required=False)
    district_code = forms.ChoiceField(label=_("小学校区"), required=False)
    keeper = forms.ChoiceField(label=_("いっしょに すすめる人"), required=False)
    organisation = forms.ChoiceField(
        label=_("団体"),
        required=False,
        help_text=_("団体が できたら つなぎます。団体の「つながり」の ページにも 出ます。"),
    )
    place = forms.ChoiceField(
        label=_("居場所"), required=False,
        help_text=_("居場所の 下書きを つくったら つなぎます。最初の1回の 人数が 入ると、ひとりでに「ひらいた」に なります。"),
    )  # fmt: skip
    first_on = _day(_("最初の1回の 予定の日"), required=False)

    def __init__(
        self,
        data: Any = None,
        *,
        startup: StartUp,
        keepers: Iterable[Person],
        places: Iterable[Place],
        today: date,
    ) -> None:
        self._keepers = {str(one.pk): one for one in keepers}
        if startup.keeper is not None:
            self._keepers.setdefault(str(startup.keeper.pk), startup.keeper)
        self._places = {one.public_id: one for one in places}
        groups = Organisation.objects.filter(is_active=True).order_by("kana", "name", "pk")
        self._groups = {one.public_id: one for one in groups}
        names = ("name", "starter", "phone", "email", "wish", "kind", "district_code", "first_on")
        known: dict[str, Any] = {name: getattr(startup, name) for name in names}
        known |= {
            "keeper": str(startup.keeper_id or ""),
            "organisation": startup.organisation.public_id if startup.organisation else "",
            "place": startup.place.public_id if startup.place else "",
        }
        super().__init__(data, initial=known)
        kinds: list[tuple[str, Any]] = pairs(PlaceKind)
        none: list[tuple[str, Any]] = [("", _("まだ 決めていない"))]
        _chosen(self, "kind", none + kinds)
        _chosen(self, "district_code", none + [(row.code, row.name) for row in areas.named_districts(today)])
        _chosen(self, "keeper", none + [(key, one.name) for key, one in self._keepers.items()])
        _chosen(self, "organisation", none + [(key, one.name) for key, one in self._groups.items()])
        _chosen(self, "place", none + [(key, one.name) for key, one in self._places.items()])

    def values(self) -> dict[str, Any]:
        given = dict(self.cleaned_data)
        return given | {
            "keeper": self._keepers.get(given["keeper"]), "organisation": self._groups.get(given["organisation"]),
            "place": self._places.get(given["place"]),
        }  # fmt: skip


class StepForm(Form):
    state = forms.ChoiceField(
        label=_("いまの ようす"),
        widget=forms.RadioSelect,
        choices=StepState.choices(),
    )
    helper = forms.ChoiceField(label=_("手伝う人"), required=False)
    helper_words = forms.CharField(
        label=_("ほかの人なら 名前や 窓口"),
        required=False,
        max_length=80,
        help_text=_("例：保健所 食品衛生係"),
    )
    note = forms.CharField(
        label=_("ひとこと"), required=False, max_length=400, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("はじめる人の ページにも 出ます。"),
    )  # fmt: skip

    def __init__(self, data: Any = None, *, step: Step, helpers: Iterable[Person]) -> None:
        self._helpers = {str(one.pk): one for one in helpers}
        if step.helper is not None:
            self._helpers.setdefault(str(step.helper.pk), step.helper)
        known = {"state": step.state, "helper": str(step.helper_id or ""), "helper_words": step.helper_words, "note": step.note}  # fmt: skip
        super().__init__(data, initial=known)
        none: list[tuple[str, Any]] = [("", _("まだ 決めていない"))]
        _chosen(self, "helper", none + [(key, one.name) for key, one in self._helpers.items()])

    def said(self) -> Said:
        given = self.cleaned_data
        return Said(
            StepState(given["state"]),
            self._helpers.get(given["helper"]),
            given["helper_words"],
            given["note"],
        )


class OwnStepForm(Form):
    """The starter's own word on a step."""

    step = forms.CharField(max_length=8)
    state = forms.ChoiceField(choices=StepState.choices())


class WhyForm(Form):
    words = forms.CharField(
        label=_("わけ"),
        max_length=200,
        help_text=_("例：場所が 見つからなかった。つぎの人に いかします。個人の ことは 書かないでください。"),
    )


class OpenedForm(Form):
    first_on = _day(_("最初の1回の 日"))
