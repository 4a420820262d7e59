"""Papers for many: the list of the day, a second person, and a line in the journal before they are made."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from ibasho.base.journal.models import Entry
from ibasho.base.kernel.errors import Conflict, NotAllowed
from ibasho.town.people import policies
from ibasho.town.people.actions import letters, protection
from ibasho.town.people.models import LetterRun
from tests.make import AT
from tests.people import Cast

KEY = "familysupport.notices:ABCDEFGHJK"
TWELVE = range(1, 13)
LATER = AT + timedelta(hours=1)
DAY = timedelta(hours=24)


def test_aoi_asks_mado_looks_and_the_papers_are_made(town: Cast) -> None:
    protection.check(by=town.by(town.fumi), at=AT)
    run = letters.ask(key=KEY, ids=TWELVE, by=town.by(town.aoi), at=AT)
    with pytest.raises(Conflict, match="もう1人"):
        letters.take(key=KEY, ids=TWELVE, by=town.by(town.aoi), at=AT)
    letters.confirm(run=run, by=town.by(town.mado), at=LATER)
    letters.take(key=KEY, ids=TWELVE, by=town.by(town.aoi), at=LATER)
    told = Entry.objects.filter(noun=letters.NOUN).order_by("pk").values_list("verb", flat=True)
    assert list(told) == ["people.letters.ask", "people.letters.confirm", "people.letters.take"]


def test_a_list_older_than_a_day_stops_every_step(town: Cast) -> None:
    with pytest.raises(Conflict, match="24時間より"):
        letters.ask(key=KEY, ids=[1], by=town.by(town.aoi), at=AT)
    protection.check(by=town.by(town.fumi), at=AT)
    run = letters.ask(key=KEY, ids=[1], by=town.by(town.aoi), at=AT + DAY)
    late = AT + DAY + timedelta(seconds=1)
    for step in (
        lambda: letters.confirm(run=run, by=town.by(town.mado), at=late),
        lambda: letters.take(key=KEY, ids=[1], by=town.by(town.aoi), at=late),
    ):
        with pytest.raises(Conflict, match="24時間より"):
            step()


def test_who_asked_never_confirms_alone(town: Cast) -> None:
    protection.check(by=town.by(town.fumi), at=AT)
    run = letters.ask(key=KEY, ids=[1], by=town.by(town.aoi), at=AT)
    with pytest.raises(NotAllowed, match="自分で"):
        letters.confirm(run=run, by=town.by(town.aoi), at=AT)
    with pytest.raises(IntegrityError), transaction.atomic():
        LetterRun.objects.filter(pk=run.pk).update(confirmed_at=AT, confirmed_by=town.aoi)


def test_somebody_more_on_the_list_is_another_run(town: Cast) -> None:
    protection.check(by=town.by(town.fumi), at=AT)
    run = letters.ask(key=KEY, ids=TWELVE, by=town.by(town.aoi), at=AT)
    letters.confirm(run=run, by=town.by(town.mado), at=AT)
    with pytest.raises(Conflict):
        letters.take(key=KEY, ids=[*TWELVE, 13], by=town.by(town.aoi), at=AT)


def test_as_many_others_are_another_run(town: Cast) -> None:
    """What was looked at were these people, not their number; whom a run is for is not readable in it."""
    protection.check(by=town.by(town.fumi), at=AT)
    run = letters.ask(key=KEY, ids=TWELVE, by=town.by(town.aoi), at=AT)
    letters.confirm(run=run, by=town.by(town.mado), at=AT)
    others = [*TWELVE[1:], 999]
    with pytest.raises(Conflict, match="もう1人"):
        letters.take(key=KEY, ids=others, by=town.by(town.aoi), at=AT)
    assert letters.ask(key=KEY, ids=others, by=town.by(town.aoi), at=AT) != run
    assert letters.take(key=KEY, ids=[*TWELVE][::-1], by=town.by(town.aoi), at=AT) == run
    assert run.count == 12 and run.key.startswith(f"{KEY}:") and "1,2,3" not in run.key


def test_a_look_holds_for_a_day(town: Cast) -> None:
    protection.check(by=town.by(town.fumi), at=AT)
    run = letters.ask(key=KEY, ids=[1], by=town.by(town.aoi), at=AT)
    assert letters.ask(key=KEY, ids=[1], by=town.by(town.mado), at=LATER) == run
    letters.confirm(run=run, by=town.by(town.mado), at=AT)
    protection.check(by=town.by(town.fumi), at=AT + DAY)
    letters.take(key=KEY, ids=[1], by=town.by(town.aoi), at=AT + DAY)
    with pytest.raises(Conflict):
        letters.take(key=KEY, ids=[1], by=town.by(town.aoi), at=LATER + DAY)


@pytest.mark.parametrize("who", ["hana", "ken", "tamotsu"])
def test_no_group_makes_papers_of_the_city(town: Cast, who: str) -> None:
    protection.check(by=town.by(town.fumi), at=AT)
    with pytest.raises(NotAllowed):
        letters.ask(key=KEY, ids=[1], by=town.by(getattr(town, who)), at=AT)


def test_only_who_keeps_the_flags_lays_them_beside_the_list(town: Cast) -> None:
    for who in ("aoi", "mado", "sumi", "hana"):
        with pytest.raises(NotAllowed):
            protection.check(by=town.by(getattr(town, who)), at=AT)
    protection.check(by=town.by(town.fumi), at=AT)
    policies.require_fresh_list(AT + DAY)
    with pytest.raises(Conflict):
        policies.require_fresh_list(AT + DAY + timedelta(minutes=1))


def test_a_look_at_a_protected_person_is_written_without_their_name(town: Cast) -> None:
    flag = protection.protect(person=town.hana, by=town.by(town.fumi), at=AT)
    people = [town.hana.pk, town.ken.pk, None]
    assert protection.seen(people=people, where="payouts.run", by=town.by(town.aoi), at=AT) == 1
    entry = Entry.objects.get(verb="people.protection.seen")
    assert (entry.noun, entry.object_id, entry.data) == (
        "people.Protection",
        str(flag.pk),
        {"where": "payouts.run"},
    )
