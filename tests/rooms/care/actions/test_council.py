"""巴 keeps the list of the 要対協; what a day of it means for a word that was sent."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction

from ibasho.base.journal.models import Entry
from ibasho.base.kernel import clock
from ibasho.base.kernel.codes import new_code
from ibasho.base.kernel.errors import Conflict, Invalid, NotFound
from ibasho.rooms.care.actions import council
from ibasho.rooms.care.actions.council import Terms
from ibasho.rooms.care.models import CouncilMember, NoteWord
from ibasho.rooms.care.queries.council import is_member
from ibasho.rooms.care.rules.kinds import Body
from ibasho.town.people.models import Organisation
from tests.people import Cast, cast
from tests.rooms.care import ground

pytestmark = pytest.mark.django_db
AT, TODAY = ground.AT, clock.day(ground.AT)
DAY = timedelta(days=1)
TERMS = Terms(Body.CORPORATION, date(2026, 10, 1), None, "令和8年度 第12号")


@pytest.fixture
def people() -> Cast:
    return cast()


def join(people: Cast, terms: Terms = TERMS) -> CouncilMember:
    return council.join(organisation=people.midori, terms=terms, by=people.by(people.tomoe), at=AT)


def test_tomoe_lets_a_group_join_and_the_journal_says_so(people: Cast) -> None:
    made = join(people)
    assert is_member(people.midori.pk, TODAY) and made.paper == "令和8年度 第12号"
    entry = Entry.objects.get(verb="care.council.join")
    assert (entry.object_id, entry.data["days"]) == (str(made.pk), "2026-10-01/")


@pytest.mark.parametrize("who", ["fumi", "aoi", "mado", "tsubaki", "sumi", "hana", "tamotsu"])
def test_nobody_but_the_lead_keeps_the_list(people: Cast, who: str) -> None:
    made = join(people)
    by = people.by(getattr(people, who))
    for deed in (
        lambda: council.join(organisation=people.aozora, terms=TERMS, by=by, at=AT),
        lambda: council.end(member=made, ends_on=TODAY, by=by, at=AT),
        lambda: council.correct(member=made, terms=TERMS, by=by, at=AT),
        lambda: council.drop(member=made, by=by, at=AT),
    ):
        with pytest.raises(NotFound):
            deed()
    assert CouncilMember.objects.get() == made


def test_a_group_joins_once_at_a_time(people: Cast) -> None:
    made = join(people)
    with pytest.raises(Conflict):
        join(people, Terms(Body.PUBLIC, TODAY))
    council.end(member=made, ends_on=TODAY, by=people.by(people.tomoe), at=AT)
    join(people, Terms(Body.PUBLIC, TODAY + DAY))
    assert is_member(people.midori.pk, TODAY) and is_member(people.midori.pk, TODAY + DAY)


def test_a_group_that_stopped_cannot_join(people: Cast) -> None:
    Organisation.objects.filter(pk=people.midori.pk).update(is_active=False)
    with pytest.raises(Invalid):
        join(people)


def test_what_ends_counts_to_the_last_day(people: Cast) -> None:
    made = join(people)
    council.end(member=made, ends_on=TODAY, by=people.by(people.tomoe), at=AT)
    assert is_member(people.midori.pk, TODAY) and not is_member(people.midori.pk, TODAY + DAY)
    with pytest.raises(Invalid):
        council.end(member=made, ends_on=date(2026, 9, 30), by=people.by(people.tomoe), at=AT)


def test_what_is_long_over_is_mended_not_ended_again(people: Cast) -> None:
    made = join(people, Terms(Body.CORPORATION, date(2026, 10, 1), TODAY - DAY))
    with pytest.raises(Conflict):
        council.end(member=made, ends_on=TODAY, by=people.by(people.tomoe), at=AT)
    council.correct(member=made, terms=TERMS, by=people.by(people.tomoe), at=AT)
    assert is_member(people.midori.pk, TODAY)
    assert Entry.objects.get(verb="care.council.correct").data["before"] == "2026-10-01/2026-11-23"


def test_the_wrong_group_is_dropped_until_a_word_went_to_it(people: Cast) -> None:
    wrong = join(people)
    council.drop(member=wrong, by=people.by(people.tomoe), at=AT)
    assert not CouncilMember.objects.exists()
    made, right = ground.ground(people), join(people)
    NoteWord.objects.create(
        notice=made.notice, organisation=people.midori, public_id=new_code(), sent_at=AT, sent_by=people.sumi
    )
    with pytest.raises(Conflict):
        council.drop(member=right, by=people.by(people.tomoe), at=AT)
    with pytest.raises(Conflict):  # a colleague had dropped it while this page stood open
        council.end(member=wrong, ends_on=TODAY, by=people.by(people.tomoe), at=AT)


def test_days_are_never_mended_away_from_a_word_that_was_sent(people: Cast) -> None:
    """Else the row could be dropped after, and nothing would say why a word of a case went there."""
    made, member, tomoe = ground.ground(people), join(people), people.by(people.tomoe)
    NoteWord.objects.create(
        notice=made.notice, organisation=people.midori, public_id=new_code(), sent_at=AT, sent_by=people.sumi
    )
    for terms in (
        Terms(Body.CORPORATION, TODAY + DAY),
        Terms(Body.CORPORATION, date(2026, 10, 1), TODAY - DAY),
    ):
        with pytest.raises(Conflict, match="返した ことば"):
            council.correct(member=member, terms=terms, by=tomoe, at=AT)
    council.correct(member=member, terms=Terms(Body.PUBLIC, TODAY, TODAY), by=tomoe, at=AT)
    council.end(member=member, ends_on=TODAY, by=tomoe, at=AT)


def test_a_membership_ended_for_a_day_before_its_word_is_not_dropped(people: Cast) -> None:
    """It ended on the tenth, the centre heard of it on the twentieth, and had written in between."""
    made, member, tomoe = ground.ground(people), join(people), people.by(people.tomoe)
    NoteWord.objects.create(
        notice=made.notice, organisation=people.midori, public_id=new_code(), sent_at=AT, sent_by=people.sumi
    )
    council.end(member=member, ends_on=TODAY - DAY, by=tomoe, at=AT)
    with pytest.raises(Conflict):
        council.drop(member=member, by=tomoe, at=AT)


def test_the_database_keeps_it_too(people: Cast) -> None:
    join(people)
    with pytest.raises(IntegrityError), transaction.atomic():
        ground.member(people, people.midori, starts_on=TODAY, ends_on=TODAY)
