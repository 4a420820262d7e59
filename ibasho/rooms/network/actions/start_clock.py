"""What runs by the clock for start-ups: a first session that was held is noticed, old names are erased."""

from __future__ import annotations

from datetime import datetime, time, timedelta

from django.db import transaction
from django.db.models import Exists, OuterRef, Q

from ibasho.base.journal import actions as journal
from ibasho.base.kernel import clock
from ibasho.base.kernel.actor import Actor
from ibasho.base.kernel.errors import Conflict
from ibasho.rooms.network import policies
from ibasho.rooms.network.actions import starting
from ibasho.rooms.network.models import HandingOn, StartUp, Step
from ibasho.rooms.network.queries import starting as queries
from ibasho.rooms.network.rules.contacts import REPORTS_KEPT_YEARS, ROWS_KEPT_YEARS, kept_from
from ibasho.rooms.network.rules.starting import ENDED

KEPT = timedelta(days=365)
_WRITTEN = ~Q(note="", helper_words="")


def notice_openings(*, by: Actor, at: datetime) -> int:
    """Every start-up whose place has held a session that somebody counted is open from that day on. Each by itself."""
    policies.require_server(by)
    found = 0
    for startup, day in queries.held_first(clock.day(at)):
        try:
            starting.opened(startup=startup, first_on=day, by=by, at=at)
        except Conflict:  # a person was faster
            continue
        found += 1
    return found


@transaction.atomic
def forget(*, by: Actor, at: datetime) -> int:
    """A year after the end, or since anything moved: who started, how they were reached and what was written about it goes,
    what became of it stays."""
    policies.require_server(by)
    told = ~Q(starter="", phone="", email="", link_hash="", wish="", ended_words="")
    written = Exists(Step.objects.filter(_WRITTEN, startup=OuterRef("pk")))
    over = Q(state__in=ENDED, ended_on__lt=clock.day(at) - KEPT)
    rows = StartUp.objects.select_for_update().filter(over | Q(moved_at__lt=at - KEPT)).filter(told | written)
    keys = [row.pk for row in rows.order_by("pk")]
    StartUp.objects.filter(pk__in=keys).update(
        starter="", phone="", email="", link_hash="", link_given_at=None, wish="", ended_words=""
    )
    Step.objects.filter(startup__in=keys).update(note="", helper_words="")
    _note("forget", {"rows": len(keys)}, by, at)
    return len(keys)


@transaction.atomic
def forget_old(*, by: Actor, at: datetime) -> dict[str, int]:
    """Five years after the end of its 年度 a start-up goes with its steps, ten years after its own what was handed on."""
    policies.require_server(by)
    today = clock.day(at)
    first, long_ago = kept_from(today, ROWS_KEPT_YEARS), kept_from(today, REPORTS_KEPT_YEARS)
    handed = HandingOn.objects.filter(handed_on__lt=long_ago).delete()[0]
    rows = StartUp.objects.select_for_update().filter(moved_at__lt=clock.at(first, time.min))
    keys = [row.pk for row in rows.exclude(ended_on__gte=first).order_by("pk")]
    HandingOn.objects.filter(startup__in=keys).update(startup=None)
    StartUp.objects.filter(pk__in=keys).delete()
    counts = {"startups": len(keys), "handings": handed}
    _note("forget_old", counts, by, at)
    return counts


def _note(verb: str, counts: dict[str, int], by: Actor, at: datetime) -> None:
    if any(counts.values()):
        journal.record(
            f"network.starting.{verb}", noun="network.StartUp", object_id=0, by=by, at=at, data=counts
        )
