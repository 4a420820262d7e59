"""A what-if is asked, worked out by the engine, kept, thrown away. It decides nothing and tells nobody."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _
from procrastinate.contrib.django import app as jobs

from ibasho.base.journal import actions as journal
from ibasho.base.kernel import clock
from ibasho.base.kernel.actor import Actor
from ibasho.base.kernel.errors import Invalid, NotFound
from ibasho.rooms.familysupport import policies
from ibasho.rooms.familysupport.engine.live import live
from ibasho.rooms.familysupport.engine.problem import Answer, Week
from ibasho.rooms.familysupport.engine.proving import prove
from ibasho.rooms.familysupport.models import Centre, WhatIf
from ibasho.rooms.familysupport.queries import whatif as queries
from ibasho.rooms.familysupport.rules import whatif as rules
from ibasho.rooms.familysupport.rules.whatif import Assumed
from ibasho.town.people.permissions import Permission

NOUN = "familysupport.WhatIf"
AT_ONCE_VISITS = 120  # so few are worked out while somebody waits; more by a job
PROOF_SECONDS = 2.0


def ask(*, centre: Centre, assumed: Assumed, from_on: date, weeks: int, by: Actor, at: datetime) -> WhatIf:
    """Of past weeks alone: only their requests are known. Raises Invalid where nobody asked in them."""
    policies.require(by, Permission.SUPPORT_FIGURES, at=at)
    rules.require(assumed, weeks)
    first = queries.mondays(from_on, weeks)[0]
    _require_over(first, weeks, at)
    visits = queries.how_many(centre, first, weeks)
    if not visits:
        words = _("この週には 依頼が ありません。依頼が あった週から えらんでください。")
        raise Invalid("support.whatif.empty", words, fields={"from_on": words})
    with transaction.atomic():
        row = WhatIf.objects.create(
            centre=centre,
            from_on=first,
            weeks=weeks,
            assumed=assumed.as_json(),
            made_at=at,
            made_by_id=by.person_id,
        )
        data = {**assumed.as_json(), "from_on": first.isoformat(), "weeks": weeks}
        journal.record("familysupport.whatif.ask", noun=NOUN, object_id=row.pk, by=by, at=at, data=data)
        if visits > AT_ONCE_VISITS:
            jobs.configure_task("familysupport.work_out").defer(what_if_id=row.pk)
    return row if visits > AT_ONCE_VISITS else work_out(what_if=row, by=by, at=at)


def work_out(*, what_if: WhatIf, by: Actor, at: datetime) -> WhatIf:
    """The same row and the same registers give the same answer. Reading is done before anything is locked."""
    every = queries.mondays(what_if.from_on, what_if.weeks)
    weeks = [one for one in (queries.past(what_if.centre, monday, at) for monday in every) if one]
    found = queries.found(weeks, Assumed.of(what_if.assumed), _solve)
    with transaction.atomic():
        row = WhatIf.objects.select_for_update().filter(pk=what_if.pk).first()
        if row is None:
            return what_if
        row.found = found
        row.save(update_fields=["found"])
        served = {"before": found["before"]["served"], "after": found["after"]["served"]}
        journal.record(
            "familysupport.whatif.work_out", noun=NOUN, object_id=row.pk, by=by, at=at, data=served
        )
    return row


@transaction.atomic
def discard(*, what_if: WhatIf, by: Actor, at: datetime) -> WhatIf:
    """Gives the row back as it was, without a key."""
    policies.require(by, Permission.SUPPORT_FIGURES, at=at)
    row = WhatIf.objects.select_for_update().filter(pk=what_if.pk).first()
    if row is None:
        raise NotFound("support.whatif.gone", _("この計算は もう ありません。"))
    journal.record("familysupport.whatif.discard", noun=NOUN, object_id=row.pk, by=by, at=at)
    row.delete()
    return row


def _solve(week: Week, proves: bool) -> Answer:
    return prove(week, PROOF_SECONDS) if proves else live(week)


def _require_over(first: date, weeks: int, at: datetime) -> None:
    today = clock.day(at)
    last = today - timedelta(days=today.weekday()) - timedelta(days=7 * weeks)
    if first > last:
        words = _("もう おわった週だけで 計算できます。%(month)s月%(day)s日か それより 前から はじめてください。") % {
            "month": last.month, "day": last.day,
        }  # fmt: skip
        raise Invalid("support.whatif.future", words, fields={"from_on": words})
