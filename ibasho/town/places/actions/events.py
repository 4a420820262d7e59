"""Events: written by a group or the city, published by the city, changed and called off."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from ibasho.base.journal import actions as journal
from ibasho.base.kernel.actor import Actor
from ibasho.base.kernel.errors import Conflict, Invalid, NotFound
from ibasho.base.kernel.my_number import contains_my_number, refuse_my_number
from ibasho.base.kernel.text import clean_url
from ibasho.town.people.permissions import Permission
from ibasho.town.places import policies
from ibasho.town.places.actions import event_days
from ibasho.town.places.models import Event, EventGroup
from ibasho.town.places.rules import event as rules
from ibasho.town.places.rules.event import CoGroup, EventDay

# What a form or a file may set. State, what the city said, and provenance have verbs of their own.
EDITABLE = frozenset(
    [
        "kind", "title", "kana", "description", "organisation_id", "organiser_name", "place_id", "venue_name",
        "venue_address", "lat", "lng", "stages", "alone_from", "adult_needed", "audience_note", "fee_note",
        "free_of_charge", "url", "phone", "signup", "signup_note", "capacity", "waiting_max", "signup_closes_hours",
        "source_name",
    ]
)  # fmt: skip


@transaction.atomic
def create(
    *,
    values: Mapping[str, Any],
    days: Sequence[EventDay],
    groups: Sequence[CoGroup] = (),
    state: str = Event.State.DRAFT,
    by: Actor,
    at: datetime,
    provenance: Mapping[str, Any] | None = None,
) -> Event:
    """A new event with its days. A group's stays a draft or waits for the city; who may approve publishes at once.

    `values` holds fields of EDITABLE; `provenance` dataset, municipality_code, external_id, original. Raises Invalid.
    """
    _check(values)
    event = Event(**values, **(provenance or {}), state=state, created_at=at, updated_at=at)
    policies.require(by, Permission.PLACES_EDIT, event, at=at)
    if state == Event.State.PUBLISHED:
        policies.require_city(by, Permission.PLACES_APPROVE, at=at)
        event.published_at = at
    _check_whole(event)
    event.save(force_insert=True)
    event_days.write(event=event, days=days, by=by, at=at)
    _write_groups(event, groups)
    _note("create", event, by, at, data={"state": event.state})
    return event


@transaction.atomic
def change(
    *,
    event: Event,
    values: Mapping[str, Any],
    days: Sequence[EventDay] | None = None,
    groups: Sequence[CoGroup] | None = None,
    by: Actor,
    at: datetime,
) -> Event:
    """Writes what differs; `days` or `groups` None leaves them as they are. A published event stays published: the day
    may not wait for the office, and the desk sees what was changed after it was approved."""
    _check(values)
    locked = _held(event, by, at)
    if values.get("organisation_id", locked.organisation_id) != locked.organisation_id:
        policies.require_city(by, Permission.PLACES_APPROVE, at=at)
    changed = sorted(name for name, value in values.items() if getattr(locked, name) != value)
    for name in changed:
        setattr(locked, name, values[name])
    _check_whole(locked)
    event_days.check_capacity(locked)
    locked.updated_at = at
    locked.save()
    if days is not None and event_days.write(event=locked, days=days, by=by, at=at):
        changed.append("days")
    if groups is not None and _write_groups(locked, groups):
        changed.append("groups")
    event_days.fill_seats(event=locked, by=by, at=at)
    _note("change", locked, by, at, data={"fields": changed})
    return locked


@transaction.atomic
def submit(*, event: Event, by: Actor, at: datetime) -> Event:
    """The group asks the city to publish its draft."""
    locked = _held(event, by, at)
    return _step(locked, Event.State.PENDING, "submit", by, at)


@transaction.atomic
def publish(*, event: Event, by: Actor, at: datetime) -> Event:
    """The city shows it to everyone; on a published event it says: we have seen what was changed."""
    policies.require_city(by, Permission.PLACES_APPROVE, at=at)
    locked = lock(event.pk)
    locked.published_at, locked.city_note = at, ""
    return _step(locked, Event.State.PUBLISHED, "publish", by, at)


@transaction.atomic
def send_back(*, event: Event, words: str, by: Actor, at: datetime) -> Event:
    """The city asks the group to mend something; the words stand on the group's page."""
    policies.require_city(by, Permission.PLACES_APPROVE, at=at)
    if not words.strip():
        raise _invalid("places.event_no_words", "words", _("直してほしいところを 書いてください。"))
    locked = lock(event.pk)
    locked.city_note = refuse_my_number(words.strip())[:400]
    return _step(locked, Event.State.DRAFT, "send_back", by, at)


