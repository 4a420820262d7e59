"""The city's way of an application: 起案, 確認, 決裁, each a look that is written down and never changed, or 許可しない."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from ibasho.base.journal import actions as journal
from ibasho.base.kernel.actor import Actor
from ibasho.base.kernel.errors import Conflict, Invalid
from ibasho.base.kernel.my_number import refuse_my_number
from ibasho.base.kernel.reasons import reason
from ibasho.rooms.openhouse import policies
from ibasho.rooms.openhouse.actions import applications
from ibasho.rooms.openhouse.actions import group_letters as letters
from ibasho.rooms.openhouse.models import Application, Step
from ibasho.rooms.openhouse.rules import approval, keys
from ibasho.rooms.openhouse.rules.kinds import ApplicationState, BookingState, KeyKind, StepKind
from ibasho.town.people import policies as people
from ibasho.town.people.permissions import Permission


@transaction.atomic
def draft(*, application: Application, note: str = "", by: Actor, at: datetime) -> Application:
    """起案."""
    row = _looked(application, StepKind.DRAFT, by, at)
    return _stepped(row, StepKind.DRAFT, by, at, note=note)


@transaction.atomic
def check(*, application: Application, note: str = "", by: Actor, at: datetime) -> Application:
    """確認, never by who drafted."""
    row = _looked(application, StepKind.CHECK, by, at)
    return _stepped(row, StepKind.CHECK, by, at, note=note)


@transaction.atomic
def decide(
    *, application: Application, waive: bool | None = None, as_deputy: bool = False, note: str = "", by: Actor,
    at: datetime,
) -> Application:  # fmt: skip
    """決裁, never by who drafted or wrote the application. `waive` answers a wish for 減免; `as_deputy` marks 代決. A space
    with a number lock gets its number now."""
    row = _looked(application, StepKind.DECIDE, by, at)
    if not row.bookings.filter(state=BookingState.HELD, held_until__gt=at).exists():
        words = _("のこっている日が ありません。「許可しない」で わけを 書いて おわりに してください。")
        raise Conflict("approval.no_day", words)
    if row.waiver_asked and waive is None:
        words = _("減免するか しないかを えらんでください。")
        raise Invalid("approval.no_waiver", words, fields={"waive": words})
    row.waiver_given = waive if row.waiver_asked else None
    row.key_code = keys.new_key() if row.space.key_kind == KeyKind.CODE else ""
    _stepped(row, StepKind.DECIDE, by, at, note=note, as_deputy=as_deputy)
    letters.approved(row, by=by, at=at)
    return row


@transaction.atomic
def decline(*, application: Application, why: str, by: Actor, at: datetime) -> Application:
    """許可しない, with the reason the group reads. Its days are free again."""
    row = _looked(application, StepKind.DECLINE, by, at)
    told = reason(why, code="approval.no_why", sentence=_("団体に とどく わけを 書いてください。"))
    row.bookings.filter(state=BookingState.HELD).update(state=BookingState.RELEASED, released_at=at)
    row.end_reason, row.ended_at = told, at
    _stepped(row, StepKind.DECLINE, by, at, note=told)
    letters.declined(row, by=by, at=at)
    return row


def _looked(application: Application, step: StepKind, by: Actor, at: datetime) -> Application:
    """The locked application in its next state, not yet saved. Raises NotFound, NotAllowed, Conflict."""
    row = applications.lock(application)
    policies.require_space(by, Permission.OPENHOUSE_APPROVE, row.space, at=at)
    row.state = approval.after(step, row.state)
    approval.check_person(
        step, people.person_of(by), drafted_by=drafter_of(row), applied_by=row.applied_by_id
    )
    return row


def drafter_of(row: Application) -> int | None:
    return row.steps.filter(kind=StepKind.DRAFT).values_list("by_id", flat=True).first()


def _stepped(
    row: Application, step: StepKind, by: Actor, at: datetime, *, note: str = "", as_deputy: bool = False
) -> Application:
    row.save(update_fields=["state", "waiver_given", "key_code", "ended_at", "end_reason"])
    Step.objects.create(
        application=row, kind=step.value, at=at, by_id=people.person_of(by), as_deputy=as_deputy,
        note=refuse_my_number(" ".join(note.split()))[:200],
    )  # fmt: skip
    journal.record(
        f"openhouse.application.{step.value}", noun=applications.NOUN, object_id=row.pk, by=by, at=at,
        data={"state": ApplicationState(row.state).value, "deputy": as_deputy},
    )  # fmt: skip
    return row
