"""The box goes to みほん小学校; its head of office ticks three things by the link, or tells 窓 on the telephone."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest

from ibasho.base.kernel import clock
from ibasho.base.kernel.actor import Actor, Via
from ibasho.base.kernel.errors import Conflict, Invalid, NotFound
from ibasho.rooms.bulletin.actions import deliveries, schools
from ibasho.rooms.bulletin.models import Delivery
from ibasho.rooms.bulletin.queries import deliveries as queries
from ibasho.rooms.bulletin.queries import waiting as desk
from ibasho.rooms.bulletin.queries.schools import received
from ibasho.rooms.bulletin.rules.handouts import Said, Told
from ibasho.town.outbox.models import Message
from tests import make
from tests.people import Cast, cast
from tests.rooms.bulletin import ground
from tests.together import at_once, codes

AT = make.AT
TODAY = clock.day(AT)
LINK = Actor.public(Via.LINK)
pytestmark = pytest.mark.django_db


@pytest.fixture
def people() -> Cast:
    return cast()


@pytest.fixture
def box() -> Delivery:
    """Consent is there; the box stands in the office."""
    handout = ground.handout(consent="given", consent_on=TODAY)
    return ground.delivery(handout, ground.school(email="minami@example.test"))


def hand(people: Cast, box: Delivery, **more: object) -> tuple[int, int]:
    told = {"on": TODAY, "by": people.by(people.mado), "at": AT, **more}
    return deliveries.hand(handout=box.handout, deliveries=[box], **told)  # type: ignore[arg-type]


def test_handed_over_with_a_mail_that_holds_the_link(people: Cast, box: Delivery) -> None:
    assert hand(people, box) == (1, 1)
    box.refresh_from_db()
    mail = Message.objects.get(address="minami@example.test")
    assert mail.secret and queries.LINK.address(box) in mail.body and "12学級・340まい" in mail.body
    assert queries.by_token(queries.LINK.token(box), TODAY) == box
    with pytest.raises(Conflict, match="もう とどいて"):
        hand(people, box)


def test_a_school_without_an_address_or_without_a_mail(people: Cast, box: Delivery) -> None:
    other = ground.delivery(box.handout, ground.school(name="みなみ小学校"))
    told = deliveries.hand(
        handout=box.handout, deliveries=[box, other], on=TODAY, by=people.by(people.mado), at=AT
    )
    assert told == (2, 1)
    third = ground.delivery(box.handout, ground.school(name="きた小学校", email="kita@example.test"))
    assert hand(people, third, mail=False) == (1, 0)


def test_ticked_by_the_link_and_taken_back(people: Cast, box: Delivery) -> None:
    hand(people, box)
    deliveries.tell(delivery=box, said=Said.GIVEN_OUT, by=LINK, at=AT + timedelta(days=1))
    deliveries.tell(delivery=box, said=Said.MAILED, by=LINK, at=AT + timedelta(days=2))
    deliveries.say(delivery=box, words="  ありがとう  ございました ", by=LINK, at=AT)
    box.refresh_from_db()
    day = TODAY + timedelta(days=1)
    assert queries.told(box) == Told(day, day, TODAY + timedelta(days=2))
    assert box.school_words == "ありがとう ございました"
    deliveries.untell(delivery=box, said=Said.RECEIVED, by=LINK, at=AT)
    box.refresh_from_db()
    assert box.received_on is None and box.given_out_on is None and box.mailed_on is not None
    with pytest.raises(Invalid):
        deliveries.say(delivery=box, words="あ" * 201, by=LINK, at=AT)
    with pytest.raises(Invalid):
        deliveries.say(delivery=box, words="123456789018", by=LINK, at=AT)


def test_what_came_was_handed_over_also_where_nobody_wrote_it_down(people: Cast, box: Delivery) -> None:
    deliveries.tell(delivery=box, said=Said.MAILED, by=LINK, at=AT)
    box.refresh_from_db()
    assert box.handed_on is None and box.mailed_on == TODAY
    deliveries.tell(delivery=box, said=Said.RECEIVED, by=people.by(people.mado), at=AT)
    box.refresh_from_db()
    assert box.handed_on == box.received_on == TODAY


def test_handed_by_mistake_is_taken_back_until_the_school_answers(people: Cast, box: Delivery) -> None:
    mado = people.by(people.mado)
    with pytest.raises(Conflict):
        deliveries.unhand(delivery=box, by=mado, at=AT)
    hand(people, box)
    deliveries.unhand(delivery=box, by=mado, at=AT)
    hand(people, box, at=AT + timedelta(minutes=5))
    deliveries.tell(delivery=box, said=Said.RECEIVED, by=LINK, at=AT)
    with pytest.raises(Conflict, match="返事が 来て"):
        deliveries.unhand(delivery=box, by=mado, at=AT)


def test_copies_of_one_school_until_it_has_them(people: Cast, box: Delivery) -> None:
    mado = people.by(people.mado)
    deliveries.count(delivery=box, classes=13, copies=360, by=mado, at=AT)
    with pytest.raises(Invalid):
        deliveries.count(delivery=box, classes=13, copies=3, by=mado, at=AT)
    hand(people, box)
    for deed in (
        lambda: deliveries.count(delivery=box, classes=1, copies=1, by=mado, at=AT),
        lambda: deliveries.remove(delivery=box, by=mado, at=AT),
    ):
        with pytest.raises(Conflict, match="もう とどけた"):
            deed()
    box.refresh_from_db()
    assert (box.classes, box.copies) == (13, 360)


def test_a_school_taken_off_the_list(people: Cast, box: Delivery) -> None:
    mado = people.by(people.mado)
    deliveries.tell(delivery=box, said=Said.MAILED, by=LINK, at=AT)
    with pytest.raises(Conflict, match="返事が 来て"):
        deliveries.remove(delivery=box, by=mado, at=AT)
    deliveries.untell(delivery=box, said=Said.MAILED, by=LINK, at=AT)
    deliveries.remove(delivery=box, by=mado, at=AT)
    with pytest.raises(NotFound):
        deliveries.tell(delivery=box, said=Said.MAILED, by=LINK, at=AT)


def test_a_link_replaced_opens_nothing(people: Cast, box: Delivery) -> None:
    mado = people.by(people.mado)
    first = deliveries.give_link(delivery=box, mail=False, by=mado, at=AT)
    second = deliveries.give_link(delivery=box, mail=True, by=mado, at=AT + timedelta(minutes=1))
    assert (first.mailed, second.mailed) == (False, True)
    assert queries.by_token(first.token, TODAY) is None and queries.by_token(second.token, TODAY) == box
    assert queries.by_token(second.token, TODAY + timedelta(days=366)) is None, "a year later it is dead"
    box.refresh_from_db()
    assert second.token in Message.objects.get().body


def test_links_before_the_packing_lists_stay_on_the_second_print(people: Cast, box: Delivery) -> None:
    aoi = people.by(people.aoi)
    ground.delivery(box.handout, ground.school(name="とじた小学校", is_active=False))
    assert deliveries.prepare(handout=box.handout, by=aoi, at=AT) == 1
    box.refresh_from_db()
    printed = queries.LINK.token(box)
    deliveries.prepare(handout=box.handout, by=aoi, at=AT + timedelta(days=1))
    box.refresh_from_db()
    assert queries.LINK.token(box) == printed


def test_silent_for_five_school_days_rung_up_and_silent_again(people: Cast, box: Delivery) -> None:
    mado = people.by(people.mado)
    hand(people, box)
    soon, late = AT + timedelta(days=7), AT + timedelta(days=8)  # Tuesday to Tuesday are five school days
    assert queries.overdue(clock.day(soon)) == [] and queries.overdue(clock.day(late)) == [box]
    waiting = desk.waiting_for(mado, late)
    assert [(one.url, one.count, one.oldest) for one in waiting if one.anchor == "calls"] == [
        ("bulletin:desk_handouts", 1, TODAY)
    ]
    assert desk.waiting_for(people.by(people.tsubaki), late) == []
    deliveries.call(delivery=box, by=mado, at=late)
    assert queries.overdue(clock.day(late)) == []
    deliveries.uncall(delivery=box, by=mado, at=late)
    assert queries.overdue(clock.day(late)) == [box]
    deliveries.tell(delivery=box, said=Said.RECEIVED, by=mado, at=late)
    with pytest.raises(Conflict, match="電話しなくて"):
        deliveries.call(delivery=box, by=mado, at=late)


def test_long_holidays_do_not_count(people: Cast, box: Delivery) -> None:
    make.long_holiday(first=TODAY + timedelta(days=1), last=TODAY + timedelta(days=14))
    hand(people, box)
    assert queries.overdue(TODAY + timedelta(days=14)) == []


def test_a_school_closed_in_the_middle(people: Cast, box: Delivery) -> None:
    """It is brought nothing and rung up no more; what it got before stays in the figures."""
    aoi = people.by(people.aoi)
    schools.close(school=box.school, by=aoi, at=AT)
    with pytest.raises(Conflict, match="おわり"):
        hand(people, box)
    line = queries.lines(box.handout, TODAY)[0]
    assert line.closed and queries.totals([line]).schools == 0 and received(TODAY) == []
    schools.reopen(school=box.school, by=aoi, at=AT)
    hand(people, box)
    schools.close(school=box.school, by=aoi, at=AT)
    assert queries.overdue(TODAY + timedelta(days=30)) == []
    assert [(one.school.name, one.handed_on, one.day) for one in received(TODAY)] == [
        ("みほん小学校", TODAY, None)
    ]


def _deeds(box: Delivery, by: Actor) -> list[Callable[[], object]]:
    return [
        lambda: deliveries.count(delivery=box, classes=1, copies=1, by=by, at=AT),
        lambda: deliveries.remove(delivery=box, by=by, at=AT),
        lambda: deliveries.hand(handout=box.handout, deliveries=[box], on=TODAY, by=by, at=AT),
        lambda: deliveries.unhand(delivery=box, by=by, at=AT),
        lambda: deliveries.tell(delivery=box, said=Said.RECEIVED, by=by, at=AT),
        lambda: deliveries.untell(delivery=box, said=Said.RECEIVED, by=by, at=AT),
        lambda: deliveries.say(delivery=box, words="x", by=by, at=AT),
        lambda: deliveries.call(delivery=box, by=by, at=AT),
        lambda: deliveries.uncall(delivery=box, by=by, at=AT),
        lambda: deliveries.give_link(delivery=box, mail=False, by=by, at=AT),
    ]


def test_who_may(people: Cast, box: Delivery) -> None:
    for who in (people.tsubaki, people.hana, people.ken, people.tamotsu):
        for deed in _deeds(box, people.by(who)):
            with pytest.raises(NotFound):
                deed()
    with pytest.raises(NotFound):
        deliveries.tell(delivery=box, said=Said.RECEIVED, by=Actor.public(), at=AT)


@pytest.mark.django_db(transaction=True)
def test_two_officers_hand_over_at_once(people: Cast, box: Delivery) -> None:
    """The school is written to once."""
    told = at_once(*[lambda at=AT + timedelta(minutes=one): hand(people, box, at=at) for one in range(2)])
    assert codes(told) == {"done": 1, "bulletin.nothing_to_hand": 1}
    assert (1, 1) in told and Message.objects.count() == 1
