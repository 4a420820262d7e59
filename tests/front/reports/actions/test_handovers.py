"""窓 hands her 担当 to 葵, takes it back, hands it again; 葵 receives it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest

from ibasho.base.journal.models import Entry
from ibasho.base.kernel.errors import Conflict, Invalid, NotFound
from ibasho.front.reports.actions import handovers
from ibasho.front.reports.models import Handover, HandoverItem
from ibasho.front.reports.queries import handovers as queries
from ibasho.front.reports.rules.handing import Item
from ibasho.town.people.models import Membership
from tests.front.reports.april_ground import begun, by, handed
from tests.make import AT
from tests.people import Cast, cast

pytestmark = pytest.mark.django_db


@pytest.fixture
def people() -> Cast:
    return cast()


def test_handed_taken_back_handed_again_and_received(people: Cast) -> None:
    row = handed(people)
    assert (row.taker, row.handed_at) == (people.aoi, AT)
    back = handovers.take_back(handover=row, by=by(people.mado), at=AT)
    assert (back.taker, back.handed_at) == (None, None)
    handovers.hand(handover=row, taker=people.aoi, by=by(people.mado), at=AT)
    assert handovers.receive(handover=row, by=by(people.aoi), at=AT).taken_at == AT
    for late in (
        lambda: handovers.take_back(handover=row, by=by(people.mado), at=AT),
        lambda: handovers.change(handover=row, duty="別", words="", by=by(people.mado), at=AT),
        lambda: handovers.drop(handover=row, by=by(people.mado), at=AT),
        lambda: handovers.receive(handover=row, by=by(people.aoi), at=AT),
    ):
        with pytest.raises(Conflict):
            late()
    assert "電話" not in str(list(Entry.objects.values("data"))), "no words in the journal"


def test_while_it_is_handed_over_nothing_is_changed(people: Cast) -> None:
    row = handed(people)
    with pytest.raises(Conflict, match="とりもどす"):
        handovers.add_item(handover=row, item=Item("もう1つ"), by=by(people.mado), at=AT)
    with pytest.raises(Conflict):
        handovers.drop_item(handover=row, key=HandoverItem.objects.get().pk, by=by(people.mado), at=AT)


def test_things_are_told_one_by_one(people: Cast) -> None:
    row = begun(people)
    made = handovers.add_item(handover=row, item=Item("ポスターの 古い 版"), by=by(people.mado), at=AT)
    assert [one.words for one in row.items.all()] == ["カードの 箱の かぎ", "ポスターの 古い 版"]
    handovers.drop_item(handover=row, key=made.pk, by=by(people.mado), at=AT)
    handovers.drop_item(handover=row, key=made.pk, by=by(people.mado), at=AT)
    assert row.items.count() == 1


def test_one_for_each_duty_and_giver(people: Cast) -> None:
    row = begun(people)
    with pytest.raises(Conflict, match="もう あります"):
        begun(people)
    other = begun(people, duty="紙の 担当")
    with pytest.raises(Conflict):
        handovers.change(handover=other, duty=row.duty, words="", by=by(people.mado), at=AT)
    handovers.drop(handover=other, by=by(people.mado), at=AT)
    assert Handover.objects.get() == row


def test_the_city_begins_one_for_who_is_gone_and_nobody_for_another(people: Cast) -> None:
    told = {
        "nendo": 2026,
        "duty": "相談の 担当",
        "organisation": people.council,
        "giver": people.tsubaki,
        "at": AT,
    }
    with pytest.raises(NotFound):
        handovers.begin(**told, by=by(people.mado))
    assert handovers.begin(**told, by=by(people.aoi)).made_by == people.aoi
    with pytest.raises(Invalid):
        handovers.begin(**{**told, "nendo": 2020}, by=by(people.aoi))


@pytest.mark.parametrize("who", ["hana", "tamotsu", "mado"])
def test_it_is_handed_to_another_of_the_desk(people: Cast, who: str) -> None:
    row = begun(people)
    with pytest.raises(Invalid):
        handovers.hand(handover=row, taker=getattr(people, who), by=by(people.mado), at=AT)


@pytest.mark.parametrize("who", ["tsubaki", "hana", "ken", "tamotsu"])
def test_a_stranger_touches_nothing(people: Cast, who: str) -> None:
    row, stranger = begun(people), by(getattr(people, who))
    deeds: tuple[Callable[[], object], ...] = (
        lambda: handovers.change(handover=row, duty="別", words="", by=stranger, at=AT),
        lambda: handovers.add_item(handover=row, item=Item("別"), by=stranger, at=AT),
        lambda: handovers.hand(handover=row, taker=people.aoi, by=stranger, at=AT),
        lambda: handovers.drop(handover=row, by=stranger, at=AT),
        lambda: handovers.receive(handover=row, by=stranger, at=AT),
    )
    for deed in deeds:
        with pytest.raises(NotFound):
            deed()


def test_only_the_taker_receives(people: Cast) -> None:
    row = handed(people)
    for other in (people.mado, people.fumi):
        with pytest.raises(NotFound):
            handovers.receive(handover=row, by=by(other), at=AT)


def test_who_left_the_desk_neither_receives_nor_reads(people: Cast) -> None:
    row = handed(people)
    Membership.objects.filter(person=people.aoi).update(ends_on=AT.date() - timedelta(days=1))
    with pytest.raises(NotFound):
        handovers.receive(handover=row, by=by(people.aoi), at=AT)
    assert not queries.seen_by(by(people.aoi), AT).exists()
    assert queries.seen_by(by(people.mado), AT).get() == row
