"""At the door: who signed up has come, and walk-ins are counted in heads. Everything can be taken back."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from ibasho.base.journal import actions as journal
from ibasho.base.kernel import clock
from ibasho.base.kernel.actor import Actor
from ibasho.base.kernel.errors import Conflict, Invalid, NotFound
from ibasho.town.people.permissions import Permission
from ibasho.town.places import policies
from ibasho.town.places.models import Headcount, Session, SessionReport, Signup
from ibasho.town.places.rules import headcount as rules


@transaction.atomic
def arrive(*, signup: Signup, by: Actor, at: datetime) -> Signup:
    """「来た」: the party's heads are counted at once, so that erasing sign-ups later loses no number."""
    locked, row = _of(signup, by, at)
    if row.arrived_at is not None:
        return row  # a second tap
    if row.state != Signup.State.CONFIRMED:
        raise Conflict(
            "places.arrive_no_seat",
            _("席が きまっていない人です。入れるときは「その場で来た人」で 数えてください。"),
        )
    row.arrived_at, row.arrived_by_id = at, by.person_id
    row.save(update_fields=["arrived_at", "arrived_by"])
    _add(locked, row.heads, 1)
    _record("places.signup.arrive", "places.Signup", row.pk, locked, by, at)
    return row


@transaction.atomic
def undo_arrival(*, signup: Signup, by: Actor, at: datetime) -> Signup:
    """The wrong line was tapped."""
    locked, row = _of(signup, by, at)
    if row.arrived_at is None:
        return row
    row.arrived_at, row.arrived_by_id = None, None
    row.save(update_fields=["arrived_at", "arrived_by"])
    _add(locked, row.heads, -1)
    _record("places.signup.undo_arrival", "places.Signup", row.pk, locked, by, at)
    return row


@transaction.atomic
def count(*, session: Session, of_class: str, step: int, by: Actor, at: datetime) -> int:
    """One more or one fewer of a class; returns how many there are. Never below nought."""
    if of_class not in rules.LABELS or step not in (1, -1):
        raise Invalid("places.headcount", _("その区分は ありません。ページを 開きなおしてください。"))
    locked = lock(session.pk, by, at)
    _check_running(locked, at)
    heads = _add(locked, {of_class: 1}, step)
    _record("places.session.count", "places.Session", locked.pk, locked, by, at)
    return heads


def lock(session_id: int, by: Actor, at: datetime) -> Session:
    """The day, locked, for one who runs it. NotFound for everybody else."""
    found = (
        Session.objects.select_for_update(no_key=True, of=("self",))
        .select_related("event__organisation", "place__organisation")
        .filter(pk=session_id)
        .first()
    )
    if found is None:
        raise NotFound("places.session_gone", _("この日は もう ありません。一覧から さがしてください。"))
    policies.require(by, Permission.SESSIONS_RUN, policies.owner(found), at=at)
    return found


def _of(signup: Signup, by: Actor, at: datetime) -> tuple[Session, Signup]:
    locked = lock(signup.session_id, by, at)
    _check_running(locked, at)
    row = locked.signups.select_for_update().filter(pk=signup.pk).first()
    if row is None:
        raise NotFound("places.signup_gone", _("この申しこみは もう ありません。"))
    return locked, row


def _check_running(session: Session, at: datetime) -> None:
    if session.state == Session.State.CANCELLED:
        raise Conflict(
            "places.session_cancelled", _("この日は お休みです。ひらくときは お休みを 取り消してください。")
        )
    if session.day > clock.day(at):
        raise Conflict("places.session_not_yet", _("受付は その日に なってから できます。"))
    if SessionReport.objects.filter(session=session).exists():
        raise Conflict(
            "places.session_closed",
            _("この日は まとめが すんでいます。人数を 直すときは「まとめを直す」から 直してください。"),
        )


def _add(locked: Session, heads: Mapping[str, int], sign: int) -> int:
    """Adds heads to the day's counts and returns the last one."""
    heads_now = 0
    for of_class, number in heads.items():
        row, _fresh = Headcount.objects.get_or_create(
            session=locked, of_class=of_class, defaults={"heads": 0}
        )
        row.heads = heads_now = max(0, row.heads + sign * number)
        row.save(update_fields=["heads"])
    return heads_now


def _record(verb: str, noun: str, key: int, session: Session, by: Actor, at: datetime) -> None:
    journal.record(verb, noun=noun, object_id=key, by=by, at=at, data={"session": session.pk})
