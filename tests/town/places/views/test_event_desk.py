"""Behind the doors: writing, approving, receiving, summing up."""

from __future__ import annotations

import io
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

import openpyxl
import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from ibasho.base.kernel import clock
from ibasho.base.kernel.actor import Actor
from ibasho.town.people.models import Membership, Person
from ibasho.town.places.actions import events as event_actions
from ibasho.town.places.actions import reports, signups
from ibasho.town.places.models import Event, Session, Signup
from tests import make
from tests.people import SINCE, UNTIL, Cast, cast
from tests.signing_in import sign_in

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def after_school(monkeypatch: pytest.MonkeyPatch) -> Iterator[datetime]:
    monkeypatch.setattr(clock, "now", lambda: make.AT)
    cache.clear()
    yield make.AT


@pytest.fixture
def people() -> Cast:
    return cast()


@pytest.fixture
def hana(people: Cast) -> Client:
    return sign_in(Client(), people.hana)


@pytest.fixture
def aoi(people: Cast) -> Client:
    return sign_in(Client(), people.aoi)


@pytest.fixture
def day(people: Cast) -> Session:
    return make.event_day(make.event(organisation=people.midori))


def party(day: Session, nickname: str = "かもめ", **told: Any) -> signups.Ticket:
    heads = {"elementary": 2, "guardian": 1}
    return signups.sign_up(session=day, nickname=nickname, heads=heads, by=Actor.public(), at=make.AT, **told)


def table(day: Session, side: str = "ops", name: str = "reception", **kwargs: Any) -> str:
    return reverse(f"places:{side}_{name}", kwargs={"session": day.pk, **kwargs})


def written(**given: Any) -> dict[str, Any]:
    """The form of a new event as a group fills it in."""
    return {
        "kind": "event", "title": "森の おやつ会", "venue_name": "みほん公園", "waiting_max": "5",
        "signup_closes_hours": "0", "signup": "on", "capacity": "10", "alone": "upper", "free": "yes",
        "stages": ["upper"], "groups": "みどり食堂の会：おやつ\n協力団体2", "days-TOTAL_FORMS": "2",
        "days-INITIAL_FORMS": "0", "days-0-day": "2026-11-28", "days-0-starts": "10:00", "days-0-ends": "12:00",
        "days-1-day": "", **given,
    }  # fmt: skip


def test_a_group_writes_an_event_sends_it_and_the_city_publishes(
    hana: Client, aoi: Client, people: Cast
) -> None:
    response = hana.post(reverse("places:ops_event_new"), written(organisation=people.midori.pk))
    assert response.status_code == 302
    event = Event.objects.get()
    assert (event.state, event.alone_from, event.adult_needed, event.free_of_charge) == (
        "draft",
        "upper",
        False,
        True,
    )
    assert event.sessions.get().starts is not None
    assert list(event.groups.order_by("pk").values_list("name", "organisation", "task")) == [
        ("みどり食堂の会", people.midori.pk, "おやつ"),
        ("協力団体2", None, ""),
    ]
    hana.post(reverse("places:ops_event_submit", args=[event.public_id]))
    assert "承認を 待っている" in aoi.get(reverse("places:desk_events")).content.decode()
    aoi.post(reverse("places:desk_event_publish", args=[event.public_id]))
    event.refresh_from_db()
    assert event.state == "published"


def test_a_group_publishes_nothing_itself(hana: Client, people: Cast) -> None:
    event = make.event(organisation=people.midori, state="pending")
    assert hana.post(reverse("places:ops_event_publish", args=[event.public_id])).status_code == 404
    event.refresh_from_db()
    assert event.state == "pending"


def test_what_was_typed_stays_when_a_day_is_the_wrong_way_round(hana: Client, people: Cast) -> None:
    data = written(organisation=people.midori.pk, description="いもを やきます")
    response = hana.post(reverse("places:ops_event_new"), {**data, "days-0-ends": "09:00"})
    text = response.content.decode()
    assert response.status_code == 200
    assert "はじまりより 後の時刻" in text
    assert "いもを やきます" in text
    response = hana.post(
        reverse("places:ops_event_new"), {**data, "days-0-day": "", "days-0-starts": "", "days-0-ends": ""}
    )
    assert "日が ありません" in response.content.decode()
    assert not Event.objects.exists()


def test_an_event_is_changed_line_by_line(hana: Client, people: Cast, day: Session) -> None:
    assert day.event is not None
    url = reverse("places:ops_event_edit", args=[day.event.public_id])
    assert "2026-11-24" in hana.get(url).content.decode()
    data = written(
        organisation=people.midori.pk, title="新しい名前", **{
            "days-INITIAL_FORMS": "1", "days-0-session_id": day.pk, "days-0-day": "2026-11-24",
            "days-0-starts": "16:00", "days-0-ends": "17:00", "days-1-day": "2026-12-01",
        },
    )  # fmt: skip
    assert hana.post(url, data).status_code == 302
    event = Event.objects.get()
    assert event.title == "新しい名前"
    assert event.sessions.count() == 2
    assert event.sessions.get(pk=day.pk).ends == datetime(2026, 1, 1, 17).time()


