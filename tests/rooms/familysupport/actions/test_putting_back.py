"""What was called off comes back only where it may: the fee is the provider's, the centre's word is the centre's, a
provider who cannot come is not expected, and a child is in one place."""

from __future__ import annotations

from datetime import date, time, timedelta

import pytest

from ibasho.base.kernel import clock
from ibasho.base.kernel.actor import Actor, Via
from ibasho.base.kernel.errors import Conflict, Invalid
from ibasho.rooms.familysupport.actions import requests, visits
from ibasho.rooms.familysupport.models import Member, Request, Ruling, Visit
from ibasho.rooms.familysupport.queries import requests as queries
from ibasho.rooms.familysupport.rules.kinds import CancelKind
from ibasho.town.outbox.models import Message
from tests.people import Cast, cast
from tests.rooms.familysupport import ground
from tests.rooms.familysupport.ground import DAY, Ground

pytestmark = pytest.mark.django_db
LINK = Actor.public(Via.LINK)
MORNING = clock.at(DAY, time(9))
SOON, LATER = MORNING + timedelta(minutes=1), MORNING + timedelta(minutes=11)


@pytest.fixture
def people() -> Cast:
    return cast()


@pytest.fixture
def world(people: Cast) -> Ground:
    made = ground.ground(people)
    made.chiyo.email = "chiyo@example.test"
    made.chiyo.save()
    return made


@pytest.fixture
def megumi(people: Cast) -> Actor:
    return people.by(people.megumi)


@pytest.fixture
def visit(world: Ground) -> Visit:
    return ground.agreed(ground.request(world), world.chiyo)


def off(visit: Visit, by: Actor = LINK, kind: CancelKind = CancelKind.SAME_DAY) -> Visit:
    return visits.cancel(visit=visit, kind=kind, by=by, at=MORNING)


def to_chiyo(start: str) -> str:
    row = Message.objects.filter(event_key__startswith=f"familysupport.{start}", address="chiyo@example.test")
    return row.get().body


def test_after_the_slip_the_fee_stays_whatever_the_family_presses(visit: Visit) -> None:
    off(visit)
    with pytest.raises(Conflict, match="新しく たのんでください") as refused:
        visits.take_back(visit=visit, by=LINK, at=LATER)
    assert refused.value.code == "support.slip_over"
    visit.refresh_from_db()
    assert (visit.state, visit.cancel_yen) == ("cancelled", 500)


def test_the_same_for_what_was_withdrawn(visit: Visit, world: Ground) -> None:
    ground.visit(visit.request, DAY + timedelta(weeks=1))
    requests.withdraw(request=visit.request, by=LINK, at=MORNING)
    with pytest.raises(Conflict, match="新しく たのんでください"):
        requests.restore(request=visit.request, by=LINK, at=LATER)
    visit.refresh_from_db()
    assert (visit.state, visit.cancel_yen) == ("cancelled", 500)
    assert Request.objects.get().state == "withdrawn"
    assert [queries.may_restore(Request.objects.get(), at) for at in (SOON, LATER)] == [True, False]


def test_where_nobody_was_to_come_the_family_thinks_again_at_leisure(world: Ground) -> None:
    row = ground.visit(ground.request(world)).request
    requests.withdraw(request=row, by=LINK, at=MORNING)
    assert requests.restore(request=row, by=LINK, at=LATER).state == "open"
    assert Visit.objects.get().state == "open"


def test_the_adviser_puts_it_back_and_the_provider_hears_that_the_fee_is_gone(
    visit: Visit, megumi: Actor
) -> None:
    off(visit)
    back = visits.take_back(visit=visit, by=megumi, at=LATER)
    assert (back.state, back.provider, back.decided_at, back.cancel_yen) == ("open", None, None, 0)
    told = to_chiyo("fee_gone_helper")
    assert "キャンセル料 500円は なくなりました" in told
    assert "ひなた" not in told


def test_the_adviser_restores_what_was_withdrawn_and_the_provider_hears_it_too(
    visit: Visit, megumi: Actor
) -> None:
    requests.withdraw(request=visit.request, by=LINK, at=MORNING)
    requests.restore(request=visit.request, by=megumi, at=LATER)
    assert "500円は なくなりました" in to_chiyo("fee_gone_helper")


def test_within_the_slip_the_provider_comes_and_hears_the_same(visit: Visit) -> None:
    off(visit)
    assert visits.take_back(visit=visit, by=LINK, at=SOON).state == "agreed"
    assert "キャンセル料 500円は なくなりました" in to_chiyo("restored_helper")


@pytest.mark.parametrize("kind", [CancelKind.PROVIDER, CancelKind.WARNING, CancelKind.NO_SHOW])
def test_what_the_centre_called_off_the_family_does_not_put_back(
    visit: Visit, megumi: Actor, kind: CancelKind
) -> None:
    off(visit, megumi, kind)
    with pytest.raises(Conflict, match="センターに 電話してください"):
        visits.take_back(visit=visit, by=LINK, at=SOON)
    (shown,) = queries.occasions([Visit.objects.get()], SOON)
    assert not shown.may_take_back
    assert visits.take_back(visit=visit, by=megumi, at=SOON).state == "agreed"


