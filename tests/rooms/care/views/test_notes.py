"""Thirty seconds at a place, three words back; what is told by telephone at the desk; what the paper holds."""

from __future__ import annotations

import json
from base64 import b64encode
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from ibasho.base.kernel import clock
from ibasho.base.kernel.errors import Unavailable
from ibasho.base.ports import pdf
from ibasho.rooms.care.models import Matter, Notice
from ibasho.rooms.care.queries import notes as queries
from ibasho.town.people.models import Membership
from ibasho.town.places.models import Place
from tests import make
from tests.make import AT
from tests.people import Cast, cast
from tests.rooms.care import ground
from tests.signing_in import sign_in

pytestmark = pytest.mark.django_db
WRITE = "/ops/care/"


@pytest.fixture(autouse=True)
def at(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: AT)


@pytest.fixture
def people() -> Cast:
    return cast()


@pytest.fixture
def place(people: Cast) -> Place:
    return make.place(organisation=people.midori)


def shortest(place: Place | None, *signs: str, **more: str) -> dict[str, Any]:
    return {
        "nonce": str(uuid4()),
        "signs": list(signs),
        "place": place.public_id if place else "",
        "when": "today",
        **more,
    }


def test_a_picture_and_send_is_a_whole_note(people: Cast, place: Place) -> None:
    hana = sign_in(Client(), people.hana)
    page = hana.get(WRITE)
    text = page.content.decode()
    assert page["Cache-Control"].startswith("no-store") and page["Referrer-Policy"] == "same-origin"
    assert "<title>メモ｜" in text and "虐待" not in text
    assert text.index("tel:189") < text.index('name="signs"')  # the telephone stands first
    assert text.count('name="signs"') == 8
    sent = hana.post(WRITE, shortest(place, "tired"), follow=True)
    assert "とどきました" in sent.content.decode()
    made = Notice.objects.get()
    listed = hana.get("/ops/care/notes/").content.decode()
    assert made.matter.public_id in listed and "あおくん" not in listed
    own = hana.get(reverse("care:note", args=[made.matter.public_id]))
    assert "つかれている" in own.content.decode() and own["Cache-Control"].startswith("no-store")


def test_without_a_picture_the_page_says_which_one_to_press_and_keeps_the_words(
    people: Cast, place: Place
) -> None:
    hana = sign_in(Client(), people.hana)
    asked = shortest(place, words="おなかが すいたと 言う")
    text = hana.post(WRITE, asked).content.decode()
    assert "そのほか" in text and "おなかが すいたと 言う" in text
    assert asked["nonce"] not in text  # what is mended goes out as a new paper
    assert not Notice.objects.exists()


def test_the_same_note_twice_is_said(people: Cast, place: Place) -> None:
    hana = sign_in(Client(), people.hana)
    hana.post(WRITE, shortest(place, "tired"))
    text = hana.post(WRITE, shortest(place, "tired"), follow=True).content.decode()
    assert "1つに まとめました" in text
    assert Notice.objects.count() == 1


def test_what_became_of_it_in_three_words(people: Cast, place: Place) -> None:
    hana = sign_in(Client(), people.hana)
    hana.post(WRITE, shortest(place, "tired"))
    assert (
        "センターの 人が 読むまで、もう少し お待ちください" in hana.get("/ops/care/notes/").content.decode()
    )
    Notice.objects.update(state="taken", taken_at=AT, taken_by=people.sumi)
    assert "センターの 人が 見ています" in hana.get("/ops/care/notes/").content.decode()
    Notice.objects.update(
        state="closed",
        answered_at=AT,
        answered_by=people.sumi,
        closed_at=AT,
        closed_by=people.sumi,
        outcome="known",
    )
    text = hana.get("/ops/care/notes/").content.decode()
    assert "返事の日" in text
    for never in ("前から 動いている", "澄", "おわり</"):  # nor how it ended, nor who did it
        assert never not in text


def test_a_note_of_somebody_else_is_not_there(people: Cast, place: Place) -> None:
    theirs = ground.notice(people, place)
    ken = sign_in(Client(), people.ken)
    real, made_up = (
        ken.get(reverse("care:note", args=[name])) for name in (theirs.matter.public_id, "ABCDEFGHJK")
    )
    assert real.status_code == made_up.status_code == 404
    assert "まだ 気づきメモは ありません" in ken.get("/ops/care/notes/").content.decode()