def test_calling_a_day_off_asks_first_and_can_be_taken_back(hana: Client, day: Session) -> None:
    party(day, email="a@example.test")
    assert day.event is not None
    url = reverse("places:ops_event_call_off", args=[day.event.public_id, day.pk])
    assert "3人に、メールか 電話で 知らせます" in hana.get(url).content.decode()
    hana.post(url, {"words": "雨のため"})
    day.refresh_from_db()
    assert (day.state, day.reason) == ("cancelled", "雨のため")
    hana.post(reverse("places:ops_event_restore", args=[day.event.public_id, day.pk]))
    day.refresh_from_db()
    assert day.state == "planned"


def test_one_tap_and_the_party_is_here(hana: Client, day: Session) -> None:
    ticket = party(day, note="えび アレルギー")
    page = hana.get(table(day)).content.decode()
    assert all(
        words in page for words in ("かもめ", "小学生 2", "保護者 1", "えび アレルギー", ticket.signup.code)
    )
    hana.post(table(day) + "arrive/", {"signup": ticket.signup.public_id})
    assert Signup.objects.get().arrived_at == make.AT
    assert "来ました" in hana.get(table(day)).content.decode()
    hana.post(table(day) + "undo/", {"signup": ticket.signup.public_id})
    assert Signup.objects.get().arrived_at is None


@pytest.mark.parametrize("how", ["digits", "qr"])
def test_a_number_or_a_qr_brings_the_party_in(hana: Client, day: Session, how: str) -> None:
    ticket = party(day)
    code = ticket.signup.code if how == "digits" else f"https://x.test/events/ticket/?t={ticket.token}"
    response = hana.post(table(day) + "find/", {"code": code}, follow=True)
    assert "かもめさん（3人）が 来ました" in response.content.decode()
    response = hana.post(table(day) + "find/", {"code": "0000"}, follow=True)
    assert "ありません" in response.content.decode()


def test_walk_ins_are_counted_by_plain_forms(hana: Client, day: Session) -> None:
    for step in ("1", "1", "-1"):
        response = hana.post(table(day) + "count/", {"of_class": "junior", "step": step})
        assert response.status_code == 302
    assert day.headcounts.get().heads == 1
    response = hana.post(table(day) + "count/", {"of_class": "junior", "step": "9"}, follow=True)
    assert "その区分は ありません" in response.content.decode()


def test_staff_write_down_a_call(hana: Client, day: Session) -> None:
    url = table(day, name="reception_signup")
    assert "電話・紙の" in hana.get(url).content.decode()
    data = {
        "via": "phone",
        "nickname": "やまだのおばあちゃん",
        "heads_elementary": "1",
        "phone": "000-0000-0001",
    }
    assert hana.post(url, data).status_code == 302
    assert Signup.objects.get().phone == "000-0000-0001"
    assert "人数を 1人から" in hana.post(url, {**data, "heads_elementary": "0"}).content.decode()


def test_a_helper_sees_nicknames_and_no_way_to_reach_anybody(
    people: Cast, hana: Client, day: Session
) -> None:
    """Trust statement 65: volunteers see no child's contact."""
    full = party(day, "いっぱい")
    party(day, "にもつ", phone="000-0000-0001", email="")
    Signup.objects.filter(nickname="にもつ").update(call_needed=True)
    sora = Person.objects.create(email="sora@example.test", name="空", ends_on=UNTIL)
    Membership.objects.create(
        person=sora, organisation=people.midori, role="helper", starts_on=SINCE, ends_on=UNTIL
    )
    seen = sign_in(Client(), sora).get(table(day)).content.decode()
    assert "にもつ" in seen
    assert "000-0000-0001" not in seen
    assert "000-0000-0001" in hana.get(table(day)).content.decode()
    assert full.token not in seen


@pytest.mark.parametrize("who", ["ken", "tamotsu", "tsubaki"])
@pytest.mark.parametrize("name", ["reception", "reception_close", "report"])
def test_a_stranger_learns_of_no_day_of_hanas(people: Cast, day: Session, who: str, name: str) -> None:
    client = sign_in(Client(), getattr(people, who))
    for side in ("ops", "desk"):
        assert client.get(table(day, side, name)).status_code == 404
    assert client.post(table(day) + "count/", {"of_class": "junior", "step": "1"}).status_code == 404
    assert not day.headcounts.exists()


def test_the_day_is_summed_up_and_printed(hana: Client, aoi: Client, day: Session) -> None:
    ticket = party(day)
    hana.post(table(day) + "arrive/", {"signup": ticket.signup.public_id})
    url = table(day, name="reception_close")
    assert 'value="2"' in hana.get(url).content.decode()  # what was counted at the door stands there
    data = {"heads_elementary": "3", "heads_guardian": "1", "volunteers": "4", "groups": "2", "note": "晴れ"}
    assert hana.post(url, data).status_code == 302
    for client, side in ((hana, "ops"), (aoi, "desk")):
        page = client.get(table(day, side, "report")).content.decode()
        for words in ("令和8年11月24日（火）", "16:00～18:00", "4<small>人", "2<small>団体", "晴れ"):
            assert words in page, words
    assert "まとめが すんでいます" in hana.get(table(day)).content.decode()