def test_nor_what_the_adviser_withdrew(visit: Visit, megumi: Actor) -> None:
    requests.withdraw(request=visit.request, by=megumi, at=MORNING)
    for deed in (
        lambda: requests.restore(request=visit.request, by=LINK, at=SOON),
        lambda: visits.take_back(visit=visit, by=LINK, at=SOON),
    ):
        with pytest.raises(Conflict) as refused:
            deed()
        assert refused.value.code == "support.cancelled_by_centre"


def test_called_off_by_oneself_after_the_centre_had_put_it_back(visit: Visit, megumi: Actor) -> None:
    off(visit, megumi, CancelKind.WARNING)
    visits.take_back(visit=visit, by=megumi, at=MORNING)
    off(visit)
    (shown,) = queries.occasions([Visit.objects.get()], SOON)
    assert shown.may_take_back
    assert visits.take_back(visit=visit, by=LINK, at=SOON).state == "agreed"


@pytest.mark.parametrize("why", ["left", "paused", "forbidden", "elsewhere"])
def test_a_provider_who_cannot_come_any_more_is_not_expected(
    visit: Visit, world: Ground, megumi: Actor, why: str
) -> None:
    off(visit)
    chiyo = Member.objects.filter(pk=world.chiyo.pk)
    if why == "left":
        chiyo.update(state="ended", ended_on=DAY)
    elif why == "paused":
        chiyo.update(state="paused", paused_from=DAY, paused_until=DAY)
    elif why == "forbidden":
        Ruling.objects.create(visit=visit, member=world.chiyo, verdict="forbid", ruled_at=MORNING)
    else:
        other = ground.member(world.centre, 9, "健の家", kind="user")
        row = Request.objects.create(
            member=other, content="outing", where="user_home", from_on=DAY, until_on=DAY, starts=time(16),
            ends=time(18), asked_at=MORNING, asked_via="link",
        )  # fmt: skip
        ground.agreed(row, world.chiyo)
    back = visits.take_back(visit=visit, by=LINK, at=SOON)
    assert (back.state, back.provider, back.decided_at) == ("open", None, None)
    assert "500円は なくなりました" in to_chiyo("fee_gone_helper")


def test_a_child_is_in_one_place(visit: Visit, world: Ground, megumi: Actor) -> None:
    requests.withdraw(request=visit.request, by=LINK, at=MORNING)
    ground.visit(ground.request(world, starts=time(16), ends=time(18)))
    for by in (LINK, megumi):
        with pytest.raises(Invalid) as refused:
            visits.take_back(visit=visit, by=by, at=SOON)
        assert refused.value.code == "support.own_overlap"
        with pytest.raises(Invalid):
            requests.restore(request=visit.request, by=by, at=SOON)
    visit.refresh_from_db()
    assert visit.state == "cancelled"
    assert set(Request.objects.values_list("state", flat=True)) == {"withdrawn", "open"}


def test_who_is_paused_or_gone_puts_nothing_back(visit: Visit, world: Ground) -> None:
    off(visit)
    Member.objects.filter(pk=world.tamotsu.pk).update(state="paused", paused_from=date(2026, 11, 1))
    with pytest.raises(Conflict, match="0537-00-0000"):
        visits.take_back(visit=visit, by=LINK, at=SOON)


def test_what_was_begun_meanwhile_stays_and_the_rest_comes_back(
    visit: Visit, world: Ground, megumi: Actor
) -> None:
    yesterday = DAY - timedelta(days=1)
    begun = ground.visit(
        visit.request,
        yesterday,
        state="agreed",
        provider=world.chiyo,
        decided_at=clock.at(yesterday, time(9)),
    )
    next_week = ground.visit(visit.request, DAY + timedelta(weeks=1))
    requests.withdraw(request=visit.request, by=LINK, at=MORNING)
    visits.cancel(visit=begun, kind=CancelKind.NO_SHOW, by=megumi, at=SOON)
    requests.restore(request=visit.request, by=megumi, at=clock.at(DAY, time(20)))
    next_week.refresh_from_db()
    begun.refresh_from_db()
    visit.refresh_from_db()
    assert (begun.state, visit.state, next_week.state) == ("cancelled", "cancelled", "open")


def test_the_whole_is_withdrawn_at_the_fee_that_was_shown(visit: Visit) -> None:
    with pytest.raises(Conflict, match="0円から 500円に"):
        requests.withdraw(request=visit.request, by=LINK, at=MORNING, shown=0)
    visit.refresh_from_db()
    assert (visit.state, Request.objects.get().state) == ("agreed", "open")
    assert requests.withdraw(request=visit.request, by=LINK, at=MORNING, shown=500).state == "withdrawn"
