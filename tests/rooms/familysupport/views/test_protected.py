"""DV・支援措置: once the adviser has linked the account that the city protects, neither side reads the other's name, telephone
or whereabouts: on pages, in mails, on paper."""

from __future__ import annotations

from datetime import datetime

import pytest
from django.test import Client
from django.urls import reverse

from ibasho.base.kernel import clock
from ibasho.rooms.familysupport.actions import asking, links
from ibasho.rooms.familysupport.models import Ask, Child, Meeting, Member, Report
from ibasho.rooms.familysupport.queries import report_papers
from ibasho.rooms.familysupport.queries.called import HIDDEN
from ibasho.town.outbox.models import Message
from ibasho.town.people.actions import protection
from tests import make
from tests.people import Cast, cast
from tests.rooms.familysupport import ground, reports_ground
from tests.rooms.familysupport.ground import DAY, Ground
from tests.rooms.familysupport.reports_ground import EVENING
from tests.signing_in import sign_in

pytestmark = pytest.mark.django_db
FAMILY = ("鈴木 保", "みほん小学校", "にじ保育園", "中央公園", "0537-00-0001")
SHEET = {"first_call": "鈴木 保（父）0537-00-0001", "way": "中央公園の 前を 通る", "likes": "電車が すき"}
PROVIDER = ("青木 千代", "0537-00-0002")


@pytest.fixture(autouse=True)
def _that_evening(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: EVENING)


@pytest.fixture
def people() -> Cast:
    return cast()


@pytest.fixture
def world(people: Cast) -> Ground:
    """Nobody has an account yet."""
    made = ground.ground(people)
    Member.objects.filter(pk=made.tamotsu.pk).update(person=None, address="虹橋市 中央町 1")
    made.tamotsu.refresh_from_db()
    return made


def phone(people: Cast, member: Member, at: datetime = EVENING) -> Client:
    given = links.give(member=member, mail=False, by=people.by(people.megumi), at=at)
    client = Client()
    assert client.get("/support/my/", {"t": given.token}).status_code == 302
    return client


def url(name: str, *args: object) -> str:
    return reverse(f"familysupport:{name}", args=[str(one) for one in args])


def page(client: Client, name: str, *args: object) -> str:
    answer = client.get(url(name, *args))
    assert answer.status_code == 200, name
    return answer.content.decode()


def protect(people: Cast, world: Ground) -> None:
    """The city protects the two accounts, the adviser links them on the members' pages."""
    desk = sign_in(Client(), people.megumi)
    for member, person in ((world.tamotsu, people.tamotsu), (world.chiyo, people.ken)):
        protection.protect(person=person, by=people.by(people.fumi), at=make.AT)
        desk.post(url("desk_member_account", member.public_id), {"email": person.email})
        member.refresh_from_db()
        assert member.person == person


def test_the_page_says_how_a_family_is_protected(people: Cast, world: Ground) -> None:
    desk = sign_in(Client(), people.megumi)
    one = url("desk_member_account", world.tamotsu.public_id)
    assert one in page(desk, "desk_member", world.tamotsu.public_id)
    first = page(desk, "desk_member_account", world.tamotsu.public_id)
    assert "市が つくります" in first
    assert "アカウントは ありません" in desk.post(one, {"email": "nobody@example.test"}).content.decode()
    desk.post(one, {"email": people.tamotsu.email})
    remove = url("desk_member_account_remove", world.tamotsu.public_id)
    assert remove in page(desk, "desk_member_account", world.tamotsu.public_id)
    desk.post(remove)
    world.tamotsu.refresh_from_db()
    assert world.tamotsu.person is None
    protect(people, world)
    assert remove not in page(desk, "desk_member_account", world.tamotsu.public_id)
    assert "保護されている方です" in page(desk, "desk_member", world.tamotsu.public_id)


def test_lists_of_the_adviser_do_not_carry_them_out(people: Cast, world: Ground) -> None:
    desk = sign_in(Client(), people.megumi)
    names = (FAMILY[0], PROVIDER[0])
    protect(people, world)
    for address in (url("desk_members"), url("desk_active_list")):
        csv = desk.get(address, {"format": "csv", "text": "1"}).content.decode("utf-8-sig")
        assert not any(name in csv for name in names)
    assert FAMILY[0] in desk.get(url("desk_members"), {"text": "1"}).content.decode()


