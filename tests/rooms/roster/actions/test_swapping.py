"""みのる cannot come: he asks one, or everybody; until somebody says yes it is still his turn."""

from __future__ import annotations

from datetime import date, time, timedelta

import pytest

from ibasho.base.kernel import clock
from ibasho.base.kernel.actor import Actor, Via
from ibasho.base.kernel.errors import Conflict, NotFound
from ibasho.rooms.roster.actions import giving_up, swapping, taking
from ibasho.rooms.roster.models import Helper, Swap, Taken
from ibasho.town.outbox.models import Message
from tests import make
from tests.people import Cast, cast
from tests.rooms.roster import ground

pytestmark = pytest.mark.django_db
LINK = Actor.public(Via.LINK)
THURSDAY = date(2026, 11, 26)


@pytest.fixture
def people() -> Cast:
    return cast()


@pytest.fixture
def world(people: Cast) -> ground.Ground:
    made = ground.ground(people, day=THURSDAY)
    for number, one in enumerate(made.helpers):
        one.email = f"h{number}@example.test"
        one.save()
    return made


@pytest.fixture
def mine(world: ground.Ground) -> Taken:
    shift = ground.shift(world.roster, THURSDAY)
    taking.take(shift=shift, helper=world.helpers[1], by=LINK, at=make.AT)
    return taking.take(shift=shift, helper=world.helpers[0], by=LINK, at=make.AT)


def subjects(helper: Helper) -> list[str]:
    return list(Message.objects.filter(address=helper.email).order_by("pk").values_list("subject", flat=True))


def test_the_first_yes_takes_over_and_the_session_is_promised_all_the_while(
    world: ground.Ground, mine: Taken
) -> None:
    minoru, _keiko, hiro = world.helpers
    (asked,) = swapping.ask(taken=mine, to=[hiro], by=LINK, at=make.AT)
    world.session.refresh_from_db()
    assert world.session.staffing == "ok"
    new = swapping.say_yes(swap=asked, by=LINK, at=make.AT)
    mine.refresh_from_db()
    world.session.refresh_from_db()
    assert (mine.state, mine.why, new.helper, new.slot, new.way) == (
        "given_up",
        "交代",
        hiro,
        mine.slot,
        "swap",
    )
    assert world.session.staffing == "ok"
    assert subjects(hiro) == ["見守りの 交代の お願い"]
    assert subjects(minoru) == ["交代が きまりました"]
    assert swapping.say_yes(swap=asked, by=LINK, at=make.AT) == new


def test_everybody_means_whoever_could_come(world: ground.Ground, people: Cast, mine: Taken) -> None:
    minoru, keiko, hiro = world.helpers
    lapsed = ground.helper(people.midori, "やすみ 中", ended_on=THURSDAY - timedelta(days=1))
    stranger = ground.helper(people.aozora, "よその 人")
    made = swapping.ask(taken=mine, to=[minoru, keiko, hiro, lapsed, stranger], by=LINK, at=make.AT)
    assert [one.to for one in made] == [hiro]  # けいこ is there already
    assert swapping.ask(taken=mine, to=[hiro], by=LINK, at=make.AT) == []
    with pytest.raises(Conflict) as refused:
        swapping.ask(taken=mine, to=[lapsed, stranger], by=LINK, at=make.AT)
    assert refused.value.code == "roster.swap_nobody"


def test_when_all_say_no_the_asker_is_told_once(world: ground.Ground, people: Cast, mine: Taken) -> None:
    minoru, _keiko, hiro = world.helpers
    fourth = ground.helper(people.midori, "よにんめ 子")
    first, second = swapping.ask(taken=mine, to=[hiro, fourth], by=LINK, at=make.AT)
    swapping.say_no(swap=first, by=LINK, at=make.AT)
    assert subjects(minoru) == []
    swapping.say_no(swap=second, by=LINK, at=make.AT)
    swapping.say_no(swap=second, by=LINK, at=make.AT)
    assert subjects(minoru) == ["代わる人が 見つかりませんでした"]
    mine.refresh_from_db()
    assert mine.state == "taken"


def test_a_yes_after_it_was_settled_is_thanked_and_changes_nothing(
    world: ground.Ground, people: Cast, mine: Taken
) -> None:
    fourth = ground.helper(people.midori, "よにんめ 子")
    first, second = swapping.ask(taken=mine, to=[world.helpers[2], fourth], by=LINK, at=make.AT)
    swapping.say_yes(swap=first, by=LINK, at=make.AT)
    with pytest.raises(Conflict, match="ありがとう") as refused:
        swapping.say_yes(swap=second, by=LINK, at=make.AT)
    assert refused.value.code == "roster.swap_settled"
    assert Taken.objects.filter(state="taken").count() == 2


def test_who_goes_after_all_asks_no_longer(world: ground.Ground, mine: Taken) -> None:
    (asked,) = swapping.ask(taken=mine, to=[world.helpers[2]], by=LINK, at=make.AT)
    assert swapping.withdraw(taken=mine, by=LINK, at=make.AT) == 1
    assert swapping.withdraw(taken=mine, by=LINK, at=make.AT) == 0
    with pytest.raises(Conflict):
        swapping.say_yes(swap=asked, by=LINK, at=make.AT)


def test_giving_up_closes_what_was_asked(world: ground.Ground, mine: Taken) -> None:
    swapping.ask(taken=mine, to=[world.helpers[2]], by=LINK, at=make.AT)
    giving_up.give_up(taken=mine, why="かぜ", by=LINK, at=make.AT)
    assert Swap.objects.get().answer == "closed"


def test_one_who_took_something_else_meanwhile_cannot_take_over(world: ground.Ground, mine: Taken) -> None:
    (asked,) = swapping.ask(taken=mine, to=[world.helpers[2]], by=LINK, at=make.AT)
    other = ground.shift(world.roster, THURSDAY, time(19), time(21))
    taking.take(shift=other, helper=world.helpers[2], by=LINK, at=make.AT)
    with pytest.raises(Conflict) as refused:
        swapping.say_yes(swap=asked, by=LINK, at=make.AT)
    assert refused.value.code == "roster.overlap"
    mine.refresh_from_db()
    assert mine.state == "taken"


def test_once_it_began_nobody_swaps(world: ground.Ground, mine: Taken) -> None:
    (asked,) = swapping.ask(taken=mine, to=[world.helpers[2]], by=LINK, at=make.AT)
    begun = clock.at(THURSDAY, time(15, 30))
    for deed in (
        lambda: swapping.say_yes(swap=asked, by=LINK, at=begun),
        lambda: swapping.ask(taken=mine, to=[world.helpers[2]], by=LINK, at=begun),
    ):
        with pytest.raises(Conflict) as refused:
            deed()
        assert refused.value.code == "roster.swap_too_late"


def test_a_stranger_with_an_account_swaps_nothing(world: ground.Ground, people: Cast, mine: Taken) -> None:
    (asked,) = swapping.ask(taken=mine, to=[world.helpers[2]], by=LINK, at=make.AT)
    for who in (people.ken, people.mado, people.tamotsu):
        by = people.by(who)
        for deed in (
            lambda by=by: swapping.ask(taken=mine, to=[world.helpers[2]], by=by, at=make.AT),
            lambda by=by: swapping.say_yes(swap=asked, by=by, at=make.AT),
            lambda by=by: swapping.say_no(swap=asked, by=by, at=make.AT),
            lambda by=by: swapping.withdraw(taken=mine, by=by, at=make.AT),
        ):
            with pytest.raises(NotFound):
                deed()
