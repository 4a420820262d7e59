"""The life of an entry: sent in, published, refused, paused, resumed, ended."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from ibasho.base.journal import actions as journal
from ibasho.base.kernel import clock
from ibasho.base.kernel.actor import Actor
from ibasho.base.kernel.errors import Invalid
from ibasho.base.kernel.my_number import refuse_my_number
from ibasho.town.people.permissions import Permission
from ibasho.town.places import policies
from ibasho.town.places.actions import place_letters, places, sessions
from ibasho.town.places.actions.verification import mark_confirmed
from ibasho.town.places.models import Place
from ibasho.town.places.rules.states import Step, after, check_pause


@transaction.atomic
def submit(*, place: Place, by: Actor, at: datetime) -> Place:
    """A draft goes to the city. Who sends it in has just read it, so it counts as confirmed by its group."""
    policies.require(by, Permission.PLACES_EDIT, place, at=at)
    locked = _step(Step.SUBMIT, place, at=at)
    if not policies.in_city(by, Permission.PLACES_EDIT, at=at):
        mark_confirmed(locked, by=by, at=at)
    return _saved(locked, Step.SUBMIT, by=by, at=at)


@transaction.atomic
def take_back(*, place: Place, by: Actor, at: datetime) -> Place:
    """Sent in too early: it is a draft again."""
    policies.require(by, Permission.PLACES_EDIT, place, at=at)
    return _saved(_step(Step.TAKE_BACK, place, at=at), Step.TAKE_BACK, by=by, at=at)


@transaction.atomic
def publish(*, place: Place, confirmed: bool, by: Actor, at: datetime) -> Place:
    """Everybody sees it from now on. `confirmed`: the city has asked and it is true today."""
    policies.require_city(by, Permission.PLACES_APPROVE, at=at)
    locked = _step(Step.PUBLISH, place, at=at)
    if confirmed:
        mark_confirmed(locked, by=by, at=at)
    _saved(locked, Step.PUBLISH, by=by, at=at, data={"confirmed": confirmed})
    sessions.remake(place=locked, today=clock.day(at))
    place_letters.published(locked, at=at)
    return locked


@transaction.atomic
def refuse(*, place: Place, answer: str, by: Actor, at: datetime) -> Place:
    """Not published, with the reason, which the group reads. It may mend the entry and send it again."""
    policies.require_city(by, Permission.PLACES_APPROVE, at=at)
    _require_words(answer, "answer")
    locked = _saved(_step(Step.REFUSE, place, at=at), Step.REFUSE, by=by, at=at, why=answer)
    place_letters.refused(locked, answer, at=at)
    return locked


@transaction.atomic
def pause(
    *, place: Place, since: date | None, until: date | None, reason: str, by: Actor, at: datetime
) -> Place:
    """休止: not in "today", still listed. `until` (inclusive) None: not known yet; `since` None: the source is silent."""
    policies.require(by, Permission.PLACES_EDIT, place, at=at)
    check_pause(since, until, clock.day(at))
    locked = _step(Step.PAUSE, place, at=at)
    locked.paused_since, locked.paused_until = since, until
    locked.paused_reason = refuse_my_number(reason.strip())
    return _saved(
        locked, Step.PAUSE, by=by, at=at, data={"since": str(since or ""), "until": str(until or "")}
    )


@transaction.atomic
def resume(*, place: Place, by: Actor, at: datetime) -> Place:
    """Open again, with its sessions from today on."""
    policies.require(by, Permission.PLACES_EDIT, place, at=at)
    locked = _step(Step.RESUME, place, at=at)
    locked.paused_since = locked.paused_until = None
    locked.paused_reason = ""
    _saved(locked, Step.RESUME, by=by, at=at)
    sessions.remake(place=locked, today=clock.day(at))
    return locked


@transaction.atomic
def end(*, place: Place, reason: str, by: Actor, at: datetime) -> Place:
    """The place is no more. The entry stays for the record and is listed nowhere."""
    policies.require_city(by, Permission.PLACES_APPROVE, at=at)
    locked = _step(Step.END, place, at=at)
    locked.paused_since = locked.paused_until = None
    return _saved(locked, Step.END, by=by, at=at, why=reason)


def resume_due(*, by: Actor, at: datetime) -> int:
    """The daily job: every pause whose last day has gone by ends. Returns how many."""
    due = Place.objects.filter(state=Place.State.PAUSED, paused_until__lt=clock.day(at)).order_by("pk")
    for place in due:
        resume(place=place, by=by, at=at)
    return len(due)


def _step(step: Step, place: Place, *, at: datetime) -> Place:
    """The locked entry in its next state, not yet saved."""
    locked = places.lock(place.pk)
    locked.state = after(step, locked.state)
    locked.updated_at = at
    return locked


def _saved(
    place: Place, step: Step, *, by: Actor, at: datetime, why: str = "", data: dict[str, object] | None = None
) -> Place:
    place.save()
    journal.record(
        f"places.place.{step}",
        noun="places.Place",
        object_id=place.pk,
        by=by,
        at=at,
        why=refuse_my_number(why)[:400],
        data=data,
    )
    return place


def _require_words(words: str, field: str) -> None:
    if not words.strip():
        sentence = _("わけが ありません。相手に とどくことばを 書いてください。")
        raise Invalid("places.no_words", sentence, fields={field: sentence})
