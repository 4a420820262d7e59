"""緊急の閲覧: an hour, with a reason, told to two at once, red until somebody else has looked at it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from ibasho.base.journal import actions as journal
from ibasho.base.kernel import clock
from ibasho.base.kernel.actor import Actor
from ibasho.base.kernel.codes import new_code
from ibasho.base.kernel.errors import Conflict
from ibasho.rooms.care import policies
from ibasho.rooms.care.actions.matters import NOUN, note, noting_tries
from ibasho.rooms.care.actions.telling import tell
from ibasho.rooms.care.models import Matter, Opening
from ibasho.rooms.care.queries import centre, words
from ibasho.rooms.care.queries import secrecy as queries
from ibasho.rooms.care.rules import secrecy as rules
from ibasho.rooms.care.rules.kinds import Breaking, Reviewed
from ibasho.town.people import policies as people
from ibasho.town.people.models import Person
from ibasho.town.people.permissions import Permission

LOOK = "センターで 確かめて ほしいことが あります。"
LATE = "センターで 確かめる日が すぎたものが あります。"
REASON = "care.opening.reason"


@noting_tries
@transaction.atomic
def break_glass(*, matter: Matter, category: Breaking, reason: str, by: Actor, at: datetime) -> Opening:
    """Opens a matter that is not theirs for an hour, and tells two in the same transaction.

    Raises NotFound for who is related (their try stays written down), Conflict where it is theirs or open already, or where
    there are not two to tell; Invalid at `reason`."""
    row = Matter.objects.select_for_update().get(pk=matter.pk)
    policies.require_about(by, Permission.CARE_HANDLE, row, at=at)
    why = rules.why(reason)
    if policies.may_read(by, row, at=at):
        raise Conflict("care.readable", _("もう 読めます。緊急の閲覧は いりません。"))
    opener = by.person_id or 0
    told = queries.to_tell(row, opener, clock.day(at))
    public_id = new_code()
    sealed = words.seal(why, key=words.key_of(row), column=REASON, row=public_id)
    made = Opening.objects.create(
        matter=row, public_id=public_id, person_id=opener, category=Breaking(category).value, sealed_reason=sealed, opened_at=at,
        until=rules.until(at), told_at=at, told_count=len(told),
    )  # fmt: skip
    note("break", row, by=by, at=at, opening=made.pk, told=len(told))
    _write(Person.objects.filter(pk__in=told), f"care.opening:{made.pk}", LOOK, by, at)
    return made


@noting_tries
@transaction.atomic
def review(*, opening: Opening, verdict: Reviewed, by: Actor, at: datetime) -> Opening:
    """By a lead who did not open it. `WRONG` ends it at once. Raises NotFound for the opener and who is related, Conflict
    where somebody was first."""
    row = _for_review(opening, by, at)
    if row.reviewed_at is not None:
        raise Conflict("care.reviewed", _("もう ほかの人が 確かめました。ページを 開きなおしてください。"))
    row.reviewed_at, row.reviewed_by_id, row.verdict = at, by.person_id, Reviewed(verdict).value
    row.save(update_fields=["reviewed_at", "reviewed_by", "verdict"])
    note("review", row.matter, by=by, at=at, opening=row.pk, verdict=row.verdict)
    return row


def read_reason(*, opening: Opening, by: Actor, at: datetime) -> str:
    """Why it was opened, for the lead who looks at it; "" where the words were forgotten. The entry comes first, and stands
    where the words turn out to be broken (Invalid `sealed`)."""
    row, key = _reason(opening=opening, by=by, at=at)
    return "" if key is None else words.opened(row.sealed_reason, key=key, column=REASON, row=row.public_id)


@noting_tries
@transaction.atomic
def _reason(*, opening: Opening, by: Actor, at: datetime) -> tuple[Opening, bytes | None]:
    row = _for_review(opening, by, at)
    if row.matter.data_key is None or row.sealed_reason is None:
        return row, None
    key = words.key_of(row.matter)
    note("read_reason", row.matter, by=by, at=at, opening=row.pk)
    return row, key


@transaction.atomic
def raise_overdue(*, by: Actor, at: datetime) -> int:
    """What nobody looked at within three working days: written to every lead (to everybody of the centre where none
    is), and again each day. Gives how many there are."""
    policies.require_server(by)
    today = clock.day(at)
    late = [one.pk for one in queries.unreviewed(today)]
    if not late:
        return 0
    people = centre.leads(today)
    if not people.exists():
        people = centre.handlers(today)
    Opening.objects.filter(pk__in=late, raised_at__isnull=True).update(raised_at=at)
    if _write(people, f"care.unreviewed:{today:%Y%m%d}", LATE, by, at):
        journal.record("care.matter.raise", noun=NOUN, object_id="", by=by, at=at, data={"count": len(late)})
    return len(late)


def _for_review(opening: Opening, by: Actor, at: datetime) -> Opening:
    """The matter is locked before its opening, as everywhere."""
    matter = Matter.objects.select_for_update().get(pk=opening.matter_id)
    policies.require_about(by, Permission.CARE_LEAD, matter, at=at)
    row = Opening.objects.select_for_update(of=("self",)).select_related("matter").get(pk=opening.pk)
    if row.person_id == by.person_id:
        raise people.not_found()
    return row


def _write(people: Iterable[Person], key: str, told: str, by: Actor, at: datetime) -> int:
    return tell(people, key=key, page=reverse("care:desk_openings"), by=by, at=at, first=told, urgent=True)
