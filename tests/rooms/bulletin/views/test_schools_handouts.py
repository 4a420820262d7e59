"""One paper from the first words to the last tick: 葵 makes it, the board says yes, the school answers by its link."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from ibasho.base.kernel import clock
from ibasho.base.ports import pdf
from ibasho.rooms.bulletin.actions import deliveries
from ibasho.rooms.bulletin.models import Delivery, Handout, QrCode
from ibasho.rooms.bulletin.queries.deliveries import LINK
from ibasho.town.outbox.models import Message
from tests import make
from tests.people import Cast, cast
from tests.reading import bare, words
from tests.rooms.bulletin import ground
from tests.signing_in import sign_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("the_clock_stands")]
TODAY = clock.day(make.AT)


@pytest.fixture
def the_clock_stands(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: make.AT)


@pytest.fixture
def people() -> Cast:
    return cast()


@pytest.fixture
def aoi(people: Cast) -> Client:
    return sign_in(Client(), people.aoi)


def url(name: str, *args: object) -> str:
    return reverse(f"bulletin:{name}", args=[str(one) for one in args])


def told(**changed: object) -> dict[str, object]:
    return {
        "title": "12月の カレンダー", "paper": "calendar", "month": "2026-12", "words": "きょう 行けるところが わかります。",
        "hand_on": TODAY.isoformat(), "whom": "all", "asks_consent": "on", **changed,
    }  # fmt: skip


def box(**changed: object) -> Delivery:
    """At みほん小学校, handed over today."""
    handout = ground.handout(consent="given", consent_on=TODAY, hand_on=TODAY)
    return ground.delivery(handout, ground.school(**changed), handed_on=TODAY)


def test_from_the_first_words_to_the_last_tick(
    people: Cast, aoi: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pdf, "render", pdf.Recorder())
    ground.school(email="mihon@example.test")
    ground.school(name="みほん中学校", kind="junior")
    aoi.post(url("desk_handout_new"), told())
    row = Handout.objects.get()
    page = url("desk_handout", row.public_id)
    one = row.deliveries.get()
    assert one.school.name == "みほん小学校", "all primary schools, and no other"
    assert "了承が 入ると、ここで" in words(aoi.get(page))
    refused = aoi.post(
        page, {"do": "hand", "deliveries": [one.public_id], "on": TODAY.isoformat(), "mail": "on"}
    )
    assert "返事を まっています" in words(refused)
    aoi.post(page, {"do": "answer", "given": "yes", "on": TODAY.isoformat(), "words": "よろしく"})
    packing = aoi.post(url("desk_handout_packing", row.public_id))
    assert packing.headers["Content-Type"] == "application/pdf"
    assert aoi.get(url("desk_handout_labels", row.public_id)).headers["Content-Type"] == "application/pdf"
    done = aoi.post(
        page,
        {"do": "hand", "deliveries": [one.public_id], "on": TODAY.isoformat(), "mail": "on"},
        follow=True,
    )
    assert "1校に とどけました。メール：1校" in words(done)
    one.refresh_from_db()
    link, school = url("school_link", LINK.token(one)), Client()
    assert "12学級・340まい" in words(school.get(link))
    school.post(link, {"do": "tell-given_out"})
    school.post(link, {"do": "tell-mailed"})
    school.post(link, {"do": "say", "words": "こどもが よろこんでいました"})
    seen = words(aoi.get(page))
    assert "くばった" in seen and "アプリで 送った" in seen and "こどもが よろこんでいました" in seen
    school.post(link, {"do": "untell-mailed"})
    one.refresh_from_db()
    assert (one.received_on, one.given_out_on, one.mailed_on) == (TODAY, TODAY, None)


def test_which_schools(aoi: Client) -> None:
    make.district("M02", "川下", "かわしも")
    first = ground.school()
    second = ground.school(name="かわしも小学校", district="M02")
    aoi.post(url("desk_handout_new"), told(title="A", whom="districts", districts=["M02"]))
    aoi.post(
        url("desk_handout_new"), told(title="B", whom="chosen", schools=[first.public_id], asks_consent="")
    )
    found = {one.title: [two.school for two in one.deliveries.all()] for one in Handout.objects.all()}
    assert found == {"A": [second], "B": [first]}
    assert Handout.objects.get(title="B").consent == "not_needed"
    nobody = aoi.post(url("desk_handout_new"), told(whom="chosen"))
    assert "くばる 学校が ありません" in words(nobody) and "12月の カレンダー" in nobody.content.decode()


def test_words_refused_lose_nothing(aoi: Client) -> None:
    ground.school()
    page = aoi.post(url("desk_handout_new"), told(month="", words="電話は 090-1234-5678"))
    assert "電話番号" in words(page) and "090-1234-5678" in page.content.decode()
    assert "2026-12 のように" in words(aoi.post(url("desk_handout_new"), told(month="12月")))
    assert not Handout.objects.exists()


def test_mended_more_schools_dropped_and_back(aoi: Client) -> None:
    ground.school()
    aoi.post(url("desk_handout_new"), told())
    row, more = Handout.objects.get(), ground.school(name="みなみ小学校")
    page = url("desk_handout", row.public_id)
    aoi.post(url("desk_handout_change", row.public_id), told(title="12月と 1月", path="/today/"))
    aoi.post(page, {"do": "more", "schools": [more.public_id]})
    row.refresh_from_db()
    assert (row.title, row.path, row.deliveries.count()) == ("12月と 1月", "/today/", 2)
    assert aoi.get(url("desk_handout_change", row.public_id)).context["form"].initial["path"] == "/today/"
    for wish, dropped in (("drop", TODAY), ("restore", None)):
        aoi.post(page, {"do": wish})
        row.refresh_from_db()
        assert row.dropped_on == dropped
    for wish, consent in (("not_needed", "not_needed"), ("ask", "asked")):
        aoi.post(page, {"do": wish})
        row.refresh_from_db()
        assert row.consent == consent
    assert aoi.post(page, {"do": "x"}).status_code == 404


def test_consent_refused_is_told_with_the_boards_words(aoi: Client) -> None:
    handout = ground.handout(asked_on=TODAY)
    page = url("desk_handout", handout.public_id)
    aoi.post(page, {"do": "answer", "given": "no", "on": TODAY.isoformat(), "words": "行事が 多い"})
    seen = words(aoi.get(page))
    assert "了承されなかった" in seen and "行事が 多い" in seen and "もう一度 きく" in seen
    aoi.post(page, {"do": "take_back"})
    handout.refresh_from_db()
    assert handout.consent == "asked"


def test_an_answer_without_a_day_is_asked_for_again(aoi: Client) -> None:
    page = url("desk_handout", ground.handout().public_id)
    again = aoi.post(page, {"do": "answer", "given": "yes", "on": "", "words": "よろしく"})
    assert "「返事の日」を 入れてください" in words(again) and "よろしく" in again.content.decode()


def test_typed_in_from_the_telephone_and_taken_back(people: Cast) -> None:
    mado, one = sign_in(Client(), people.mado), box()
    page = url("desk_delivery", one.public_id)
    mado.post(page, {"do": "tell-received"})
    mado.post(page, {"do": "say", "words": "3年生は あした"})
    one.refresh_from_db()
    assert (one.received_on, one.school_words) == (TODAY, "3年生は あした")
    mado.post(page, {"do": "untell-received"})
    one.refresh_from_db()
    assert one.received_on is None
    mado.post(page, {"do": "call"})
    mado.post(page, {"do": "uncall"})
    mado.post(page, {"do": "unhand"})
    mado.post(page, {"do": "count", "classes": "13", "copies": "360"})
    one.refresh_from_db()
    assert (one.called_on, one.handed_on, one.classes, one.copies) == (None, None, 13, 360)
    assert "少なく" in words(mado.post(page, {"do": "count", "classes": "13", "copies": "6"}))
    mado.post(page, {"do": "remove"})
    assert not Delivery.objects.exists()


def test_schools_that_say_nothing_are_rung_up_with_one_tap(aoi: Client) -> None:
    one = box(phone="0537-21-1111")
    one.handed_on = TODAY - timedelta(days=10)
    one.save()
    seen = words(aoi.get(url("desk_handouts")))
    assert "電話する 学校（1）" in seen and "0537-21-1111" in seen
    assert aoi.get("/desk/").content.decode().count("返事が ない 学校に 電話する") >= 1
    aoi.post(url("desk_delivery_call", one.public_id))
    assert "電話する 学校" not in words(aoi.get(url("desk_handouts")))
    aoi.post(url("desk_delivery_call", one.public_id), {"do": "undo"})
    assert "電話する 学校（1）" in words(aoi.get(url("desk_handouts")))


def test_a_link_given_anew_is_shown_once_and_the_old_one_is_dead(aoi: Client) -> None:
    one = box(email="mihon@example.test")
    old = deliveries.ensure(one, make.AT - timedelta(days=1)).rsplit("/", 2)[-2]
    page = aoi.post(url("desk_delivery", one.public_id), {"do": "link", "mail": "yes"})
    one.refresh_from_db()
    assert LINK.given(one, mailed=True).grouped in words(page) and "メールを おくりました" in words(page)
    assert Message.objects.get().secret
    gone = Client().get(url("school_link", old))
    assert gone.status_code == 404 and "もう 使えません" in bare(gone.content.decode())
    assert Client().get(url("school_link", LINK.token(one))).status_code == 200


def test_the_schools_page_is_kept_by_nobody_and_says_no_names(people: Cast) -> None:
    one = box(contact="山田教頭", phone="0537-21-1111")
    deliveries.ensure(one, make.AT)
    page = Client().get(url("school_link", LINK.token(one)))
    assert page.headers["X-Robots-Tag"] == "noindex" and "no-store" in page.headers["Cache-Control"]
    assert "山田教頭" not in page.content.decode() and "0537-21-1111" not in page.content.decode()
    signed_in = sign_in(Client(), people.ken)
    signed_in.post(url("school_link", LINK.token(one)), {"do": "tell-received"})
    one.refresh_from_db()
    assert one.received_on == TODAY, "the link speaks, whoever is signed in on this machine"


def test_a_school_that_asks_before_the_board_answered_is_told_so(people: Cast) -> None:
    one = ground.delivery(ground.handout(hand_on=TODAY), ground.school())
    deliveries.ensure(one, make.AT)
    link, school = url("school_link", LINK.token(one)), Client()
    assert "返事を まっています" in words(school.post(link, {"do": "tell-received"}, follow=True))
    one.handout.dropped_on = TODAY
    one.handout.save()
    assert "とりやめに なりました" in words(school.get(link))
    assert school.post(link, {"do": "x"}).status_code == 404
    long = school.post(link, {"do": "say", "words": "あ" * 201})
    assert "200文字まで" in words(long)


def test_the_texts_stand_there_to_be_copied_without_a_script(aoi: Client) -> None:
    ground.school()
    aoi.post(url("desk_handout_new"), told())
    one, code = Delivery.objects.get(), QrCode.objects.get()
    page = aoi.get(url("desk_delivery", one.public_id)).content.decode()
    assert page.count("readonly") == 3 and page.count(code.code) == 3
    assert 'lang="pt-BR"' in page and "Places where children can go" in page
