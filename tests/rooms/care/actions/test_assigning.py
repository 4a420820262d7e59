"""Tomoe decides who has a note; while it runs, somebody does."""

from __future__ import annotations

from datetime import timedelta

import pytest

from ibasho.base.journal.models import Entry
from ibasho.base.kernel import clock
from ibasho.base.kernel.errors import Conflict, NotFound
from ibasho.rooms.care import policies
from ibasho.rooms.care.actions import assigning, matters, relating
from ibasho.rooms.care.models import Matter
from ibasho.rooms.care.queries import having, secrecy_waiting
from ibasho.town.people.models import Membership
from tests.rooms.care import ground
from tests.rooms.care.ground import AT, Ground

pytestmark = pytest.mark.django_db


def test_whom_tomoe_assigns_reads_and_whom_she_releases_does_not(care: Ground) -> None:
    people, matter = care.people, care.notice.matter
    nagi, tomoe = ground.colleague(people), people.by(people.tomoe)
    with pytest.raises(NotFound):
        matters.open_matter(matter=matter, by=people.by(nagi), at=AT)
    assigning.assign(matter=matter, person=nagi, by=tomoe, at=AT)
    assert matters.open_matter(matter=matter, by=people.by(nagi), at=AT)
    assigning.release(matter=matter, person=people.sumi, by=tomoe, at=AT)
    with pytest.raises(NotFound):
        matters.open_matter(matter=matter, by=people.by(people.sumi), at=AT)
    noted = [one.verb for one in Entry.objects.filter(noun="care.Matter").order_by("pk")]
    assert noted == ["care.matter.assign", "care.matter.read", "care.matter.release"]


def test_a_lead_reads_nothing_by_being_one(care: Ground) -> None:
    people = care.people
    assert not policies.may_read(people.by(people.tomoe), care.notice.matter, at=AT)
    with pytest.raises(NotFound):
        matters.open_matter(matter=care.notice.matter, by=people.by(people.tomoe), at=AT)


def test_the_last_one_stays_while_it_runs_and_may_go_after_its_end(care: Ground) -> None:
    people, notice = care.people, care.notice
    tomoe = people.by(people.tomoe)
    with pytest.raises(Conflict, match="さいごの"):
        assigning.release(matter=notice.matter, person=people.sumi, by=tomoe, at=AT)
    done = ground.notice(
        people, care.place, state="closed", answered_at=AT, answered_by=people.sumi, closed_at=AT,
        closed_by=people.sumi, outcome="handled",
    )  # fmt: skip
    assigning.release(matter=done.matter, person=people.sumi, by=tomoe, at=AT)
    assert not having.assignees(done.matter).exists()


def test_nobody_gets_it_who_may_not_have_it(care: Ground) -> None:
    """Not of the centre, related, there already, or the words are gone."""
    people, matter = care.people, care.notice.matter
    nagi, tomoe = ground.colleague(people), people.by(people.tomoe)
    relating.relate(matter=matter, person=nagi, by=tomoe, at=AT)
    for person in (people.fumi, people.hana, people.tamotsu, nagi, people.sumi):
        with pytest.raises(Conflict):
            assigning.assign(matter=matter, person=person, by=tomoe, at=AT)
    Matter.objects.filter(pk=matter.pk).update(data_key=None, forgotten_on=AT.date())
    with pytest.raises(Conflict, match="消した"):
        assigning.assign(matter=matter, person=people.tomoe, by=tomoe, at=AT)


def test_a_referral_whose_only_worker_left_waits_for_a_lead(care: Ground) -> None:
    """Sumi's role ended: her assignment stands in the table and is nobody's."""
    people, matter = care.people, care.referral.matter
    nagi, tomoe = ground.colleague(people), people.by(people.tomoe)
    day = clock.day(AT)
    assert not having.without_assignee(tomoe, day).exists()
    Membership.objects.filter(person=people.sumi).update(ends_on=day - timedelta(days=1))
    assert matter in having.without_assignee(tomoe, day)
    lines = {one.label: one.count for one in secrecy_waiting.waiting_for(tomoe, AT)}
    assert lines["担当の いない件"] == 2, "the note, too"
    assigning.assign(matter=matter, person=nagi, by=tomoe, at=AT)
    assert matter not in having.without_assignee(tomoe, day)
    with pytest.raises(Conflict, match="さいごの"):  # of two in the table the only one who is here
        assigning.release(matter=matter, person=nagi, by=tomoe, at=AT)
    assigning.release(matter=matter, person=people.sumi, by=tomoe, at=AT)
    assert [one.person for one in having.assignees(matter)] == [nagi]


@pytest.mark.parametrize(
    "who", ["fumi", "aoi", "mado", "tsubaki", "megumi", "sumi", "hana", "ken", "tamotsu"]
)
def test_nobody_but_a_lead_decides(who: str, care: Ground) -> None:
    people = care.people
    by, nagi = people.by(getattr(people, who)), ground.colleague(people)
    before = Entry.objects.count()
    with pytest.raises(NotFound):
        assigning.assign(matter=care.notice.matter, person=nagi, by=by, at=AT)
    with pytest.raises(NotFound):
        assigning.release(matter=care.notice.matter, person=people.sumi, by=by, at=AT)
    assert Entry.objects.count() == before