def test_the_provider_reads_nothing_of_the_family(people: Cast, world: Ground) -> None:
    row = reports_ground.visit(world, from_words="にじ保育園", to_words="中央公園")
    meeting = reports_ground.meeting(world, people, row)
    Meeting.objects.filter(pk=meeting.pk).update(sheet=SHEET)
    protect(people, world)
    hers = phone(people, world.chiyo)
    shown = [page(hers, "my"), page(hers, "my_meeting", meeting.public_id)]
    report = reports_ground.written(world, row)
    shown += [page(hers, "my_report", report.public_id), page(hers, "my")]
    assert "電車が すき" in shown[1]
    for told in shown:
        assert not [word for word in FAMILY if word in told]
    assert HIDDEN in shown[0]
    assert "センターから 電話で お伝えします" in shown[0]


def test_the_family_reads_nothing_of_the_provider(people: Cast, world: Ground) -> None:
    report = reports_ground.written(world)
    coming = ground.agreed(ground.request(world, DAY.replace(day=27), wished=world.chiyo), world.chiyo)
    meeting = reports_ground.meeting(world, people, coming)
    protect(people, world)
    theirs = phone(people, world.tamotsu)
    shown = [
        page(theirs, "my"),
        page(theirs, "my_report", report.public_id),
        page(theirs, "my_meeting", meeting.public_id),
        page(theirs, "my_visit_cancel", coming.public_id),
        page(theirs, "my_request", coming.request.public_id),
        page(theirs, "my_request_change", coming.request.public_id),
        page(theirs, "my_request_new"),
    ]
    for told in shown:
        assert not [word for word in PROVIDER if word in told]
    assert "鈴木 保" in shown[1]  # their own name is theirs


def test_no_paper_names_them(people: Cast, world: Ground) -> None:
    report = reports_ground.written(world)
    meeting = reports_ground.meeting(world, people, report.visit)
    Meeting.objects.filter(pk=meeting.pk).update(sheet=SHEET)
    protect(people, world)
    today = clock.day(EVENING)
    papers = (
        report_papers.report(Report.objects.get(pk=report.pk), today),
        report_papers.meeting_sheet(Meeting.objects.get(pk=meeting.pk), world.centre, today),
    )
    for paper in papers:
        assert not [word for word in (*FAMILY, *PROVIDER) if word in str(paper)]
        assert "ひなた" in str(paper)


@pytest.mark.parametrize("first", ["protected", "asked"])
def test_the_why_of_an_ask_does_not_say_where_they_live(people: Cast, world: Ground, first: str) -> None:
    """Neither in an ask that is sent now, nor in one that was sent before."""
    Child.objects.create(
        member=world.goro, call_name="りん", born_on=DAY.replace(2018), school=world.child.school
    )
    Member.objects.filter(pk=world.goro.pk).update(email="goro@example.test")
    friday = DAY.replace(day=20)
    ground.visit(
        ground.request(world, friday), state="agreed", provider=world.goro, decided_at=make.AT.replace(day=10)
    )
    visit = ground.visit(ground.request(world, DAY.replace(day=27)))
    if first == "protected":
        protect(people, world)
    asking.ask(visits=[visit], members=[world.goro], by=people.by(people.megumi), at=EVENING)
    stored = Ask.objects.get().reasons
    if first == "asked":
        assert any(one.startswith("家から") for one in stored) and "同じ学校・園の 家族です" in stored
        protect(people, world)
    else:
        assert not any(one.startswith("家から") for one in stored)
        assert "家から" not in Message.objects.get(event_key__startswith="support.ask").body
    told = page(phone(people, world.goro), "my")
    for word in ("家から", "同じ学校", "会っています", *FAMILY):
        assert word not in told
    assert "その月" in told


def test_a_protection_that_ends_before_the_visit_holds_until_then(people: Cast, world: Ground) -> None:
    by, tomorrow = people.by(people.fumi), DAY.replace(day=26)
    protection.protect(person=people.tamotsu, by=by, at=make.AT, ends_on=tomorrow)
    Member.objects.filter(pk=world.tamotsu.pk).update(person=people.tamotsu)
    visit = ground.visit(ground.request(world, DAY.replace(day=27)))
    asking.ask(visits=[visit], members=[world.goro], by=people.by(people.megumi), at=EVENING)
    Ask.objects.update(reasons=["家から 歩いて 5分", "その月 0回"])
    assert "家から" not in page(phone(people, world.goro), "my")
