"""Events as children see them: the list, signing up without account or script, the ticket."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from datetime import datetime, time, timedelta
from typing import Any

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from ibasho.base.kernel import clock
from ibasho.base.kernel.actor import Actor
from ibasho.town.places.actions import signups
from ibasho.town.places.models import Session, Signup, SpotNotice
from tests import make
from tests.people import cast
from tests.reading import plain

pytestmark = pytest.mark.django_db
EVENTS = reverse("places:events")


@pytest.fixture(autouse=True)
def after_school(monkeypatch: pytest.MonkeyPatch) -> Iterator[datetime]:
    """It is Tuesday, 15:00, and nobody has pressed anything yet."""
    monkeypatch.setattr(clock, "now", lambda: make.AT)
    cache.clear()
    yield make.AT


def said(response: Any) -> str:
    return plain(html.unescape(response.content.decode()))


def address(day: Session, name: str = "signup") -> str:
    assert day.event is not None
    return reverse(f"places:{name}", args=[day.event.public_id, day.pk])


def filled(client: Client, day: Session, **given: Any) -> dict[str, Any]:
    """The form as it was handed out, with what a child adds."""
    page = client.get(address(day)).content.decode()
    key = re.search(r'name="key" value="([^"]+)"', page)
    assert key is not None
    return {"key": html.unescape(key[1]), "nickname": "ことり", "heads_elementary": "2", **given}


def test_the_list_says_what_is_on_where_and_how_full_it_is(client: Client) -> None:
    for number, (taken, words) in enumerate(
        [(2, "すいている"), (9, "のこり わずか"), (10, "いっぱい（キャンセル待ち）")]
    ):
        day = make.event_day(make.event(f"会{number}"), make.TUESDAY + timedelta(days=number))
        signups.sign_up(session=day, nickname="あ", heads={"high": taken}, by=Actor.public(), at=make.AT)
        assert words in said(client.get(reverse("places:event", args=[day.event and day.event.public_id])))
    text = said(client.get(EVENTS))
    assert all(words in text for words in ("会0", "会1", "会2", "みほん公園", "16:00～18:00"))


def test_what_is_over_hidden_or_called_off_is_told_as_such(client: Client) -> None:
    make.event_day(make.event("おわった会"), starts=time(10), ends=time(12))
    make.event_day(make.event("下書きの会", state="draft"))
    make.event_day(make.event("まだの会", state="pending"))
    off = make.event_day(make.event("お休みの会"))
    Session.objects.filter(pk=off.pk).update(state="cancelled", reason="雨のため")
    text = said(client.get(EVENTS))
    assert "お休みの会" in text
    assert "おやすみに なりました" in text
    assert not any(name in text for name in ("おわった会", "下書きの会", "まだの会"))
    assert client.get(address(off)).status_code == 200
    assert "申しこみは おわりました" in said(client.get(address(off)))


def test_no_event_is_said_kindly(client: Client) -> None:
    assert "もよおしは ありません" in said(client.get(EVENTS))


def test_an_event_says_who_may_come_alone_what_it_costs_and_who_helps(client: Client) -> None:
    midori = cast().midori
    event = make.event(organisation=midori, stages=["upper"], alone_from="upper", free_of_charge=True)
    event.groups.create(name="どんぐり畑", task="いも")
    make.event_day(event)
    text = said(client.get(reverse("places:event", args=[event.public_id])))
    for words in (
        "小学4～6年生",
        "小学4年生から ひとりで いいよ",
        "お金は いらない",
        "みどり食堂の会",
        "どんぐり畑（いも）",
    ):
        assert words in text
    unknown = make.event(free_of_charge=None)
    text = said(client.get(reverse("places:event", args=[unknown.public_id])))
    assert "ひとりで 来ていいか、きいてから 来てね" in text
    assert "お金のことは、きいてください" in text


def test_a_child_signs_up_and_gets_a_ticket(client: Client) -> None:
    day = make.event_day(make.event())
    response = client.post(address(day), filled(client, day))
    assert response.status_code == 302
    row = Signup.objects.get()
    ticket = client.get(response["Location"])
    text = said(ticket)
    assert all(words in text for words in (row.code, "ことり", "小学生 2人", "申しこみ できました"))
    assert "<svg" in ticket.content.decode()
    assert ticket["Cache-Control"].startswith("max-age=0")
    assert ticket["X-Robots-Tag"] == "noindex"


def test_the_same_form_sent_twice_shows_the_same_ticket(client: Client) -> None:
    day = make.event_day(make.event())
    data = filled(client, day)
    first, again = client.post(address(day), data), client.post(address(day), data)
    assert first["Location"] == again["Location"]
    assert Signup.objects.count() == 1


def test_a_forged_form_key_opens_nobodys_ticket(client: Client) -> None:
    day = make.event_day(make.event())
    ticket = signups.sign_up(session=day, nickname="あ", heads={"high": 1}, by=Actor.public(), at=make.AT)
    response = client.post(address(day), {**filled(client, day), "key": ticket.signup.public_id})
    assert ticket.token not in response["Location"]
    assert Signup.objects.count() == 2


def test_what_was_typed_stays_when_something_is_missing(client: Client) -> None:
    day = make.event_day(make.event())
    for given, words in (
        ({"nickname": ""}, "「よび名」を 入れてください"),
        ({"heads_elementary": "0"}, "人数を 1人から 書いてください"),
        ({"nickname": "080-0000-0000"}, "よび名に 電話や メールは 書かないで"),
    ):
        response = client.post(address(day), filled(client, day, **given, note="えびは たべられない"))
        assert response.status_code == 200
        assert words in said(response)
        assert "えびは たべられない" in response.content.decode()
    assert not Signup.objects.exists()


def test_a_full_day_offers_to_tell_when_a_spot_is_free(client: Client) -> None:
    day = make.event_day(make.event(capacity=1, waiting_max=0))
    signups.sign_up(session=day, nickname="あ", heads={"high": 1}, by=Actor.public(), at=make.AT)
    assert "メールを 書くと" in said(client.get(address(day)))
    response = client.post(address(day, "spot_notice"), {"email": "a@example.test"}, follow=True)
    assert "空いたら メールで 知らせます" in said(response)
    assert SpotNotice.objects.count() == 1
    assert client.post(address(day, "spot_notice"), {"email": "ちがう"}).status_code == 200


def test_the_last_seat_goes_to_one_and_the_other_is_told_why(client: Client) -> None:
    day = make.event_day(make.event(capacity=2, waiting_max=0))
    late = filled(client, day)
    signups.sign_up(session=day, nickname="あ", heads={"high": 1}, by=Actor.public(), at=make.AT)
    response = client.post(address(day), late)
    assert "のこりは 1人分です" in said(response)


def test_cancelling_is_a_page_and_a_button(client: Client) -> None:
    day = make.event_day(make.event())
    ticket = signups.sign_up(session=day, nickname="あ", heads={"high": 1}, by=Actor.public(), at=make.AT)
    page = client.get(reverse("places:ticket_cancel"), {"t": ticket.token})
    assert "申しこみを とりけす？" in said(page)
    assert Signup.objects.get().state == "confirmed"  # a mail program that opens links cancels nothing
    done = client.post(reverse("places:ticket_cancel"), {"t": ticket.token}, follow=True)
    assert "とりけしました" in said(done)
    assert Signup.objects.get().state == "cancelled"


def test_a_ticket_that_waits_says_how_many_are_before_it(client: Client) -> None:
    day = make.event_day(make.event(capacity=1))
    for party in (1, 1):
        signups.sign_up(session=day, nickname="あ", heads={"high": party}, by=Actor.public(), at=make.AT)
    ticket = signups.sign_up(session=day, nickname="い", heads={"high": 1}, by=Actor.public(), at=make.AT)
    assert "あなたの 前に 1組 待っています" in said(client.get(reverse("places:ticket"), {"t": ticket.token}))


def test_a_lost_ticket_is_found_by_number_and_name(client: Client) -> None:
    day = make.event_day(make.event("会"))
    ticket = signups.sign_up(
        session=day, nickname="ことり", heads={"elementary": 1}, by=Actor.public(), at=make.AT
    )
    find, code = reverse("places:ticket_find"), ticket.signup.code
    assert client.get(reverse("places:ticket")).headers["Location"] == find
    assert find in client.get(EVENTS).content.decode()
    wide = "".join(chr(ord(digit) + 0xFEE0) for digit in code)
    for typed, name in ((code, "ことり"), (f" {wide} ", "コトリ")):
        answer = client.post(find, {"code": typed, "nickname": name}, follow=True)
        assert code in said(answer) and "行けなくなった" in said(answer)
    for typed, name in ((code, "すずめ"), ("0000", "ことり"), ("😀", "ことり"), ("9" * 20, "<b>")):
        answer = client.post(find, {"code": typed, "nickname": name})
        assert answer.status_code == 200 and "見つかりませんでした" in said(answer)
    signups.cancel(token=ticket.token, by=Actor.public(), at=make.AT)
    assert "見つかりませんでした" in said(client.post(find, {"code": code, "nickname": "ことり"}))


def test_a_number_is_not_found_by_trying(client: Client) -> None:
    answers = [
        client.post(reverse("places:ticket_find"), {"code": str(1000 + n), "nickname": "ことり"})
        for n in range(21)
    ]
    assert [answer.status_code for answer in answers] == [200] * 20 + [429]


@pytest.mark.parametrize("token", ["", "x", "CDFHJKMNPQRTVWXY3467"])
def test_an_unknown_ticket_does_not_exist(client: Client, token: str) -> None:
    assert client.get(reverse("places:ticket"), {"t": token}).status_code == 404


def test_the_qr_holds_an_address_with_a_token_and_nothing_about_a_person() -> None:
    day = make.event_day(make.event())
    ticket = signups.sign_up(session=day, nickname="ことり", heads={"high": 1}, by=Actor.public(), at=make.AT)
    told = reverse("places:ticket") + f"?t={ticket.token}"
    assert not any(part in told for part in ("ことり", ticket.signup.public_id, ticket.signup.code))


def test_a_machine_that_keeps_pressing_is_stopped_and_a_class_is_not(client: Client) -> None:
    day = make.event_day(make.event(capacity=None))
    answers = [client.post(address(day), {"nickname": ""}).status_code for _ in range(95)]
    assert set(answers[:90]) == {200}
    assert set(answers[90:]) == {429}


def test_the_list_asks_the_database_as_often_for_fifty_as_for_one(client: Client) -> None:
    make.event_day(make.event())
    with CaptureQueriesContext(connection) as one:
        client.get(EVENTS)
    for number in range(50):
        make.event_day(make.event(f"会{number}"))
    with CaptureQueriesContext(connection) as fifty:
        client.get(EVENTS)
    assert len(one) == len(fifty) <= 3
