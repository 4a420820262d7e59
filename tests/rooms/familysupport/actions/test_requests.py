"""保 asks for help on his phone, changes his words, thinks again; 恵 types the same for who telephones."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, time, timedelta
from typing import Any

import pytest

from ibasho.base.journal.models import Entry
from ibasho.base.kernel import clock
from ibasho.base.kernel.actor import Actor, Via
from ibasho.base.kernel.codes import new_code
from ibasho.base.kernel.errors import Conflict, Invalid, NotFound
from ibasho.rooms.familysupport.actions import children, requests, visits
from ibasho.rooms.familysupport.models import Child, Request, Visit
from ibasho.rooms.familysupport.rules.requests import Wanted
from ibasho.town.outbox.models import Message
from tests import make
from tests.people import Cast, cast
from tests.rooms.familysupport import ground
from tests.rooms.familysupport.ground import DAY, Ground

pytestmark = pytest.mark.django_db
LINK = Actor.public(Via.LINK)


@pytest.fixture
def people() -> Cast:
    return cast()


@pytest.fixture
def world(people: Cast) -> Ground:
    return ground.ground(people)


def wanted(world: Ground, **given: Any) -> Wanted:
    return Wanted(
        **{
            "children": (world.child.public_id,), "content": "after_school", "where": "provider_home", "from_on": DAY,
            "starts": time(15), "ends": time(17), **given,
        }
    )  # fmt: skip


def ask(world: Ground, by: Actor = LINK, **given: Any) -> Request:
    return requests.ask(member=world.tamotsu, wanted=wanted(world, **given), by=by, at=make.AT)


def test_one_afternoon_becomes_one_open_visit_and_a_mail_without_the_childs_name(world: Ground) -> None:
    row = ask(world, words="門の前で 待っています")
    visit = row.visits.get()
    assert (visit.state, visit.starts_at, visit.ends_at) == (
        "open", clock.at(DAY, time(15)), clock.at(DAY, time(17)),
    )  # fmt: skip
    assert (list(row.children.all()), row.asked_via, row.asked_by) == ([world.child], "link", None)
    letter = Message.objects.get(address="tamotsu@example.test")
    assert "11月25日（水）15:00～17:00" in letter.body
    assert "ひなた" not in letter.subject + letter.body
    assert "保険が ききません" in letter.body
    said = Entry.objects.get(verb="familysupport.request.ask")
    assert said.data == {"member": world.tamotsu.pk, "visits": 1, "content": "after_school"}


def test_every_wednesday_until_christmas_skips_no_wednesday_and_stays_within_sixty(world: Ground) -> None:
    row = ask(world, weekdays=(2,), until_on=date(2026, 12, 23))
    assert [one.day for one in row.visits.all()] == [DAY + timedelta(weeks=week) for week in range(5)]
    assert (row.from_on, row.until_on, row.weekdays) == (DAY, date(2026, 12, 23), [2])


def test_a_form_sent_twice_is_one_request(world: Ground) -> None:
    key = new_code()
    assert ask(world, key=key).pk == ask(world, key=key).pk
    assert Request.objects.count() == 1


def test_the_same_child_cannot_be_in_two_places(world: Ground) -> None:
    ask(world)
    with pytest.raises(Invalid) as refused:
        ask(world, starts=time(16), ends=time(18))
    assert refused.value.code == "support.own_overlap"
    ask(world, starts=time(17), ends=time(18))
    visits.cancel(visit=Visit.objects.earliest("pk"), kind="before", by=LINK, at=make.AT)  # type: ignore[arg-type]
    ask(world, starts=time(15), ends=time(16))


def test_somebody_elses_child_and_a_provider_never_met_are_refused(world: Ground) -> None:
    stranger = ground.member(world.centre, 9, "健の家", kind="user")
    other = Child.objects.create(member=stranger, call_name="そら", born_on=date(2018, 5, 1))
    with pytest.raises(NotFound):
        ask(world, children=(other.public_id,))
    with pytest.raises(Invalid) as refused:
        ask(world, wished=world.chiyo.public_id)
    assert set(refused.value.fields) == {"wished"}
    ground.agreed(ground.request(world, DAY + timedelta(days=1)), world.chiyo)
    assert ask(world, wished=world.chiyo.public_id).wished == world.chiyo


def test_what_the_child_needs_is_needed_and_home_is_where_they_live(world: Ground) -> None:
    children.write(
        member=world.tamotsu, child=world.child, values={"needs": ["allergy"]}, by=LINK, at=make.AT
    )
    make.place(
        "みほん保育園",
        kind="nursery",
        lat=34.77,
        lng=138.0,
        restricted=True,
        restricted_to="在園児",
        everyone=None,
    )
    make.town("中央町", "ちゅうおうちょう", lat=34.78, lng=138.01)
    row = ask(world, content="nursery_way", where="way", from_words="みほん保育園", to_words="家")
    assert row.needs == ["allergy"]
    assert (row.from_lat, row.from_lng, row.to_lat, row.to_lng) == (34.77, 138.0, 34.7690, 137.9980)
    changed = requests.change(request=row, values={"to_words": "中央町の 祖母の家"}, by=LINK, at=make.AT)
    assert (changed.to_lat, changed.to_lng) == (34.78, 138.01)
    nowhere = requests.change(request=row, values={"to_words": "スイミング"}, by=LINK, at=make.AT)
    assert nowhere.to_lat is None
    with pytest.raises(Invalid):
        requests.change(request=row, values={"to_words": ""}, by=LINK, at=make.AT)


def test_who_is_paused_or_gone_hears_what_to_do(world: Ground) -> None:
    world.tamotsu.state, world.tamotsu.paused_from = "paused", DAY
    world.tamotsu.save()
    with pytest.raises(Conflict, match="0537-00-0000"):
        ask(world)


def test_a_my_number_in_the_words_is_refused(world: Ground) -> None:
    with pytest.raises(Invalid) as refused:
        ask(world, words="番号は 1234 5678 9018 です")
    assert set(refused.value.fields) == {"words"}


def test_the_adviser_types_it_for_who_telephones_and_nobody_else_may(world: Ground, people: Cast) -> None:
    typed = replace(people.by(people.megumi), via=Via.PHONE)
    row = ask(world, by=typed)
    assert (row.asked_via, row.asked_by) == ("phone", people.megumi)
    for other in (people.fumi, people.aoi, people.hana, people.tamotsu):
        with pytest.raises(NotFound):
            ask(world, by=people.by(other))
        with pytest.raises(NotFound):
            requests.withdraw(request=row, by=people.by(other), at=make.AT)


def test_withdrawn_is_called_off_at_its_price_and_comes_back(world: Ground) -> None:
    row = ask(world, weekdays=(2,), until_on=DAY + timedelta(weeks=1))
    first, second = row.visits.all()
    Visit.objects.filter(pk=first.pk).update(state="agreed", provider=world.chiyo, decided_at=make.AT)
    morning = clock.at(DAY, time(9))
    requests.withdraw(request=row, by=LINK, at=morning)
    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.state, first.cancel_kind, first.cancel_yen) == ("cancelled", "same_day", 500)
    assert (second.state, second.cancel_kind, second.cancel_yen) == ("cancelled", "before", 0)
    letters = Message.objects.filter(event_key__startswith="familysupport.withdrawn")
    assert [one.body.count("500円") for one in letters] == [1]
    back = requests.restore(request=row, by=LINK, at=morning + timedelta(minutes=1))
    assert back.state == "open"
    assert {one.state for one in row.visits.all()} == {"agreed", "open"}


def test_children_are_the_familys_own(world: Ground) -> None:
    born = {"call_name": "みう", "born_on": date(2024, 1, 10)}
    new = children.write(member=world.tamotsu, values=born, by=LINK, at=make.AT)
    assert new.member == world.tamotsu
    stranger = ground.member(world.centre, 9, "健の家", kind="user")
    with pytest.raises(NotFound):
        children.write(member=stranger, child=new, values={"call_name": "X"}, by=LINK, at=make.AT)
    with pytest.raises(Invalid) as refused:
        children.write(
            member=world.tamotsu, values={**born, "born_on": date(2026, 12, 1)}, by=LINK, at=make.AT
        )
    assert set(refused.value.fields) == {"born_on"}
    ask(world)
    with pytest.raises(Conflict):
        children.remove(child=world.child, by=LINK, at=make.AT)
    children.remove(child=new, by=LINK, at=make.AT)
    assert "みう" not in "".join(f"{one.data}{one.why}" for one in Entry.objects.all())