@transaction.atomic
def cancel(*, event: Event, reason: str, by: Actor, at: datetime) -> Event:
    """Calls the whole event off: every day to come is off, and everyone who signed up is told once."""
    locked = _held(event, by, at)
    _step(locked, Event.State.CANCELLED, "cancel", by, at)
    event_days.call_off_all(event=locked, reason=reason, by=by, at=at)
    return locked


def lock(event_id: int) -> Event:
    """The row, locked until the end of the transaction: before its sessions, never after. Raises NotFound."""
    found = Event.objects.select_for_update(no_key=True).filter(pk=event_id).first()
    if found is None:
        raise NotFound("places.event_gone", _("このもよおしは もう ありません。一覧から さがしてください。"))
    return found


def _held(event: Event, by: Actor, at: datetime) -> Event:
    policies.require(by, Permission.PLACES_EDIT, event, at=at)
    locked = lock(event.pk)
    if locked.state == Event.State.CANCELLED:
        raise Conflict(
            "places.event_cancelled", _("中止に したもよおしは 直せません。新しく つくってください。")
        )
    return locked


def _step(locked: Event, state: str, verb: str, by: Actor, at: datetime) -> Event:
    rules.check_step(locked.state, state)
    before, locked.state = locked.state, state
    locked.save(update_fields=["state", "published_at", "city_note"])
    _note(verb, locked, by, at, data={"from": before, "to": state})
    return locked


def _note(verb: str, event: Event, by: Actor, at: datetime, data: dict[str, Any]) -> None:
    journal.record(f"places.event.{verb}", noun="places.Event", object_id=event.pk, by=by, at=at, data=data)


def _write_groups(event: Event, groups: Sequence[CoGroup]) -> bool:
    """Replaces the co-operating groups if they differ; says if it did."""
    wanted = [
        (refuse_my_number(one.name.strip()), one.organisation_id, refuse_my_number(one.task.strip()))
        for one in groups
        if one.name.strip()
    ]
    current = list(event.groups.order_by("pk").values_list("name", "organisation_id", "task"))
    if wanted == current:
        return False
    if len({name for name, _organisation, _task in wanted}) < len(wanted):
        raise _invalid(
            "places.event_group_twice", "groups", _("同じ団体が 2回 あります。ひとつを 消してください。")
        )
    event.groups.all().delete()
    EventGroup.objects.bulk_create(
        EventGroup(event=event, name=name, organisation_id=organisation, task=task)
        for name, organisation, task in wanted
    )
    return True


def _check(values: Mapping[str, Any]) -> None:
    unknown = set(values) - EDITABLE
    if unknown:
        raise Invalid("places.unknown_field", _("知らない項目があります: ") + ", ".join(sorted(unknown)))
    if values.get("url") and clean_url(values["url"]) is None:
        raise _invalid("places.bad_url", "url", _("ホームページは https:// から 書いてください。"))
    for name, value in values.items():
        if isinstance(value, str) and contains_my_number(value):
            raise _invalid(
                "places.my_number",
                name,
                _("マイナンバーのような番号が 入っています。番号を 消してから 送ってください。"),
            )


def _check_whole(event: Event) -> None:
    if not event.title.strip():
        raise _invalid("places.event_no_title", "title", _("もよおしの 名前を 書いてください。"))
    if event.place_id is None and not event.venue_name.strip():
        raise _invalid(
            "places.event_no_venue", "venue_name", _("どこで するか、居場所か 会場を 書いてください。")
        )
    if event.capacity is not None and event.capacity < 1:
        raise _invalid("places.event_capacity", "capacity", _("定員は 1人から 書いてください。"))


def _invalid(code: str, field: str, message: str) -> Invalid:
    return Invalid(code, message, fields={field: message})