def test_words_that_are_gone_are_said_to_be_gone_where_they_stood(people: Cast, place: Place) -> None:
    own = ground.notice(people, place)
    Matter.objects.filter(pk=own.matter_id).update(data_key=None, forgotten_on=clock.day(AT))
    text = (
        sign_in(Client(), people.hana).get(reverse("care:note", args=[own.matter.public_id])).content.decode()
    )
    assert text.index("あなたが おくったこと") < text.index("ことばは もう 消してあります")


def test_who_types_in_for_a_group_is_led_to_the_desk(people: Cast, place: Place) -> None:
    mado = sign_in(Client(), people.mado)
    session = mado.session
    session["acting_for"], session["acting_via"] = people.midori.pk, "phone"
    session.save()
    assert mado.get(WRITE)["Location"] == "/desk/care/write/"
    assert mado.get("/ops/care/notes/").status_code == 404


def test_the_clerk_types_what_came_on_paper(people: Cast, place: Place) -> None:
    mado = sign_in(Client(), people.mado)
    assert "紙の メモが とどいた" in mado.get("/desk/care/write/").content.decode()
    sent = mado.post("/desk/care/write/", shortest(place, "eating", hand="paper"), follow=True)
    text = sent.content.decode()
    assert (
        "シュレッダー" in text and "7日の うちに" not in text
    )  # nobody of their own is there to be answered
    made = Notice.objects.get()
    assert (made.way, made.writer, made.typed_by) == ("paper", None, people.mado)
    assert made.matter.public_id not in mado.get("/desk/care/mine/").content.decode()


def test_at_the_desk_somebody_says_where_or_that_nobody_knows(people: Cast, place: Place) -> None:
    mado = sign_in(Client(), people.mado)
    text = mado.post("/desk/care/write/", shortest(None, "eating", hand="talk")).content.decode()
    assert "えらんでください" in text and not Notice.objects.exists()
    mado.post("/desk/care/write/", shortest(None, "eating", hand="talk") | {"place": "elsewhere"})
    assert Notice.objects.count() == 1


def test_the_numbers_stand_on_the_page_of_thanks_where_danger_was_ticked(people: Cast, place: Place) -> None:
    hana = sign_in(Client(), people.hana)
    assert "tel:189" not in hana.post(WRITE, shortest(place, "glad"), follow=True).content.decode()
    sent = hana.post(WRITE, shortest(place, "injury", danger="on"), follow=True)
    text = sent.content.decode()
    assert "tel:189" in text and "tel:119" in text and "7日の うちに" in text
    assert "?" not in sent.redirect_chain[-1][0]


def test_a_helper_without_a_place_finds_the_reply_and_the_note_first(people: Cast, place: Place) -> None:
    Membership.objects.filter(person=people.ken).update(role="helper")
    theirs = ground.notice(people, place)
    Notice.objects.filter(pk=theirs.pk).update(
        writer=people.ken, state="answered", answered_at=AT, answered_by=people.sumi
    )
    text = sign_in(Client(), people.ken).get("/ops/").content.decode()
    assert "まだ 場所が ありません" not in text
    assert text.index("返事が きています") < text.index("<span>気づきメモを 書く</span>")


def test_the_centre_types_in_and_has_no_notes_of_its_own(people: Cast, place: Place) -> None:
    sumi = sign_in(Client(), people.sumi)
    assert "わたしが 気づいた" not in sumi.get("/desk/care/write/").content.decode()
    sumi.post("/desk/care/write/", shortest(place, "eating", hand="self"))
    assert not Notice.objects.exists()
    sumi.post("/desk/care/write/", shortest(place, "eating", hand="talk"))
    assert Notice.objects.get().typed_by == people.sumi
    assert sumi.get("/desk/care/mine/").status_code == 404


def test_the_csw_has_their_own_at_the_desk(people: Cast, place: Place) -> None:
    tsubaki = sign_in(Client(), people.tsubaki)
    tsubaki.post("/desk/care/write/", shortest(place, "glad", hand="self"))
    made = Notice.objects.get()
    assert made.writer == people.tsubaki
    assert (
        "うれしいこと"
        in tsubaki.get(reverse("care:desk_note", args=[made.matter.public_id])).content.decode()
    )


