"""What is opened for an hour is read, and nothing else: nobody gets a matter for good by breaking the glass."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from ibasho.base.journal.models import Entry
from ibasho.base.kernel import clock
from ibasho.base.kernel.actor import Actor
from ibasho.base.kernel.errors import Conflict, Invalid, NotFound
from ibasho.rooms.care import policies
from ibasho.rooms.care.actions import assigning, breaking, matters, notices, referrals, relating
from ibasho.rooms.care.models import NoteWord, Opening, Related
from ibasho.rooms.care.rules.kinds import Breaking, Decline, Ended, Outcome, Reviewed
from ibasho.town.people.models import Person
from tests.rooms.care import ground
from tests.rooms.care.ground import AT, REASON, Ground

pytestmark = pytest.mark.django_db
Deed = Callable[[Ground, Actor], Any]
TODAY = clock.day(AT)


@pytest.fixture
def nagi(care: Ground) -> Person:
    return ground.colleague(care.people)


def _unsay(care: Ground, by: Actor) -> None:
    word = NoteWord.objects.create(
        notice=care.notice, organisation=care.people.midori, public_id="W1", sent_at=AT, sent_by=care.people.sumi
    )  # fmt: skip
    notices.unsay(word=word, by=by, at=AT)


def _same(care: Ground, by: Actor) -> Any:
    other = ground.notice(care.people, care.place, received_at=AT)
    return notices.same_as(notice=care.notice, first=other, by=by, at=AT)


NOTICES: dict[str, Deed] = {
    "put back": lambda care, by: notices.put_back(notice=care.notice, by=by, at=AT),
    "check": lambda care, by: notices.checked(notice=care.notice, by=by, at=AT),
    "uncheck": lambda care, by: notices.uncheck(notice=care.notice, by=by, at=AT),
    "answer": lambda care, by: notices.answer(notice=care.notice, by=by, at=AT),
    "close": lambda care, by: notices.close(notice=care.notice, outcome=Outcome.KNOWN, by=by, at=AT),
    "reopen": lambda care, by: notices.reopen(notice=care.notice, by=by, at=AT),
    "link": _same,
    "unlink": lambda care, by: notices.apart(notice=care.notice, by=by, at=AT),
    "say": lambda care, by: notices.say(notice=care.notice, text="ありがとう", by=by, at=AT),
    "unsay": _unsay,
}
REFERRALS: dict[str, Deed] = {
    "first day": lambda care, by: referrals.change_first_day(
        referral=care.referral, first_on=TODAY, by=by, at=AT
    ),
    "revoke": lambda care, by: referrals.revoke(referral=care.referral, withdrawn_on=None, by=by, at=AT),
    "ask again": lambda care, by: referrals.ask_again(referral=care.referral, by=by, at=AT),
    "look": lambda care, by: referrals.look(referral=care.referral, by=by, at=AT),
    "accept": lambda care, by: referrals.accept(referral=care.referral, by=by, at=AT),
    "decline": lambda care, by: referrals.decline(
        referral=care.referral, why=Decline.FULL, told="", by=by, at=AT
    ),
    "arrive": lambda care, by: referrals.arrive(referral=care.referral, on=TODAY, by=by, at=AT),
    "end": lambda care, by: referrals.end(referral=care.referral, how=Ended.OTHER, by=by, at=AT),
    "take back": lambda care, by: referrals.take_back(referral=care.referral, by=by, at=AT),
}


@pytest.mark.parametrize("deed", NOTICES.values(), ids=NOTICES.keys())
def test_nothing_is_done_to_a_note_that_was_merely_opened(deed: Deed, care: Ground, nagi: Person) -> None:
    by, matter = care.people.by(nagi), care.notice.matter
    ground.opening(matter, nagi)
    assert matters.open_matter(matter=matter, by=by, at=AT), "read, yes"
    with pytest.raises(NotFound):
        deed(care, by)
    assert policies.is_assigned(care.people.by(care.people.sumi), matter)


@pytest.mark.parametrize("deed", REFERRALS.values(), ids=REFERRALS.keys())
def test_nothing_is_done_to_a_referral_that_was_merely_opened(deed: Deed, care: Ground, nagi: Person) -> None:
    by = care.people.by(nagi)
    ground.opening(care.referral.matter, nagi)
    assert matters.open_matter(matter=care.referral.matter, by=by, at=AT), "read, yes"
    with pytest.raises(NotFound):
        deed(care, by)
    care.referral.refresh_from_db()
    assert care.referral.state == "asked"


def test_an_hour_becomes_no_day(care: Ground, nagi: Person) -> None:
    """Nagi opens Sumi's note, wants to put it back and to take it herself: it stays Sumi's."""
    by, row = care.people.by(nagi), care.notice
    breaking.break_glass(matter=row.matter, category=Breaking.LIFE, reason=REASON, by=by, at=AT)
    with pytest.raises(NotFound):
        notices.put_back(notice=row, by=by, at=AT)
    with pytest.raises(Conflict):
        notices.take(notice=row, by=by, at=AT)
    assert not policies.is_assigned(by, row.matter)


AROUND: dict[str, Deed] = {
    "take": lambda care, by: notices.take(notice=care.notice, by=by, at=AT),
    "read": lambda care, by: matters.open_matter(matter=care.notice.matter, by=by, at=AT),
    "assign": lambda care, by: assigning.assign(
        matter=care.notice.matter, person=care.people.tomoe, by=by, at=AT
    ),
    "release": lambda care, by: assigning.release(
        matter=care.notice.matter, person=care.people.sumi, by=by, at=AT
    ),
    "relate": lambda care, by: relating.relate(
        matter=care.notice.matter, person=care.people.sumi, by=by, at=AT
    ),
    "unrelate": lambda care, by: relating.unrelate(
        matter=care.notice.matter, person=care.people.tomoe, by=by, at=AT
    ),
    "break": lambda care, by: breaking.break_glass(
        matter=care.notice.matter, category=Breaking.LIFE, reason=REASON, by=by, at=AT
    ),
    "review": lambda care, by: breaking.review(
        opening=_opened(care), verdict=Reviewed.RIGHT, by=by, at=AT
    ),
    "reason": lambda care, by: breaking.read_reason(opening=_opened(care), by=by, at=AT),
}  # fmt: skip


def _opened(care: Ground) -> Opening:
    return ground.opening(care.notice.matter, care.people.sumi)


@pytest.mark.parametrize(
    "deed", [*NOTICES.values(), *REFERRALS.values(), *AROUND.values()], ids=[*NOTICES, *REFERRALS, *AROUND]
)
def test_who_became_related_after_the_page_looked_is_written_down(deed: Deed, care: Ground) -> None:
    """Sumi and Tomoe both had them; between the page's look and the deed Tomoe is entered as one who knows the family."""
    people = care.people
    for matter in (care.notice.matter, care.referral.matter):
        Related.objects.create(matter=matter, person=people.tomoe, set_at=AT, set_by=people.sumi)
    with pytest.raises(NotFound):
        deed(care, people.by(people.tomoe))
    tries = Entry.objects.filter(verb="care.matter.refuse")
    assert [one.person_id for one in tries] == [people.tomoe.pk], "once"


def test_a_reason_stands_for_no_other_opening(care: Ground, nagi: Person) -> None:
    """Two openings of one matter under one key: swapped in the database, neither opens; that it was tried stands."""
    people, matter = care.people, care.notice.matter
    first, second = ground.opening(matter, nagi), ground.opening(matter, people.sumi, reason="べつの わけ")
    tomoe = people.by(people.tomoe)
    assert breaking.read_reason(opening=first, by=tomoe, at=AT) == REASON
    Opening.objects.filter(pk=first.pk).update(sealed_reason=second.sealed_reason)
    with pytest.raises(Invalid):
        breaking.read_reason(opening=first, by=tomoe, at=AT)
    assert Entry.objects.filter(verb="care.matter.read_reason").count() == 2
