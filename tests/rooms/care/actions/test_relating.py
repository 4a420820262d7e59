"""Who knows the family does not open its matter: not by assignment, not by breaking the glass."""

from __future__ import annotations

import pytest

from ibasho.base.journal.models import Entry
from ibasho.base.kernel import clock
from ibasho.base.kernel.errors import Conflict, NotFound
from ibasho.rooms.care.actions import breaking, matters, relating
from ibasho.rooms.care.queries import having, secrecy
from ibasho.rooms.care.rules.kinds import Breaking
from tests.rooms.care import ground
from tests.rooms.care.ground import AT, REASON, Ground

pytestmark = pytest.mark.django_db


def test_sumi_finds_that_she_knows_the_family(care: Ground) -> None:
    """She says so herself, is out at once, and the leads see that nobody has it now."""
    people, matter = care.people, care.notice.matter
    sumi, tomoe = people.by(people.sumi), people.by(people.tomoe)
    assert matters.open_matter(matter=matter, by=sumi, at=AT)
    relating.relate(matter=matter, person=people.sumi, by=sumi, at=AT)
    with pytest.raises(NotFound):
        matters.open_matter(matter=matter, by=sumi, at=AT)
    assert list(having.without_assignee(tomoe, clock.day(AT))) == [matter]
    tries = Entry.objects.filter(verb="care.matter.refuse", object_id=str(matter.pk))
    assert [one.person_id for one in tries] == [people.sumi.pk]


def test_who_is_related_does_not_lift_it_themself(care: Ground) -> None:
    """Tomoe knows the family: to her the matter is not there at all, until another lead lifts it."""
    people, matter = care.people, care.notice.matter
    tomoe, nagi = people.by(people.tomoe), ground.colleague(people, role="centre_lead")
    relating.relate(matter=matter, person=people.tomoe, by=tomoe, at=AT)
    with pytest.raises(NotFound):
        relating.unrelate(matter=matter, person=people.tomoe, by=tomoe, at=AT)
    assert not secrecy.reads(tomoe, number=matter.public_id).exists()
    relating.unrelate(matter=matter, person=people.tomoe, by=people.by(nagi), at=AT)
    assert not having.related(matter).exists()
    assert secrecy.reads(tomoe, number=matter.public_id).exists()


def test_lifting_gives_nothing_back(care: Ground) -> None:
    people, matter = care.people, care.notice.matter
    sumi, tomoe = people.by(people.sumi), people.by(people.tomoe)
    relating.relate(matter=matter, person=people.sumi, by=tomoe, at=AT)
    with pytest.raises(Conflict):
        relating.relate(matter=matter, person=people.sumi, by=tomoe, at=AT)
    relating.unrelate(matter=matter, person=people.sumi, by=tomoe, at=AT)
    with pytest.raises(NotFound):
        matters.open_matter(matter=matter, by=sumi, at=AT)
    with pytest.raises(Conflict):
        relating.unrelate(matter=matter, person=people.sumi, by=tomoe, at=AT)


def test_a_running_break_glass_ends_with_it(care: Ground) -> None:
    people, matter = care.people, care.notice.matter
    nagi = ground.colleague(people)
    by = people.by(nagi)
    breaking.break_glass(matter=matter, category=Breaking.ABSENT, reason=REASON, by=by, at=AT)
    assert matters.open_matter(matter=matter, by=by, at=AT)
    relating.relate(matter=matter, person=nagi, by=by, at=AT)
    with pytest.raises(NotFound):
        matters.open_matter(matter=matter, by=by, at=AT)


@pytest.mark.parametrize("who", ["fumi", "aoi", "mado", "tsubaki", "hana", "ken", "tamotsu"])
def test_nobody_else_says_it_and_a_worker_only_of_herself(who: str, care: Ground) -> None:
    people, matter = care.people, care.notice.matter
    nagi = ground.colleague(people)
    with pytest.raises(NotFound):
        relating.relate(matter=matter, person=nagi, by=people.by(getattr(people, who)), at=AT)
    with pytest.raises(NotFound):
        relating.relate(matter=matter, person=nagi, by=people.by(people.sumi), at=AT)
    with pytest.raises(NotFound):  # does not read it, so cannot know whose it is
        relating.relate(matter=matter, person=nagi, by=people.by(nagi), at=AT)
