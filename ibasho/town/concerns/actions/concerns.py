"""What reaches the centre: handed over by a room, taken, ended, given back; words go by themselves."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from ibasho.base.journal import actions as journal
from ibasho.base.kernel import clock
from ibasho.base.kernel.actor import Actor
from ibasho.base.kernel.codes import new_code
from ibasho.base.kernel.errors import Conflict
from ibasho.town.concerns import policies
from ibasho.town.concerns.models import Concern
from ibasho.town.concerns.queries import words
from ibasho.town.concerns.rules import clock as rules
from ibasho.town.concerns.rules.kinds import Kind, Outcome, Source
from ibasho.town.places.models import Place

NOUN = "concerns.Concern"
State = Concern.State


@transaction.atomic
def hand_over(
    kind: Kind, *, source: Source, payload: Mapping[str, Any], place: Place | None, by: Actor, at: datetime
) -> Concern:
    """Part of another act of the room `source`, in its transaction. `payload`: JSON; nobody but the centre ever reads it,
    nor `kind` and `place`, which are sealed with it (written.of names its keys).

    No entry in the journal, no job, no message: their transaction would tell whose answer it was and their time when.
    `arrivals.tell` writes to the centre some minutes later, for all that came."""
    public_id, today = new_code(), clock.day(at)
    told = {**payload, "kind": Kind(kind).value, "place": place.public_id if place else ""}
    return Concern.objects.create(
        public_id=public_id, source=Source(source).value, sealed=words.sealed(public_id, told), received_on=today,
        answer_by=rules.answer_by(today),
    )  # fmt: skip


@transaction.atomic
def read(*, concern: Concern, by: Actor, at: datetime) -> Mapping[str, Any]:
    """The words, to be shown once this transaction stands: the entry that somebody read them comes first."""
    policies.require(by, at=at)
    row = Concern.objects.get(pk=concern.pk)
    found = words.opened(row)
    _note("read", row, by, at)
    return found


@transaction.atomic
def take(*, concern: Concern, by: Actor, at: datetime) -> Concern:
    """うけとる: one of the centre sees to it. Raises Conflict where a colleague was first."""
    row = _locked(concern, by, at)
    if row.state != State.NEW:
        raise Conflict(
            "concerns.taken", _("もう ほかの人が うけとっています。ページを 開きなおしてください。")
        )
    row.state, row.taken_at, row.taken_by_id = State.TAKEN, at, by.person_id
    row.save(update_fields=["state", "taken_at", "taken_by"])
    _note("take", row, by, at)
    return row


@transaction.atomic
def put_back(*, concern: Concern, by: Actor, at: datetime) -> Concern:
    """まだ だれも うけとっていない ことに もどす: for a colleague to take."""
    row = _locked(concern, by, at)
    _check_taken(row)
    row.state, row.taken_at, row.taken_by = State.NEW, None, None
    row.save(update_fields=["state", "taken_at", "taken_by"])
    _note("put_back", row, by, at)
    return row


@transaction.atomic
def close(*, concern: Concern, outcome: Outcome, by: Actor, at: datetime) -> Concern:
    """おわりに する, as handled or known. What was done for the child stands in the centre's own records."""
    if outcome is Outcome.GIVEN_BACK:
        return give_back(concern=concern, by=by, at=at)
    row = _ended(concern, outcome, by, at)
    _note("close", row, by, at, outcome=outcome.value)
    return row


@transaction.atomic
def give_back(*, concern: Concern, by: Actor, at: datetime) -> Concern:
    """It was nothing to worry about: the room it came from follows this entry and takes the words in again, once
    (queries.concerns.given_back). Raises Conflict where the words are gone."""
    row = _ended(concern, Outcome.GIVEN_BACK, by, at)
    words.opened(row)
    _note("give_back", row, by, at)
    return row


@transaction.atomic
def reopen(*, concern: Concern, by: Actor, at: datetime) -> Concern:
    """The end is taken back, as long as the words are there and did not go back to where they came from."""
    row = _locked(concern, by, at)
    if row.state != State.CLOSED:
        raise Conflict("concerns.open", _("まだ おわりに なっていません。"))
    if row.outcome == Outcome.GIVEN_BACK or row.sealed is None:
        raise Conflict(
            "concerns.over",
            _(
                "声に もどした 知らせと、ことばを 消した 知らせは、開きなおせません。新しい ことは 新しい 知らせとして あつかってください。"
            ),
        )
    row.state, row.closed_at, row.closed_by, row.outcome = State.TAKEN, None, None, ""
    row.save(update_fields=["state", "closed_at", "closed_by", "outcome"])
    _note("reopen", row, by, at)
    return row


def _ended(concern: Concern, outcome: Outcome, by: Actor, at: datetime) -> Concern:
    row = _locked(concern, by, at)
    _check_taken(row)
    row.state, row.closed_at, row.closed_by_id, row.outcome = (
        State.CLOSED,
        at,
        by.person_id,
        outcome.value,
    )
    row.save(update_fields=["state", "closed_at", "closed_by", "outcome"])
    return row


def _check_taken(row: Concern) -> None:
    if row.state == State.NEW:
        raise Conflict(
            "concerns.new", _("さきに「うけとる」を おしてください。だれが 見ているかが のこります。")
        )
    if row.state == State.CLOSED:
        raise Conflict(
            "concerns.closed", _("もう おわりに なっています。直すときは、さきに 開きなおしてください。")
        )


def _locked(concern: Concern, by: Actor, at: datetime) -> Concern:
    policies.require(by, at=at)
    return Concern.objects.select_for_update(of=("self",)).get(pk=concern.pk)


def _note(verb: str, row: Concern, by: Actor, at: datetime, **data: str) -> None:
    """Neither words nor kind nor place: what the journal holds, more people may read."""
    journal.record(f"concerns.concern.{verb}", noun=NOUN, object_id=row.pk, by=by, at=at, data=data)
