"""Forms of papers: agreements, insurance, 保健所. `given()` is what the action takes."""

from __future__ import annotations

from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from ibasho.base.ui.forms import Form
from ibasho.rooms.network.actions.papers import Given, GivenAgreement, GivenHygiene, GivenInsurance
from ibasho.rooms.network.forms.register import day
from ibasho.rooms.network.models import Hygiene
from ibasho.rooms.network.queries.papers import Paper
from ibasho.rooms.network.rules.kinds import AgreementKind, Cover, Standing
from ibasho.town.people.models import Organisation
from ibasho.town.places.models import Place


class PaperForm(Form):
    """`heading`: what it is called on its page."""

    heading: Any = ""
    text: Any = ""
    makes: type[Given] = Given

    def __init__(self, data: Any = None, *, organisation: Organisation, paper: Paper | None = None) -> None:
        start = {name: getattr(paper, name, None) for name in self.base_fields} if paper else {}
        super().__init__(data, initial=start)
        self.organisation = organisation

    def given(self) -> Given:
        """Of a valid form."""
        return self.makes(**self.values())

    def values(self) -> dict[str, Any]:
        """As the action takes them."""
        return dict(self.cleaned_data)


class AgreementForm(PaperForm):
    heading = _("協定など")
    makes = GivenAgreement
    kind = forms.ChoiceField(label=_("種類"), choices=AgreementKind.choices())
    title = forms.CharField(label=_("名前"), max_length=120)
    starts_on = day(_("いつから"))
    ends_on = day(_("いつまで"), required=False, help_text=_("きまっていなければ 空のまま。"))
    number = forms.CharField(label=_("文書番号"), max_length=60, required=False)
    kept_at = forms.CharField(
        label=_("紙の ある場所"), max_length=80, required=False, help_text=_("例：課の 書庫 3番")
    )
    note = forms.CharField(label=_("ひとこと"), max_length=400, required=False)

    def values(self) -> dict[str, Any]:
        return {**self.cleaned_data, "kind": AgreementKind(self.cleaned_data["kind"])}


class InsuranceForm(PaperForm):
    heading = _("保険")
    makes = GivenInsurance
    text = _(
        "証券や 加入者証を 見ながら 入れてください。なにに きくかは、しるしを つけたものだけが きくと 読みます。"
    )
    name = forms.CharField(label=_("保険の 名前"), max_length=80, help_text=_("例：ボランティア行事用保険、こども食堂保険"))  # fmt: skip
    insurer = forms.CharField(label=_("保険会社・窓口"), max_length=80, required=False)
    number = forms.CharField(label=_("証券番号"), max_length=40, required=False)
    covers = forms.MultipleChoiceField(
        label=_("なにに きくか"), required=False, choices=Cover.choices(),
        widget=forms.CheckboxSelectMultiple,
        help_text=_("「持ち帰りの 食中毒」は きかない保険が あります。わからないときは しるしを つけず、窓口に きいてください。"),
    )  # fmt: skip
    starts_on = day(_("いつから"))
    ends_on = day(_("いつまで"))
    note = forms.CharField(label=_("ひとこと"), max_length=200, required=False)

    def values(self) -> dict[str, Any]:
        return {**self.cleaned_data, "covers": tuple(self.cleaned_data["covers"])}


class HygieneForm(PaperForm):
    heading = _("保健所のこと")
    makes = GivenHygiene
    text = _("こども食堂は、届出も 許可も いらないことが 多いですが、さいしょに 保健所へ 相談します。")
    place = forms.ChoiceField(label=_("どこの 台所か"), required=False)
    standing = forms.ChoiceField(label=_("保健所との 関係"), choices=Standing.choices())
    consulted_on = day(_("相談した日"), required=False)
    number = forms.CharField(label=_("届出・許可の 番号"), max_length=60, required=False)
    ends_on = day(_("許可の 満了日"), required=False)
    manager = forms.CharField(label=_("衛生責任者"), max_length=60, required=False)
    course_on = day(_("講習を うけた日"), required=False)
    note = forms.CharField(label=_("ひとこと"), max_length=200, required=False)

    def __init__(self, data: Any = None, *, organisation: Organisation, paper: Paper | None = None) -> None:
        super().__init__(data, organisation=organisation, paper=paper)
        rows = Place.objects.filter(organisation=organisation).exclude(state=Place.State.ENDED)
        self._places = {one.public_id: one for one in rows.order_by("kana", "name", "pk")}
        field = cast(forms.ChoiceField, self.fields["place"])
        field.choices = [("", _("どこでも 作る")), *((key, one.name) for key, one in self._places.items())]
        here = paper.place if isinstance(paper, Hygiene) else None
        if here is not None and here.public_id not in self._places:  # it ended; what stands of it stays right
            self._places[here.public_id] = here
            field.choices = [*cast(Any, field.choices), (here.public_id, here.name)]
        self.initial["place"] = here.public_id if here else ""

    def values(self) -> dict[str, Any]:
        found = {**self.cleaned_data, "standing": Standing(self.cleaned_data["standing"])}
        return {**found, "place": self._places.get(self.cleaned_data["place"])}


FORMS: dict[str, type[PaperForm]] = {
    "agreement": AgreementForm,
    "insurance": InsuranceForm,
    "hygiene": HygieneForm,
}
OWN = ("insurance", "hygiene")  # what a group keeps itself
