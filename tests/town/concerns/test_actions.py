"""What reached the centre: sealed, taken, ended, given back; nobody else learns of it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from procrastinate.contrib.django.models import ProcrastinateJob

from ibasho.base.journal.models import Entry
from ibasho.base.kernel.actor import Actor
from ibasho.base.kernel.errors import Conflict, Invalid, NotFound
from ibasho.town.concerns.actions import concerns as actions
from ibasho.town.concerns.models import Concern
from ibasho.town.concerns.queries import concerns as queries
from ibasho.town.concerns.rules.kinds import Outcome
from ibasho.town.outbox.models import Message
from tests import make
from tests.people import Cast
from tests.town.concerns import ground

pytestmark = pytest.mark.django_db


@pytest.fixture
def people() -> Cast:
    return ground.small_centre()


def test_the_table_holds_a_sealed_block_and_no_word(people: Cast) -> None:
    place = make.place(organisation=people.midori)
    row = ground.concern(place=place)
    with connection.cursor() as cursor:
        cursor.execute("select c::text from concerns_concern c where id = %s", [row.pk])
        told = cursor.fetchone()[0]
    block = bytes(Concern.objects.get().sealed or b"")
    for word in ("たたかれる", "M01", "upper", "いばしょ", "adult", place.public_id):
        assert word not in told
        assert word.encode() not in block
        assert word.encode().hex() not in told


def test_short_and_long_words_are_of_one_size(people: Cast) -> None:
    short, long = ground.concern(words="いや"), ground.concern(words="いや" * 200)
    assert len(bytes(short.sealed or b"")) == len(bytes(long.sealed or b""))


def test_statement_79_a_block_moved_to_another_row_does_not_open(people: Cast) -> None:
    mine, other = ground.concern(), ground.concern(words="べつの こと")
    Concern.objects.filter(pk=other.pk).update(sealed=bytes(mine.sealed or b""))
    with pytest.raises(Invalid, match="あけられません"):
        actions.read(concern=other, by=people.by(people.sumi), at=make.AT)


def test_handing_over_leaves_no_entry_no_job_and_no_mail(people: Cast) -> None:
    """Their transaction would tell whose answer it was, and their time when."""
    ground.concern()
    assert (Entry.objects.count(), ProcrastinateJob.objects.count(), Message.objects.count()) == (0, 0, 0)


def test_sumi_reads_it_and_the_journal_says_that_she_did(people: Cast) -> None:
    row = ground.concern()
    told = actions.read(concern=row, by=people.by(people.sumi), at=make.AT)
    assert told["words"] == ground.WORDS
    entry = Entry.objects.get()
    assert (entry.verb, entry.object_id, entry.person_id) == (
        "concerns.concern.read", str(row.pk), people.sumi.pk,
    )  # fmt: skip
    assert entry.data == {}


VERBS: dict[str, Callable[..., object]] = {
    "read": actions.read,
    "take": actions.take,
    "put_back": actions.put_back,
    "give_back": actions.give_back,
    "reopen": actions.reopen,
}


@pytest.mark.parametrize("verb", sorted(VERBS))
@pytest.mark.parametrize("who", ["fumi", "aoi", "mado", "tsubaki", "megumi", "hana", "ken", "tamotsu"])
def test_nobody_else_learns_that_it_is_there(verb: str, who: str, people: Cast) -> None:
    row = ground.concern(place=make.place(organisation=people.midori))
    with pytest.raises(NotFound):
        VERBS[verb](concern=row, by=people.by(getattr(people, who)), at=make.AT)
    with pytest.raises(NotFound):
        VERBS[verb](concern=row, by=Actor.of_job("voices.take_back"), at=make.AT)
    assert not Entry.objects.exists()


def test_taken_put_back_taken_and_ended(people: Cast) -> None:
    row, by = ground.concern(), people.by(people.sumi)
    with pytest.raises(Conflict, match="さきに「うけとる」"):
        actions.close(concern=row, outcome=Outcome.HANDLED, by=by, at=make.AT)
    assert actions.take(concern=row, by=by, at=make.AT).taken_by == people.sumi
    with pytest.raises(Conflict, match="ほかの人が"):
        actions.take(concern=row, by=by, at=make.AT)
    assert actions.put_back(concern=row, by=by, at=make.AT).state == "new"
    actions.take(concern=row, by=by, at=make.AT)
    ended = actions.close(concern=row, outcome=Outcome.HANDLED, by=by, at=make.AT)
    assert (ended.state, ended.outcome) == ("closed", "handled")
    with pytest.raises(Conflict, match="もう おわり"):
        actions.close(concern=row, outcome=Outcome.KNOWN, by=by, at=make.AT)
    assert actions.reopen(concern=row, by=by, at=make.AT).state == "taken"


def test_what_was_nothing_to_worry_about_goes_back_to_its_room_once(people: Cast) -> None:
    row, by = ground.concern(), people.by(people.sumi)
    with pytest.raises(NotFound):
        queries.given_back(row.pk)
    actions.take(concern=row, by=by, at=make.AT)
    actions.close(concern=row, outcome=Outcome.GIVEN_BACK, by=by, at=make.AT)
    entry = Entry.objects.get(verb="concerns.concern.give_back")
    assert queries.given_back(entry.object_id)["words"] == ground.WORDS
    with pytest.raises(Conflict, match="開きなおせません"):
        actions.reopen(concern=row, by=by, at=make.AT)


def test_what_was_handled_is_not_given_to_a_room(people: Cast) -> None:
    row, by = ground.concern(), people.by(people.sumi)
    actions.take(concern=row, by=by, at=make.AT)
    actions.close(concern=row, outcome=Outcome.HANDLED, by=by, at=make.AT)
    with pytest.raises(NotFound):
        queries.given_back(row.pk)


def test_the_database_keeps_an_end_with_its_person_and_its_hour(people: Cast) -> None:
    row = ground.concern()
    for broken in ({"state": "closed"}, {"state": "taken"}, {"taken_at": make.AT}, {"state": "lost"}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Concern.objects.filter(pk=row.pk).update(**broken)


def test_the_centre_of_today_is_who_holds_the_role_today(people: Cast) -> None:
    day = make.TUESDAY
    assert list(queries.handlers(day)) == [people.sumi]
    people.sumi.memberships.update(ends_on=day - timedelta(days=1))
    assert not queries.is_staffed(day)
