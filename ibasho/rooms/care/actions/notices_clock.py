"""What runs by the clock over notes: the centre hears of what is late; words go 90 days after the end, rows after years."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.urls import reverse

from ibasho.base.journal import actions as journal
from ibasho.base.kernel import clock
from ibasho.base.kernel.actor import Actor
from ibasho.rooms.care import policies
from ibasho.rooms.care.actions.forgetting import forget_matter
from ibasho.rooms.care.actions.matters import NOUN
from ibasho.rooms.care.actions.notices import SUBJECT
from ibasho.rooms.care.models import Matter, Notice
from ibasho.rooms.care.queries import centre
from ibasho.rooms.care.queries import notices as queries
from ibasho.town.concerns.rules import clock as rules
from ibasho.town.outbox import actions as outbox
from ibasho.town.people.models import Person

State = Notice.State
ROWS_MAX = 500


@transaction.atomic
def remind(*, by: Actor, at: datetime) -> int:
    """Once a day, one mail to everybody of the centre where something is late; one more to who leads it where it is late
    for more than a working day. Gives how many are late."""
    policies.require_server(by, at=at)
    day, open_ = clock.day(at), Notice.objects.exclude(state=State.CLOSED)
    late, long_late = (
        open_.filter(queries.overdue(at)).count(),
        open_.filter(queries.long_overdue(at)).count(),
    )
    if not late:
        return 0
    for person in centre.handlers(day):
        _write(f"care.late:{day:%Y%m%d}", "日にちの すぎた ものが あります。", person, by, at)
    for person in centre.leads(day) if long_late else ():
        _write(
            f"care.long_late:{day:%Y%m%d}",
            "平日 1日より 長く、日にちの すぎた ものが あります。",
            person,
            by,
            at,
        )
    _note("remind", late, by, at)
    return late


@transaction.atomic
def forget(*, by: Actor, at: datetime) -> tuple[int, int]:
    """Gives how many notes lost their words and how many rows went. What somebody works on waits until the next night."""
    policies.require_server(by, at=at)
    today = clock.day(at)
    ended = clock.at(rules.words_go_before(today), rules.MIDNIGHT)
    matters = Matter.objects.select_for_update(skip_locked=True, of=("self",)).order_by("pk")
    emptied = matters.filter(data_key__isnull=False, notice__state=State.CLOSED, notice__closed_at__lt=ended)[
        :ROWS_MAX
    ]
    count = sum(forget_matter(matter=one, by=by, at=at) for one in list(emptied))
    years = clock.at(rules.rows_go_before(today), rules.MIDNIGHT)
    old = list(matters.filter(notice__state=State.CLOSED, notice__closed_at__lt=years)[:ROWS_MAX])
    Matter.objects.filter(pk__in=[one.pk for one in old]).delete()
    if count or old:
        _note("forget", count + len(old), by, at)
    return count, len(old)


def _write(key: str, told: str, person: Person, by: Actor, at: datetime) -> None:
    page = f"{settings.PUBLIC_URL}{reverse('care:desk_inbox')}"
    outbox.send(
        to=person, event_key=key, subject=SUBJECT, by=by, at=at, urgent=True, secret=True,
        body=f"{told}ログインして 見てください。\n\n{page}\n",
    )  # fmt: skip


def _note(verb: str, count: int, by: Actor, at: datetime) -> None:
    journal.record(f"care.notice.{verb}", noun=NOUN, object_id="", by=by, at=at, data={"count": count})