def test_each_box_has_its_own_answer_and_what_fails_names_nobody(
    people: Cast, place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    hana = sign_in(Client(), people.hana)
    state = hana.get("/ops/care/state/").json()
    assert state["marks"] == queries.writer_marks(people.by(people.hana))
    assert str(people.hana.pk) not in state["marks"]
    items = [{"nonce": str(uuid4()), "box": b64encode(b"\1broken").decode()}, {"nonce": "x", "box": "?"}, {}]
    answer = hana.post("/ops/care/send/", json.dumps({"items": items}), content_type="application/json")
    assert [one["ok"] for one in answer.json()["results"]] == [False, False, False]
    assert [one["final"] for one in answer.json()["results"]] == [True, True, True]
    assert hana.post("/ops/care/send/", "not json", content_type="application/json").status_code == 400


def test_17_a_field_nobody_knows_waits(people: Cast, place: Place) -> None:
    """A newer phone than we: its note stays there, and nothing of it is taken."""
    hana = sign_in(Client(), people.hana)
    item = {"nonce": str(uuid4()), "box": b64encode(b"\1box").decode(), "writer": people.ken.pk}
    answer = hana.post("/ops/care/send/", json.dumps({"items": [item]}), content_type="application/json")
    assert answer.json()["results"] == [{"nonce": item["nonce"], "ok": False, "later": True, "words": ""}]
    whole = {"items": [], "by": people.ken.pk}
    assert hana.post("/ops/care/send/", json.dumps(whole), content_type="application/json").status_code == 400


def test_what_fails_for_a_while_is_asked_again_and_keeps_no_other_waiting(
    people: Cast, place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The vault is busy, the database stumbles over one: the phone hears `later`, and the newer note arrives."""
    hana = sign_in(Client(), people.hana)
    real, boxes = ground.notice, iter(["busy", "broken", "good"])

    def taken(**_given: object) -> Notice:
        told = next(boxes)
        if told == "busy":
            raise Unavailable("vault.busy", "1分 待って もう一度 ためしてください。")
        if told == "broken":
            Notice.objects.filter(pk=1).extra(where=["no such thing"]).exists()
        return real(people, place)

    monkeypatch.setattr("ibasho.rooms.care.views.notes_ops.actions.write_box", taken)
    items = [{"nonce": str(uuid4()), "box": ""} for _each in range(3)]
    answer = hana.post("/ops/care/send/", json.dumps({"items": items}), content_type="application/json")
    results = answer.json()["results"]
    assert [one["ok"] for one in results] == [False, False, True]
    assert [one.get("later") for one in results] == [True, True, None]
    assert not any("final" in one for one in results)
    assert Notice.objects.count() == 1


def test_when_thanks_came_the_home_page_says_so(people: Cast, place: Place) -> None:
    from_hana = ground.notice(people, place)
    assert queries.thanked(people.by(people.hana), AT) == 0
    Notice.objects.filter(pk=from_hana.pk).update(state="answered", answered_at=AT, answered_by=people.sumi)
    assert queries.thanked(people.by(people.hana), AT) == 1
    assert queries.thanked(people.by(people.hana), AT + timedelta(days=8)) == 0
    assert queries.thanked(people.by(people.ken), AT) == 0


def test_the_vault_away_a_note_is_not_lost_and_the_page_says_why(
    people: Cast, place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:

    def away() -> Any:
        raise Unavailable("vault.away", "かぎの 係が いま 答えません。")

    hana = sign_in(Client(), people.hana)
    monkeypatch.setattr("ibasho.rooms.care.views.notes_ops.vault", away)
    assert '"key": null' in hana.get(WRITE).content.decode()
    monkeypatch.setattr("ibasho.rooms.care.queries.words.vault", away)
    text = hana.post(WRITE, shortest(place, "tired", words="ことばは のこる")).content.decode()
    assert "かぎの 係が いま 答えません" in text and "ことばは のこる" in text
    assert not Notice.objects.exists()


def test_the_paper_asks_for_no_name_and_says_how_it_is_handed_in(
    people: Cast, place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    hana = sign_in(Client(), people.hana)
    assert hana.get("/ops/care/paper/").content.startswith(b"%PDF")
    kept = pdf.Recorder()
    monkeypatch.setattr(pdf, "render", kept)
    sign_in(Client(), people.sumi).get("/desk/care/paper/")
    ((_template, data, files),) = kept.calls
    said = json.dumps(data, ensure_ascii=False)
    assert "189" in said and len(data["signs"]) == len(set(files)) == 8
    assert "".join(base for base, _above in data["how"][1]).startswith("封筒に 入れて")