def test_the_printed_summary_of_the_trial_day_has_the_decks_figures(aoi: Client, people: Cast) -> None:
    event = make.event("あそび場INカケショク", organisation=people.city, signup=False, capacity=None)
    day = make.event_day(
        event,
        datetime(2024, 2, 16).date(),
        datetime(2024, 2, 16, 15).time(),
        datetime(2024, 2, 16, 16, 30).time(),
    )
    heads = {"infant_elementary": 16, "guardian": 13}
    reports.close(session=day, heads=heads, groups=10, volunteers=26, by=people.by(people.aoi), at=make.AT)
    page = aoi.get(table(day, "desk", "report")).content.decode()
    for words in (
        "令和6年2月16日（金）", "15:00～16:30", "16<small>人", "13<small>人", "29<small>人", "10<small>団体",
        "26<small>人", "乳幼児～小学生（内訳なし）",
    ):  # fmt: skip
        assert words in page, words
    assert page.index("乳幼児～小学生") < page.index("保護者")


def test_the_years_list_goes_out_with_heads_by_class(aoi: Client, people: Cast, day: Session) -> None:
    reports.close(
        session=day,
        heads={"infant": 2, "guardian": 3},
        families=2,
        consultations=1,
        by=people.by(people.aoi),
        at=make.AT,
    )
    url = reverse("places:desk_sessions")
    page = aoi.get(url).content.decode()
    assert "令和8年度の実績" in page
    book = openpyxl.load_workbook(io.BytesIO(aoi.get(url, {"format": "xlsx"}).content))
    head, row = list(book.worksheets[0].iter_rows(values_only=True))
    told = dict(zip(head, row, strict=True))
    assert (told["乳幼児"], told["保護者"], told["参加者 計"], told["親子の組数"]) == (2, 3, 5, 2)
    assert told["小学生"] in (None, "")  # not counted is not nought
    assert aoi.get(url, {"format": "csv"}).content.startswith(b"\xef\xbb\xbf")
    assert "保護者" in aoi.get(url, {"format": "csv-cp932"}).content.decode("cp932")
    assert "この年度の 記録は ありません" in aoi.get(url, {"nendo": "2027"}).content.decode()


def test_days_to_come_are_not_counted_as_held(aoi: Client, people: Cast, day: Session) -> None:
    make.event_day(make.event("あしたの会", organisation=people.midori), make.TUESDAY + timedelta(days=1))
    sums = dict(line[:2] for line in aoi.get(reverse("places:desk_sessions")).context["sums"])
    assert sums["ひらいた日"] == 1


def test_a_group_lists_only_its_own_days(people: Cast, day: Session) -> None:
    reports.close(session=day, heads={"infant": 2}, by=people.by(people.hana), at=make.AT)
    ken = sign_in(Client(), people.ken)
    assert "森の おやつ会" not in ken.get(reverse("places:ops_sessions")).content.decode()
    assert "森の おやつ会" not in ken.get(reverse("places:ops_events")).content.decode()
    assert "森の おやつ会" not in ken.get(reverse("places:ops_reception_days")).content.decode()


def test_the_days_of_reception_are_today_unwritten_and_to_come(
    hana: Client, people: Cast, day: Session
) -> None:
    make.event_day(make.event("きのうの会", organisation=people.midori), make.TUESDAY - timedelta(days=1))
    make.event_day(make.event("あしたの会", organisation=people.midori), make.TUESDAY + timedelta(days=1))
    make.event_day(make.event("下書きの会", organisation=people.midori, state="draft"))
    page = hana.get(reverse("places:ops_reception_days")).content.decode()
    assert page.index("森の おやつ会") < page.index("きのうの会") < page.index("あしたの会")
    assert "下書きの会" not in page


def test_lists_ask_the_database_as_often_for_many_as_for_one(aoi: Client, people: Cast, day: Session) -> None:
    names = ("desk_events", "desk_reception_days", "desk_sessions")
    _queries(aoi, names[0])  # the first page of a session also writes when it was last seen
    before = [_queries(aoi, name) for name in names]
    for number in range(12):
        event = make.event(f"会{number}", organisation=people.midori)
        event_actions.change(event=event, values={}, groups=[], by=people.by(people.aoi), at=make.AT)
        each = make.event_day(event)
        reports.close(session=each, heads={"infant": 1}, by=people.by(people.aoi), at=make.AT)
    assert [_queries(aoi, name) for name in names] == before


def _queries(client: Client, name: str) -> int:
    with CaptureQueriesContext(connection) as found:
        assert client.get(reverse(f"places:{name}")).status_code == 200
    return len(found)
