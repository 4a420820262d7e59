"""From an application to a numbered member, pauses and the end; what goes after thirty days."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta

import pytest

from ibasho.base.journal.models import Entry
from ibasho.base.kernel import clock
from ibasho.base.kernel.actor import Actor, Via
from ibasho.base.kernel.errors import Conflict, Invalid, NotFound
from ibasho.rooms.familysupport.actions import applying, members, members_erasing
from ibasho.rooms.familysupport.actions.applying import Told
from ibasho.rooms.familysupport.models import Ask, Child, CourseTaken, Member, Provider, TopUp
from ibasho.rooms.familysupport.queries import members as queries
from ibasho.rooms.familysupport.rules.kinds import MemberKind
from ibasho.town.outbox.models import Message
from tests import make
from tests.people import Cast, cast
from tests.rooms.familysupport import ground as grounds
from tests.rooms.familysupport import reports_ground
from tests.rooms.familysupport.ground import DAY, Ground, agreed, ground, request, visit

pytestmark = pytest.mark.django_db
TODAY = clock.day(make.AT)
JOB = Actor.of_job("familysupport.erase")
LINK = Actor.public(Via.LINK)
ASKS = Told(
    kind="user",
    name="原田 みき",
    kana="はらだ みき",
    phone="0537-11-1111",
    email="miki@example.test",
    agrees=True,
)


@pytest.fixture
def people() -> Cast:
    return cast()


@pytest.fixture
def here(people: Cast) -> Ground:
    return ground(people)


def test_an_application_reaches_the_adviser_without_a_name(people: Cast, here: Ground) -> None:
    for _ in range(2):  # a button pressed twice
        made = applying.apply(
            centre=here.centre, told=ASKS, public_id="KEY1234567", by=Actor.public(), at=make.AT
        )
    assert Member.objects.filter(state="applied").count() == 1
    assert (made.applied_via, made.agreed_on, made.number) == ("page", TODAY, None)
    letters = {one.address: one.body for one in Message.objects.all()}
    assert set(letters) == {"miki@example.test", people.megumi.email}
    assert "原田" not in letters[people.megumi.email]
    assert not any("原田" in f"{one.data}{one.why}" for one in Entry.objects.all())


@pytest.mark.parametrize(
    ("told", "code"),
    [
        (Told(kind="user", name="原田"), "support.no_contact"),
        (Told(kind="provider", name="原田", phone="1"), "support.too_young"),
        (Told(kind="user", name="1234 5678 9018", phone="1"), "text.my_number"),
    ],
    ids=["no contact", "too young", "a My Number"],
)
def test_what_an_application_needs(here: Ground, told: Told, code: str) -> None:
    with pytest.raises(Invalid) as refused:
        applying.apply(centre=here.centre, told=told, by=Actor.public(), at=make.AT)
    assert refused.value.code == code


def test_a_centre_that_takes_nobody_says_so(here: Ground) -> None:
    here.centre.is_open = False
    here.centre.save()
    with pytest.raises(Conflict, match="うけつけていません"):
        applying.apply(centre=here.centre, told=ASKS, by=Actor.public(), at=make.AT)


def test_from_a_call_to_a_number_without_a_gap(people: Cast, here: Ground) -> None:
    by = people.by(people.megumi)
    first = applying.type_in(centre=here.centre, told=ASKS, via=Via.PHONE, by=by, at=make.AT)
    second = applying.type_in(centre=here.centre, told=ASKS, via=Via.PAPER, by=by, at=make.AT)
    for one in (first, second):
        members.interview(member=one, held_on=TODAY, agreed_on=TODAY, id_seen_on=TODAY, by=by, at=make.AT)
        with pytest.raises(Conflict, match="住所、こどもの 生年月日"):
            members.join(member=one, by=by, at=make.AT)
        members.change(member=one, values={"address": "みほん市 1-2"}, by=by, at=make.AT)
        Child.objects.create(member=one, call_name="りく", born_on=date(2020, 5, 5))
    assert [members.join(member=one, by=by, at=make.AT).number for one in (second, first)] == [4, 5]
    back = members.step_back(member=second, by=by, at=make.AT)
    assert (back.state, back.number, back.joined_on) == ("interviewed", 4, None)
    assert members.join(member=second, by=by, at=make.AT).number == 4


def test_who_has_asked_already_cannot_be_taken_out_of_the_book(people: Cast, here: Ground) -> None:
    request(here)
    with pytest.raises(Conflict, match="もう 依頼や 活動が あるので"):
        members.step_back(member=here.tamotsu, by=people.by(people.megumi), at=make.AT)


def test_a_day_to_come_is_no_interview(people: Cast, here: Ground) -> None:
    by = people.by(people.megumi)
    made = applying.type_in(centre=here.centre, told=ASKS, via=Via.PHONE, by=by, at=make.AT)
    with pytest.raises(Invalid):
        members.interview(member=made, held_on=DAY, agreed_on=None, id_seen_on=None, by=by, at=make.AT)


def test_a_user_who_wants_to_help_takes_the_courses_first(people: Cast, here: Ground) -> None:
    by = people.by(people.megumi)
    here.tamotsu.address = "みほん市 1-2"
    here.tamotsu.save()
    with pytest.raises(Conflict, match="基礎講習が あと 24時間"):
        members.change_kind(member=here.tamotsu, kind=MemberKind.BOTH, by=by, at=make.AT)
    for row in CourseTaken.objects.filter(member=here.chiyo):
        CourseTaken.objects.create(
            course=row.course, member=here.tamotsu, minutes=row.minutes, written_at=make.AT
        )
    assert members.change_kind(member=here.tamotsu, kind=MemberKind.BOTH, by=by, at=make.AT).helps


def test_a_member_pauses_by_their_own_link_and_is_back_by_themselves(here: Ground) -> None:
    paused = members.pause(member=here.chiyo, until=DAY, by=LINK, at=make.AT)
    assert (paused.state, paused.paused_from, paused.paused_until) == ("paused", TODAY, DAY)
    assert members.wake(by=JOB, at=make.AT + timedelta(days=1)) == 0
    assert members.wake(by=JOB, at=make.AT + timedelta(days=2)) == 1
    here.chiyo.refresh_from_db()
    assert (here.chiyo.state, here.chiyo.paused_from) == ("active", None)
    with pytest.raises(Invalid):
        members.pause(member=here.chiyo, until=TODAY - timedelta(days=1), by=LINK, at=make.AT)


def test_a_pause_without_a_day_ends_when_they_say_so(people: Cast, here: Ground) -> None:
    members.pause(member=here.goro, until=None, by=people.by(people.megumi), at=make.AT)
    assert members.wake(by=JOB, at=make.AT + timedelta(days=400)) == 0
    assert members.come_back(member=here.goro, by=LINK, at=make.AT).state == "active"


def test_nobody_leaves_while_somebody_waits_for_them(people: Cast, here: Ground) -> None:
    by = people.by(people.megumi)
    agreed(request(here), here.chiyo)
    for one in (here.chiyo, here.tamotsu):
        with pytest.raises(Conflict, match="これから"):
            members.leave(member=one, by=by, at=make.AT)
    later = make.AT + timedelta(days=3)
    left = members.leave(member=here.chiyo, by=by, at=later)
    assert (left.state, left.erase_on) == ("left", date(2026, 12, 31))  # the month after the activity
    back = members.take_back(member=left, by=by, at=later)
    assert (back.state, back.number, back.erase_on) == ("active", 2, None)


def test_names_children_and_reasons_go_and_the_number_stays(people: Cast, here: Ground) -> None:
    by = people.by(people.megumi)
    old = visit(request(here, date(2026, 6, 3), words="ひなたを おねがいします"), state="unmet", unmet_reason="nobody_free",
                unmet_at=make.AT)  # fmt: skip
    Ask.objects.create(
        visit=old, member=here.goro, batch="B", reasons=["ひなたさんと 会っています"], sent_at=make.AT
    )
    for one in (here.tamotsu, here.goro):
        members.leave(member=one, by=by, at=make.AT)
    before = make.AT + timedelta(days=29)
    assert members_erasing.erase(by=JOB, at=before) == 0
    assert queries.counts(here.centre, TODAY - timedelta(days=1)) == {"user": 1, "provider": 2, "both": 0}
    assert members_erasing.erase(by=JOB, at=make.AT + timedelta(days=30)) == 2
    assert members_erasing.erase(by=JOB, at=make.AT + timedelta(days=31)) == 0
    here.tamotsu.refresh_from_db()
    assert (here.tamotsu.number, here.tamotsu.name, here.tamotsu.phone, here.tamotsu.lat) == (1, "", "", None)
    assert not Child.objects.exists() and not Provider.objects.filter(member=here.goro).exists()
    old.request.refresh_from_db()
    assert old.request.words == "" and Ask.objects.get().reasons == []
    assert queries.counts(here.centre, TODAY - timedelta(days=1)) == {"user": 1, "provider": 2, "both": 0}
    assert queries.counts(here.centre, TODAY) == {"user": 0, "provider": 1, "both": 0}
    with pytest.raises(NotFound):
        members.take_back(member=here.tamotsu, by=by, at=make.AT)


def _over(member: Member) -> None:
    Member.objects.filter(pk=member.pk).update(state="left", ended_on=TODAY, erase_on=TODAY)


def _erased(at: datetime = reports_ground.DECEMBER) -> int:
    return members_erasing.erase(by=JOB, at=at)


def test_nobody_is_forgotten_while_a_report_is_to_come(people: Cast, here: Ground) -> None:
    row = reports_ground.visit(here)
    _over(here.chiyo)
    _over(here.tamotsu)
    assert _erased() == 0
    report = reports_ground.written(here, row)
    assert _erased() == 0  # nobody has confirmed it: the fee is counted by the children
    reports_ground.looked_at(report)
    assert _erased() == 0  # the city's part is in no month
    before = report.visit.request.children.count()
    reports_ground.approved(here, people)
    TopUp.objects.update(paid_on=TODAY)
    assert (before, _erased()) == (1, 2)


def test_nobody_is_forgotten_before_the_city_has_paid(people: Cast, here: Ground) -> None:
    reports_ground.confirmed(here)
    reports_ground.approved(here, people)
    _over(here.chiyo)
    assert _erased() == 0
    TopUp.objects.update(paid_on=TODAY)
    assert _erased() == 1


def test_members_at_the_end_of_each_month(people: Cast, here: Ground) -> None:
    grounds.member(here.centre, 4, "秋から", joined_on=date(2026, 10, 15))
    found = queries.month_ends(here.centre, 2026, TODAY)
    assert [one.total for one in found] == [3] * 6 + [4, 4]
    assert [found[0].day, found[-1].day] == [date(2026, 4, 30), TODAY]


@pytest.mark.parametrize("who", ["fumi", "aoi", "mado", "tsubaki", "hana", "tamotsu"])
def test_only_the_adviser_keeps_the_members(people: Cast, here: Ground, who: str) -> None:
    by = people.by(getattr(people, who))
    deeds: tuple[Callable[[], object], ...] = (
        lambda: members.leave(member=here.goro, by=by, at=make.AT),
        lambda: members.pause(member=here.goro, until=None, by=by, at=make.AT),
        lambda: members.change(member=here.goro, values={"name": "x"}, by=by, at=make.AT),
        lambda: applying.type_in(centre=here.centre, told=ASKS, via=Via.PHONE, by=by, at=make.AT),
    )
    for deed in deeds:
        with pytest.raises(NotFound):
            deed()
