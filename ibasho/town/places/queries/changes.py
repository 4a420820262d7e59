"""What waits beside an entry, what a person saw of it, and how old and new differ in words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from ibasho.town.places.models import Place, PlaceChange
from ibasho.town.places.rules import proposal
from ibasho.town.places.rules.features import ACCESSIBILITY_LABELS, FEATURE_LABELS
from ibasho.town.places.rules.opening import Opening
from ibasho.town.places.rules.proposal import OPENINGS
from ibasho.town.places.rules.stages import Stage
from ibasho.town.places.rules.words import describe_all

LISTS: dict[str, Mapping[str, str]] = {
    "features": FEATURE_LABELS,
    "accessibility": ACCESSIBILITY_LABELS,
    "stages": {stage.value: stage.label for stage in Stage},
}
CHOICES: dict[str, dict[Any, Any]] = {
    field.name: dict(field.flatchoices) for field in Place._meta.concrete_fields if field.choices
}


@dataclass(frozen=True, slots=True)
class Difference:
    """One line of old → new. `name` is the field, or `openings`."""

    name: str
    label: str
    old: str
    new: str


def waiting(place: Place) -> PlaceChange | None:
    return PlaceChange.objects.filter(place=place, state=PlaceChange.State.WAITING).first()


def seen(place: Place, change: PlaceChange | None) -> str:
    """The mark of what a page shows: the entry as it stands, and what waits beside it."""
    return proposal.fingerprint(place.version, change.proposed if change else {})


def openings_of(place: Place) -> tuple[Opening, ...]:
    return tuple(rule.as_opening() for rule in place.opening_rules.all())


def same(place: Place, name: str, value: Any) -> bool:
    """Whether the entry says so already. Ticks have no order: a file may list them in another than our forms."""
    current = getattr(place, name)
    return set(current) == set(value) if name in LISTS else bool(current == value)


def differing(place: Place, values: Mapping[str, Any], openings: Sequence[Opening] | None) -> dict[str, Any]:
    """What of `values` (which may hold `openings` as JSON) and of `openings` is not so already, as JSON."""
    found = {
        name: value for name, value in values.items() if name != OPENINGS and not same(place, name, value)
    }
    rows = values.get(OPENINGS) if openings is None else proposal.openings_to_json(openings)
    if rows is not None and rows != proposal.openings_to_json(openings_of(place)):
        found[OPENINGS] = rows
    return found


def split(proposed: Mapping[str, Any]) -> tuple[dict[str, Any], tuple[Opening, ...] | None]:
    """A stored proposal as fields and opening rules (None: the rules stay)."""
    values = {name: value for name, value in proposed.items() if name != OPENINGS}
    rows = proposed.get(OPENINGS)
    return values, None if rows is None else proposal.openings_from_json(rows)


def differences(
    place: Place, values: Mapping[str, Any], openings: Sequence[Opening] | None
) -> list[Difference]:
    """Old → new in words, in the order of the table; the hours come last."""
    order = [field.attname for field in Place._meta.concrete_fields]
    names = sorted((name for name in values if not same(place, name, values[name])), key=order.index)
    found = [
        Difference(
            name,
            label(name),
            in_words(place, name, getattr(place, name)),
            in_words(place, name, values[name]),
        )
        for name in names
    ]
    current = openings_of(place)
    if openings is not None and tuple(openings) != current:
        found.append(Difference(OPENINGS, label(OPENINGS), opening_words(current), opening_words(openings)))
    return found


def label(name: str) -> str:
    if name == OPENINGS:
        return _("あく時間")
    return str(getattr(Place._meta.get_field(name.removesuffix("_id")), "verbose_name", name))


def opening_words(openings: Sequence[Opening]) -> str:
    return describe_all(openings) or _("まだ わかりません")


def in_words(place: Place, name: str, value: Any) -> str:
    """A value as people say it; what is not known says so."""
    if value is None or value == "" or value == []:
        return _("まだ わかりません")
    if isinstance(value, bool):
        return _("はい") if value else _("いいえ")
    if name in LISTS:
        return "・".join(LISTS[name].get(code, code) for code in value)
    if name == "organisation_id":
        return _("別の団体")
    if name.endswith("_yen"):
        return f"{value:,}円"
    return str(CHOICES.get(name, {}).get(value, value))


def who(place: Place) -> str:
    """Who may come, in one line; a restricted place says for whom."""
    if place.restricted:
        return _("限られた人だけ：%(whom)s") % {"whom": place.restricted_to}
    if place.everyone:
        return _("だれでも")
    labels = [LISTS["stages"].get(code, code) for code in place.stages]
    return "・".join(labels) or place.audience_note or _("まだ わかりません")
