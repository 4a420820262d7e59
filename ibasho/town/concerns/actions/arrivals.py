"""What runs by the clock: the centre hears that something came, and again where nobody looked; words and rows go."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.db.models import Func, IntegerField, Value
from django.urls import reverse

from ibasho.base.journal import actions as journal
from ibasho.base.kernel import clock
from ibasho.base.kernel.actor import Actor
from ibasho.base.kernel.errors import DomainError
from ibasho.town.concerns import policies
from ibasho.town.concerns.models import Concern
from ibasho.town.concerns.queries import concerns as queries
from ibasho.town.concerns.queries import words
from ibasho.town.concerns.rules import clock as rules
from ibasho.town.outbox import actions as outbox

NOUN = "concerns.Concern"
State = Concern.State
_KEY = Func(
    "sealed", Value(0), function="get_byte", output_field=IntegerField()
)  # a sealed value begins with it
ARRIVED = "センターへの 知らせが とどいています。"
HELD = "うけとってから 3日（平日）より 長く、おわりに なっていない 知らせが あります。"
SUBJECT = "おしらせが あります"  # a locked phone shows it: it says nothing


@transaction.atomic
def tell(*, by: Actor, at: datetime) -> int:
    """One mail to everybody of the centre for all that came since the last time. Gives how many came.

    The rows are written anew in one transaction, this job's: none keeps that of the answer it came with, also where
    nobody of the centre is there; then they stay untold until somebody is."""
    policies.require_server(by)
    rows = list(
        Concern.objects.select_for_update().filter(told=False).order_by("pk").values_list("pk", flat=True)
    )
    if not rows:
        return 0
    told = _write(f"concerns.arrived:{clock.jst(at):%Y%m%d%H%M}", ARRIVED, by, at) > 0
    Concern.objects.filter(pk__in=rows).update(told=told)
    if not told:
        return 0
    _note("tell", len(rows), by, at)
    return len(rows)


@transaction.atomic
def remind(*, by: Actor, at: datetime) -> int:
    """Nobody took them by the day they should have been, or somebody did and nobody has said how they ended: once a day to
    everybody of the centre. Gives how many of both."""
    policies.require_server(by)
    today = clock.day(at)
    late, held = queries.waiting().filter(answer_by__lt=today).count(), queries.held(today).count()
    wrote = late and _write(f"concerns.late:{today:%Y%m%d}", ARRIVED, by, at)
    wrote = (held and _write(f"concerns.held:{today:%Y%m%d}", HELD, by, at)) or wrote
    if wrote:
        _note("remind", late + held, by, at)
    return late + held


@transaction.atomic
def forget(*, by: Actor, at: datetime) -> tuple[int, int]:
    """Words go 90 days after the end, rows five years after their 年度. Gives how many of each."""
    policies.require_server(by)
    today = clock.day(at)
    ended = Concern.objects.filter(state=State.CLOSED)
    words_end = clock.at(rules.words_go_before(today), rules.MIDNIGHT)
    emptied = ended.filter(closed_at__lt=words_end, sealed__isnull=False).update(
        sealed=None, unreadable_on=None
    )
    gone = ended.filter(closed_at__lt=clock.at(rules.rows_go_before(today), rules.MIDNIGHT)).delete()[0]
    if emptied or gone:
        _note("forget", emptied + gone, by, at)
    return emptied, gone


@transaction.atomic
def reseal(*, by: Actor, at: datetime, most: int = 500) -> int:
    """Words under an older key are sealed under the newest, so that the old one may be taken away. Gives how many it looked
    at; run again until it gives 0. What can't be opened (its key is gone) holds up no other: it is noted with its day,
    waits for the centre to be seen (queries.waiting) and is tried again the next night. Nobody waits for this job, it
    waits for nobody."""
    policies.require_server(by)
    rows = Concern.objects.select_for_update(skip_locked=True, of=("self",)).filter(sealed__isnull=False)
    rows = rows.annotate(key=_KEY).exclude(key=words.key_now()).exclude(unreadable_on=clock.day(at))
    old = list(rows.order_by("pk")[:most])
    sealed = sum(_resealed(row, at) for row in old)
    if sealed:
        _note("reseal", sealed, by, at)
    return len(old)


def _resealed(row: Concern, at: datetime) -> bool:
    try:
        told = words.opened(row)
    except DomainError:
        row.unreadable_on = clock.day(at)
        row.save(update_fields=["unreadable_on"])
        return False
    row.sealed, row.unreadable_on = words.sealed(row.public_id, told), None
    row.save(update_fields=["sealed", "unreadable_on"])
    return True


def _write(key: str, told: str, by: Actor, at: datetime) -> int:
    """To each of the centre, at night too; gives how many were written to. Nothing of what it is about."""
    page = f"{settings.PUBLIC_URL}{reverse('concerns:desk_inbox')}"
    people = list(queries.handlers(clock.day(at)))
    for person in people:
        outbox.send(
            to=person, event_key=key, subject=SUBJECT, by=by, at=at, urgent=True, secret=True,
            body=f"{told}ログインして 見てください。\n\n{page}\n",
        )  # fmt: skip
    return len(people)


def _note(verb: str, count: int, by: Actor, at: datetime) -> None:
    journal.record(f"concerns.concern.{verb}", noun=NOUN, object_id="", by=by, at=at, data={"count": count})
