"""The page of the flags: the list of the day, and who may press."""

from collections.abc import Callable
from datetime import timedelta

from django.test import Client

from ibasho.base.kernel import clock
from ibasho.town.people import queries
from ibasho.town.people.models import LetterRun, Person, Protection, ProtectionCheck
from tests.people import Cast

As = Callable[[Person], Client]


def test_fumi_lays_the_flags_beside_the_list_of_the_day(town: Cast, as_person: As) -> None:
    client = as_person(town.fumi)
    before = client.get("/desk/people/protection/").content.decode()
    assert "まだ ありません" in before and "名簿と つき合わせました" in before
    assert "<title>ひと｜" in before and "data-quick-exit" in before
    assert "いま 保護の しるしの ある 人は いません。" in before
    assert client.post("/desk/people/protection/checked/").status_code == 302
    assert ProtectionCheck.objects.get().checked_by == town.fumi
    assert "新しい" in client.get("/desk/people/protection/").content.decode()


def test_nobody_else_presses(town: Cast, as_person: As) -> None:
    for who in (town.aoi, town.mado, town.sumi, town.hana):
        assert as_person(who).post("/desk/people/protection/checked/").status_code == 404
    assert not ProtectionCheck.objects.exists()


def test_fumi_alone_is_reminded_once_the_list_is_a_day_old(town: Cast, as_person: As) -> None:
    now, fumi = clock.now(), Cast.by(town.fumi)
    assert queries.waiting_for(fumi, now) == [], "nobody is protected, no papers wait"
    Protection.objects.create(person=town.tamotsu, starts_on=clock.day(now), set_at=now, set_by=town.fumi)
    (line,) = queries.waiting_for(fumi, now)
    assert (line.count, line.anchor, line.oldest) == (1, "check", None) and "保" not in line.label
    assert line.label in as_person(town.fumi).get("/desk/").content.decode()
    ProtectionCheck.objects.create(checked_at=now, checked_by=town.fumi)
    assert queries.waiting_for(fumi, now + timedelta(hours=24)) == []
    (again,) = queries.waiting_for(fumi, now + timedelta(hours=24, seconds=1))
    assert again.oldest == clock.day(now)
    for who in (town.aoi, town.mado, town.sumi, town.hana):
        assert queries.waiting_for(Cast.by(who), now + timedelta(days=2)) == []


def test_papers_that_wait_for_a_second_pair_of_eyes_need_the_list_too(town: Cast) -> None:
    now = clock.now()
    ProtectionCheck.objects.create(checked_at=now - timedelta(hours=25), checked_by=town.fumi)
    assert queries.waiting_for(Cast.by(town.fumi), now) == []
    LetterRun.objects.create(
        key="support.payments", count=3, asked_at=now - timedelta(hours=2), asked_by=town.aoi
    )
    assert len(queries.waiting_for(Cast.by(town.fumi), now)) == 1
