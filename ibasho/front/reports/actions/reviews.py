"""Reviews: written down by the city or by a place's own people, read by a second person, shown or held with a reason."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction

from ibasho.base.journal import actions as journal
from ibasho.base.kernel import clock
from ibasho.base.kernel.actor import Actor
from ibasho.base.kernel.reasons import reason
from ibasho.front.reports import policies
from ibasho.front.reports.models import Line, Review
from ibasho.front.reports.queries import reviews as queries
from ibasho.front.reports.rules import reviews as rules
from ibasho.front.reports.rules.kinds import Party, ReviewState
from ibasho.front.reports.rules.reviews import Said
from ibasho.town.people import policies as people
from ibasho.town.people.permissions import Permission
from ibasho.town.places.models import Place

NOUN = "reports.Review"


@transaction.atomic
def write(
    *, party: Party, nendo: int, place: Place | None = None, line: Line | None = None, who_words: str,
    heads: int | None = None, good: str, hard: str, next: str, said_on: date, by: Actor, at: datetime,
) -> Review:  # fmt: skip
    """A new one, to be read by somebody else. A place's people write for their own place, children's words and their own;
    the city for everybody. Raises Invalid, and NotFound for a stranger's place."""
    policies.require_review(by, party, place, at=at)
    told = Said(
        party=party, nendo=nendo, who_words=who_words, heads=heads, good=good, hard=hard, next=next, said_on=said_on
    )  # fmt: skip
    row = Review(organisation_id=policies.reviewing_group(by, place, at=at))
    _fill(row, told, place, line, by, at)
    row.save(force_insert=True)
    _note("write", row, by, at)
    return row


@transaction.atomic
def change(
    *, review: Review, told: Said, place: Place | None = None, line: Line | None = None, by: Actor, at: datetime
) -> Review:  # fmt: skip
    """Mended before anybody read it. Whoever mends it is from then on the one who wrote it. Raises Invalid, Conflict."""
    row = _own(review, by, at)
    rules.check_change(row.state)
    policies.require_review(by, told.party, place, at=at)
    _fill(row, told, place, line, by, at)
    row.save()
    _note("change", row, by, at)
    return row


@transaction.atomic
def show(*, review: Review, seen: str, by: Actor, at: datetime) -> Review:
    """From now on it stands beside the figures. `seen`: the mark of what was read. Raises Conflict for one's own, for one
    that changed meanwhile, and where a way to reach somebody stands in it."""
    row = _judged(review, by, at)
    rules.check_seen(seen, queries.mark(row))
    rules.check_words(queries.said(row).words)
    return _judge("show", row, ReviewState.SHOWN, "", by, at)


@transaction.atomic
def hold(*, review: Review, words: str, by: Actor, at: datetime) -> Review:
    """Not shown, with the reason that whoever wrote it reads."""
    row = _judged(review, by, at)
    why = reason(words, code="reports.review_why", sentence=rules.WHY, field="words")
    return _judge("hold", row, ReviewState.HELD, why, by, at)


@transaction.atomic
def reopen(*, review: Review, by: Actor, at: datetime) -> Review:
    """Back before anybody read it: the undo of show and hold. Gone from the figures' pages at once; a report that
    went out with it keeps it until that is withdrawn."""
    policies.require(by, Permission.REPORTS_PUBLISH, at=at)
    row = queries.locked(review.pk)
    rules.check_reopen(row.state)
    row.state, row.state_words, row.judged_at, row.judged_by = ReviewState.DRAFT.value, "", None, None
    row.save(update_fields=["state", "state_words", "judged_at", "judged_by"])
    _note("reopen", row, by, at)
    return row


@transaction.atomic
def drop(*, review: Review, by: Actor, at: datetime) -> None:
    """Deletes what was written by mistake. Raises Conflict while it is shown."""
    row = _own(review, by, at)
    rules.check_drop(row.state)
    _note("drop", row, by, at)
    row.delete()


def _fill(row: Review, told: Said, place: Place | None, line: Line | None, by: Actor, at: datetime) -> None:
    told = told.tidy()
    rules.check(told, clock.day(at))
    row.party, row.nendo, row.who_words, row.heads = told.party.value, told.nendo, told.who_words, told.heads
    row.good, row.hard, row.next, row.said_on = told.good, told.hard, told.next, told.said_on
    row.place, row.line = place, line
    row.written_at, row.written_by_id = at, people.person_of(by)


def _own(review: Review, by: Actor, at: datetime) -> Review:
    """Locked, for whoever may mend it: the city, or the group that wrote it."""
    policies.require_own_review(by, review.organisation_id, at=at)
    return queries.locked(review.pk)


def _judged(review: Review, by: Actor, at: datetime) -> Review:
    policies.require(by, Permission.REPORTS_PUBLISH, at=at)
    row = queries.locked(review.pk)
    rules.check_judge(row.state, written_by=row.written_by_id, judge=people.person_of(by))
    return row


def _judge(verb: str, row: Review, state: ReviewState, words: str, by: Actor, at: datetime) -> Review:
    row.state, row.state_words = state.value, words
    row.judged_at, row.judged_by_id = at, people.person_of(by)
    row.save(update_fields=["state", "state_words", "judged_at", "judged_by"])
    _note(verb, row, by, at)
    return row


def _note(verb: str, row: Review, by: Actor, at: datetime) -> None:
    data = {"party": row.party, "nendo": row.nendo, "state": row.state}
    journal.record(f"reports.review.{verb}", noun=NOUN, object_id=row.public_id, by=by, at=at, data=data)
