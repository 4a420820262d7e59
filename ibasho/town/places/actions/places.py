"""Making and changing an entry of the directory."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from ibasho.base.journal import actions as journal
from ibasho.base.kernel.actor import Actor
from ibasho.base.kernel.errors import Conflict, Invalid, NotFound
from ibasho.base.kernel.my_number import contains_my_number
from ibasho.base.kernel.text import clean_url
from ibasho.town.people.permissions import Permission
from ibasho.town.places import policies
from ibasho.town.places.actions import openings as opening_actions
from ibasho.town.places.models import Place
from ibasho.town.places.rules import search
from ibasho.town.places.rules.opening import Opening

# What a form, a file or a proposal may set. State, verification and provenance have verbs of their own.
EDITABLE = frozenset(
    [
        "kind",
        "name",
        "kana",
        "description",
        "people_note",
        "organisation_id",
        "organisation_name",
        "restricted",
        "restricted_to",
        "everyone",
        "stages",
        "alone_from",
        "adult_needed",
        "audience_note",
        "months_note",
        "school_hours",
        "fee_infant_yen",
        "fee_elementary_yen",
        "fee_junior_yen",
        "fee_high_yen",
        "fee_adult_yen",
        "fee_note",
        "booking",
        "booking_note",
        "capacity",
        "capacity_note",
        "allergy",
        "allergy_note",
        "features",
        "accessibility",
        "accessibility_note",
        "municipality_code",
        "address",
        "building",
        "postal_code",
        "machiaza_id",
        "district_code",
        "town_name",
        "lat",
        "lng",
        "position_source",
        "outside_city",
        "access_note",
        "parking_note",
        "phone",
        "contact_email",
        "url",
        "opening_words",
        "opening_certain",
        "source_name",
        "source_url",
    ]
)


@transaction.atomic
def create(
    *,
    values: Mapping[str, Any],
    openings: Sequence[Opening] = (),
    state: str = Place.State.DRAFT,
    by: Actor,
    at: datetime,
    provenance: Mapping[str, Any] | None = None,
) -> Place:
    """A new entry with its opening rules. Only who may approve makes one that is public at once.

    `values` holds fields of EDITABLE; `provenance` dataset, external_id, original. Raises Invalid.
    """
    check(values)
    place = Place(**values, **(provenance or {}), state=state, created_at=at, updated_at=at)
    if state in {Place.State.PUBLISHED, Place.State.PAUSED}:
        policies.require_city(by, Permission.PLACES_APPROVE, at=at)
    policies.require(by, Permission.PLACES_EDIT, place, at=at)
    place.search_text = search.text_of(place)
    place.save(force_insert=True)
    opening_actions.write(place=place, openings=openings, at=at)
    journal.record(
        "places.place.create",
        noun="places.Place",
        object_id=place.pk,
        by=by,
        at=at,
        data={"state": place.state},
    )
    return place


@transaction.atomic
def change(
    *,
    place: Place,
    values: Mapping[str, Any],
    openings: Sequence[Opening] | None = None,
    version: int | None = None,
    by: Actor,
    at: datetime,
    provenance: Mapping[str, Any] | None = None,
) -> Place:
    """Writes the changed fields; `openings` None leaves the rules as they are.

    `version` is the one the writer saw: if somebody was faster, Conflict, and nothing is written.
    """
    check(values)
    policies.require(by, Permission.PLACES_EDIT, place, at=at)
    locked = lock(place.pk)
    if version is not None and locked.version != version:
        raise Conflict(
            "places.changed_meanwhile",
            _(
                "書いているあいだに 別の人が この場所を 直しました。新しい内容を 見てから もう一度 直してください。"
            ),
        )
    changed = _apply(locked, {**values, **(provenance or {})})
    rules_changed = openings is not None and opening_actions.write(place=locked, openings=openings, at=at)
    if not changed and not rules_changed:
        return locked
    locked.search_text, locked.version, locked.updated_at = search.text_of(locked), locked.version + 1, at
    locked.save()
    journal.record(
        "places.place.change", noun="places.Place", object_id=locked.pk, by=by, at=at,
        data={"fields": [*changed, *(["openings"] if rules_changed else [])]},
    )  # fmt: skip
    return locked


@transaction.atomic
def discard(*, place: Place, by: Actor, at: datetime) -> None:
    """Deletes a draft: what nobody outside has ever seen may go without a trace on any page. Raises Conflict."""
    policies.require(by, Permission.PLACES_EDIT, place, at=at)
    locked = lock(place.pk)
    if locked.state != Place.State.DRAFT:
        raise Conflict(
            "places.not_a_draft",
            _("消せるのは 下書きだけです。公開した場所は「終了」に してください。"),
        )
    journal.record("places.place.discard", noun="places.Place", object_id=locked.pk, by=by, at=at)
    locked.delete()


def lock(place_id: int) -> Place:
    """The row, locked until the end of the transaction. Raises NotFound."""
    found = Place.objects.select_for_update().filter(pk=place_id).first()
    if found is None:
        raise NotFound("places.gone", _("この場所は もう ありません。一覧から さがしてください。"))
    return found


def _apply(place: Place, values: Mapping[str, Any]) -> list[str]:
    """Sets what differs and names it, in order."""
    changed = sorted(name for name, value in values.items() if getattr(place, name) != value)
    for name in changed:
        setattr(place, name, values[name])
    return changed


def check(values: Mapping[str, Any]) -> None:
    """Raises Invalid for what no entry may hold: an unknown field, no name, a My Number."""
    unknown = set(values) - EDITABLE
    if unknown:
        raise Invalid("places.unknown_field", _("知らない項目があります: ") + ", ".join(sorted(unknown)))
    if "name" in values and not str(values["name"]).strip():
        raise Invalid(
            "places.no_name",
            _("名前がありません。場所の名前を 書いてください。"),
            fields={"name": _("名前を 書いてください。")},
        )
    for name in ("url", "source_url"):
        if values.get(name) and clean_url(values[name]) is None:
            sentence = _("ホームページは https:// から 書いてください。")
            raise Invalid("places.bad_url", sentence, fields={name: sentence})
    for name, value in values.items():
        if isinstance(value, str) and contains_my_number(value):
            raise Invalid(
                "places.my_number",
                _("マイナンバーのような番号が 入っています。番号を 消してから 送ってください。"),
                fields={name: _("番号を 消してください。")},
            )
