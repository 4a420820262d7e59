"""The form of an entry, in sections, and the short one with which a new entry begins."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from ibasho.base.kernel.labelled import pairs
from ibasho.base.ui.forms import Form, HouseForm
from ibasho.town.people.models import Organisation
from ibasho.town.places.forms.fields import UNKNOWN, Several, YesNoUnknown
from ibasho.town.places.models import Place
from ibasho.town.places.models.place import STAGES
from ibasho.town.places.rules.features import ACCESSIBILITY, FEATURES
from ibasho.town.places.rules.kinds import NEVER_FOR_ALL, PlaceKind
from ibasho.town.places.rules.stages import CHILD_STAGES

CHILD_CHOICES = pairs(CHILD_STAGES)
KINDS = pairs(PlaceKind)


@dataclass(frozen=True, slots=True)
class Section:
    code: str
    label: str | Promise
    names: tuple[str, ...]


SECTIONS = (
    Section("basic", _("どんなところ"), ("name", "kana", "kind", "description", "people_note")),
    Section(
        "who", _("だれが 来ていい"),
        ("everyone", "stages", "alone_from", "adult_needed", "audience_note", "school_hours", "months_note",
         "restricted", "restricted_to"),
    ),
    Section(
        "cost", _("お金・予約・アレルギー"),
        ("fee_infant_yen", "fee_elementary_yen", "fee_junior_yen", "fee_high_yen", "fee_adult_yen", "fee_note",
         "booking", "booking_note", "capacity", "capacity_note", "allergy", "allergy_note"),
    ),
    Section("there", _("あるもの"), ("features", "accessibility", "accessibility_note")),
    Section(
        "where", _("どこ"),
        ("postal_code", "address", "building", "access_note", "parking_note", "lat", "lng"),
    ),
    Section("contact", _("連絡先（みんなに 見えます）"), ("phone", "contact_email", "url")),
)  # fmt: skip
NAMES = tuple(name for section in SECTIONS for name in section.names)


class PlaceForm(HouseForm, forms.ModelForm):  # type: ignore[type-arg]
    """Everything but hours, photos and state. What is left empty stays 「まだ わかりません」."""

    everyone = YesNoUnknown(label=_("だれでも 来ていい"))
    stages = Several(STAGES, label=_("来ていい 年代"))
    alone_from = forms.ChoiceField(
        label=_("ひとりで 来ていいのは"), choices=[("", UNKNOWN), *CHILD_CHOICES], required=False,
        help_text=_("この年代から上は おとながいなくても 来られます。"),
    )  # fmt: skip
    adult_needed = YesNoUnknown(label=_("おとなと いっしょに 来てもらう"))
    school_hours = YesNoUnknown(label=_("学校の時間でも 行ける"))
    features = Several(FEATURES, label=_("あるもの"))
    accessibility = Several(ACCESSIBILITY, label=_("バリアフリー"))
    url = forms.URLField(label=_("ホームページ"), required=False, max_length=400, assume_scheme="https")
    lat = forms.FloatField(label=_("緯度"), required=False, min_value=-90, max_value=90)
    lng = forms.FloatField(label=_("経度"), required=False, min_value=-180, max_value=180)

    class Meta:
        model = Place
        fields = NAMES
        widgets = {  # noqa: RUF012
            "description": forms.Textarea(attrs={"rows": 4}),
            "phone": forms.TextInput(attrs={"type": "tel", "inputmode": "tel"}),
        }

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        for name in ("lat", "lng"):
            self.fields[name].widget.attrs["step"] = "any"
        for name in ("booking", "allergy", "kind"):
            self.fields[name].widget.attrs.pop("required", None)
        self.fields["people_note"].help_text = _("例：地域のおとなが 3人くらい います（名前は 書きません）")

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or {}
        _clean_restricted(self, given)
        if (given.get("lat") is None) != (given.get("lng") is None):
            self.add_error("lng", _("緯度と経度は 両方 入れるか、両方 空にしてください。"))
        return given

    def values(self) -> dict[str, Any]:
        """The fields as an action takes them."""
        return {name: self.cleaned_data[name] for name in self.fields if name in NAMES}

    def sections(self) -> Iterator[tuple[Section, list[forms.BoundField], bool]]:
        """(section, its fields, whether one of them has an error)."""
        for section in SECTIONS:
            fields = [self[name] for name in section.names]
            yield section, fields, any(bound.errors for bound in fields)


class NewPlaceForm(Form):
    """The first page: five questions. All but the name may wait."""

    organisation = forms.ModelChoiceField(
        label=_("どの団体・店の 場所ですか"), queryset=Organisation.objects.none(), required=False,
        empty_label=_("まだ きまっていない"),
    )  # fmt: skip
    name = forms.CharField(label=_("場所の名前"), max_length=120)
    kind = forms.ChoiceField(label=_("どんな場所"), choices=KINDS)
    address = forms.CharField(label=_("どこ（住所）"), max_length=200, required=False)
    opening_words = forms.CharField(
        label=_("いつ あいている"), max_length=400, required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("ふだんのことばで どうぞ。例：毎週 火・木 15時半から17時半、祝日は休み"),
    )  # fmt: skip
    everyone = YesNoUnknown(label=_("だれでも 来ていい"))
    stages = Several(CHILD_CHOICES, label=_("来ていい 年代"))
    restricted_to = forms.CharField(
        label=_("使える人が 決まっている場所は、だれが 使えますか"), max_length=200, required=False,
        help_text=_("放課後児童クラブなど。「だれでも」の場所としては 案内しません。"),
    )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or {}
        given["restricted"] = bool(given.get("restricted_to"))
        _clean_restricted(self, given)
        return given

    def values(self) -> dict[str, Any]:
        given = self.cleaned_data
        names = (
            "name",
            "kind",
            "address",
            "opening_words",
            "everyone",
            "stages",
            "restricted",
            "restricted_to",
        )
        organisation = given["organisation"]
        return {**{name: given[name] for name in names}, "organisation_id": organisation and organisation.pk}


def _clean_restricted(form: forms.BaseForm, given: dict[str, Any]) -> None:
    """A restricted place says for whom, and is never for everyone."""
    if given.get("kind") in {kind.value for kind in NEVER_FOR_ALL}:
        given["restricted"] = True
    if not given.get("restricted"):
        return
    if not str(given.get("restricted_to") or "").strip():
        form.add_error(
            "restricted_to", _("使える人が 決まっている場所です。だれが 使えるかを 書いてください。")
        )
    if given.get("everyone"):
        form.add_error("everyone", _("使える人が 決まっている場所は「だれでも」に できません。"))
