"""「ここが ちがうよ」: anybody tells, nobody is named; the city settles it."""

from __future__ import annotations

from datetime import datetime, time

from django.db import transaction
from django.utils.translation import gettext as _

from ibasho.base.journal import actions as journal
from ibasho.base.kernel import clock
from ibasho.base.kernel.actor import Actor
from ibasho.base.kernel.codes import new_code
from ibasho.base.kernel.errors import Conflict
from ibasho.base.kernel.my_number import refuse_my_number
from ibasho.base.kernel.text import clean_text
from ibasho.town.people.permissions import Permission
from ibasho.town.places import policies
from ibasho.town.places.models import MistakeReport, Place

WORDS_MAX = 400


@transaction.atomic
def report(
    *, place: Place, what: str, words: str, public_id: str = "", by: Actor, at: datetime
) -> MistakeReport:
    """Kept to the day, without who told it. The journal counts it and knows no time either. `public_id` is the form's own:
    the same form sent twice is one report."""
    day, told = clock.day(at), clean_text(words, limit=WORDS_MAX, lines=True).text
    kept = {"place": place, "what": MistakeReport.What(what), "told_on": day, "words": refuse_my_number(told)}
    row, fresh = MistakeReport.objects.get_or_create(public_id=public_id or new_code(), defaults=kept)
    if not fresh:
        return row
    journal.record(
        "places.mistake.report", noun="places.Place", object_id=place.pk, by=Actor.public(via=by.via),
        at=clock.at(day, time()), data={"mistake": row.public_id, "what": row.what},
    )  # fmt: skip
    return row


@transaction.atomic
def settle(*, mistake: MistakeReport, answer: str, by: Actor, at: datetime) -> MistakeReport:
    """Looked into; `answer` says what was done."""
    policies.require_city(by, Permission.PLACES_MODERATE, at=at)
    row = MistakeReport.objects.select_for_update().get(pk=mistake.pk)
    if row.settled_at is not None:
        raise Conflict("places.settled_already", _("この知らせは もう 片づいています。"))
    row.settled_at, row.settled_by_id, row.answer = at, by.person_id, refuse_my_number(answer.strip())[:200]
    row.save(update_fields=["settled_at", "settled_by", "answer"])
    journal.record(
        "places.mistake.settle", noun="places.Place", object_id=row.place_id, by=by, at=at,
        data={"mistake": row.public_id},
    )  # fmt: skip
    return row
