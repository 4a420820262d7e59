"""The desk sees who was heard and plans where to go; a child finds where the wished things are."""

from __future__ import annotations

import re

import pytest
from django.test import Client
from django.urls import reverse

from ibasho.base.kernel import clock
from ibasho.base.ports import pdf
from ibasho.base.ui.furigana import unread
from ibasho.rooms.voices.models import Decision, Hearing, Outreach, Theme
from ibasho.rooms.voices.rules.heard import next_week
from tests import make
from tests.people import Cast, cast
from tests.reading import plain
from tests.rooms.voices import ground, heard_ground
from tests.signing_in import sign_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def people() -> Cast:
    heard_ground.town()
    return cast()


@pytest.fixture
def made(people: Cast) -> ground.Ground:
    """Open today, whatever day the tests run on."""
    today = clock.day(clock.now())
    return ground.ground(people, opens_on=today, closes_on=None)


def test_aoi_sees_the_gap_and_plans_a_visit_by_one_press(
    client: Client, people: Cast, made: ground.Ground
) -> None:
    monday = next_week(clock.day(clock.now()))[0]
    place = make.place("月見ひろば", district_code="M02")
    make.session(place, day=monday)
    heard_ground.answers(made, 12, district="M01")
    sign_in(client, people.aoi)
    page = client.get(reverse("voices:desk_heard"), {"h": made.hearing.public_id}).content.decode()
    told = plain(page)
    assert "まだ こどもの 声を 1つも きいていない 小学校区：月見" in told
    assert "月見ひろば" in told and "予定に 入れる" in told
    assert "12／200" in told
    plan = reverse("voices:desk_heard_plan")
    fields = {
        "hearing": made.hearing.public_id, "district": "M02", "stage": "upper", "place": place.public_id,
        "on": monday.isoformat(),
    }  # fmt: skip
    response = client.post(plan, fields, follow=True)
    assert "予定に 入れました" in response.content.decode()
    row = Outreach.objects.get()
    assert (row.place, row.on, row.planned_by) == (place, monday, people.aoi)
    act = reverse("voices:desk_outreach_do", args=[row.pk])
    assert "まだ その日に" in plain(client.post(act, {"do": "done"}, follow=True).content.decode())
    client.post(act, {"do": "drop"})
    client.post(act, {"do": "resume"})
    assert Outreach.objects.get().dropped_on is None
    assert client.post(act, {"do": "burn"}).status_code == 404


def test_tsubaki_writes_a_plan_to_a_school_gate_and_is_told_what_is_missing(
    client: Client, people: Cast, made: ground.Ground
) -> None:
    sign_in(client, people.tsubaki)
    plan = reverse("voices:desk_heard_plan")
    shown = client.get(plan, {"district": "M02", "stage": "upper"}).content.decode()
    assert re.search(r'<option value="M02" selected', shown)
    fields = {
        "hearing": made.hearing.public_id, "district": "M02", "stage": "upper", "place": "", "words": "",
        "on": clock.day(clock.now()).isoformat(),
    }  # fmt: skip
    assert "どこへ 行くかを 書くか" in plain(client.post(plan, fields).content.decode())
    client.post(plan, {**fields, "words": "月見小の 校門で"})
    row = Outreach.objects.get()
    act = reverse("voices:desk_outreach_do", args=[row.pk])
    client.post(act, {"do": "done"})
    assert Outreach.objects.get().done_on == row.on


def test_the_table_and_the_list_leave_as_files(
    client: Client, people: Cast, made: ground.Ground, monkeypatch: pytest.MonkeyPatch
) -> None:
    heard_ground.answers(made, 12, district="M01")
    sign_in(client, people.mado)
    sheet = client.get(reverse("voices:desk_heard"), {"format": "csv"}).content.decode("utf-8-sig")
    assert "虹橋,小学4～6年生,12,200,6.0" in sheet
    recorder = pdf.Recorder()
    monkeypatch.setattr(pdf, "render", recorder)
    day = clock.day(clock.now())
    Outreach.objects.create(
        hearing=made.hearing, district_code="M02", stage="upper", words="月見小の 校門", on=day
    )
    assert client.get(reverse("voices:desk_heard_paper"))["Content-Type"] == "application/pdf"
    assert recorder.calls[0][1]["rows"][0][1:3] == ["月見　小学4～6年生", "月見小の 校門"]


def test_the_list_on_paper_is_set(people: Cast, made: ground.Ground) -> None:
    rows = [["11月27日(金)", "月見　小学4～6年生", "月見ひろば", "居場所に あったらいいもの"]]
    for told in (rows, []):
        assert pdf.render("voices/pdf/outreach.typ", {"day": "2026-11-24", "rows": told}).startswith(b"%PDF")


def test_everybody_sees_who_was_heard_from_the_release_alone(
    client: Client, people: Cast, made: ground.Ground
) -> None:
    address = reverse("voices:heard", args=[made.hearing.public_id])
    heard_ground.answers(made, 3, district="M02")
    assert "いま、みんなに きいています" in plain(client.get(address).content.decode())
    heard_ground.release(made.hearing, heard_ground.heads_table())
    told = plain(client.get(address).content.decode())
    assert (
        "あわせて 60人に ききました" in told
        and "40人" in told
        and "1000人の うち" in told
        and "133人" in told
    )
    assert "ひみつ" in told and "10人より 少ない ところは" in told
    Hearing.objects.filter(pk=made.hearing.pk).update(state="draft")
    assert client.get(address).status_code == 404


def test_the_deck_s_hearing_says_119_and_where_that_is_from(client: Client, people: Cast) -> None:
    told = plain(
        client.get(reverse("voices:heard", args=[heard_ground.deck(people).public_id])).content.decode()
    )
    assert "あわせて 119人" in told and "37人" in told and "82人" in told and "こども希望課の 資料" in told
    assert "まちの こども" not in told  # no share is worked out of somebody else's figures


def test_a_child_finds_the_table_tennis(client: Client, people: Cast, made: ground.Ground) -> None:
    place = make.place(
        "虹橋児童館", kana="にじはしじどうかん", district_code="M01", features=["table_tennis"]
    )
    page = client.get(reverse("voices:wishes")).content.decode()
    assert reverse("voices:wish", args=["table_tennis"]) in page and "1かしょに あります" in plain(page)
    page = client.get(reverse("voices:wish", args=["table_tennis"])).content.decode()
    assert reverse("places:place", args=[place.public_id]) in page
    assert re.search(r"まだ ない 小学校区 ?月見", plain(page))
    assert client.get(reverse("voices:wish", args=["shower"])).status_code == 404


def test_a_wish_that_was_answered_says_so(client: Client, people: Cast, made: ground.Ground) -> None:
    today = clock.day(clock.now())
    theme = Theme.objects.create(
        hearing=made.hearing, title="卓球台を 置く", child_title="たっきゅうだいを おく", wish="table_tennis", since_on=today,
        answer_by=today,
    )  # fmt: skip
    address = reverse("voices:wish", args=["table_tennis"])
    assert "どう なった？" not in plain(client.get(address).content.decode())
    Decision.objects.create(
        theme=theme, verdict="reflect", why="買う", child_why="かいます", decided_on=today, by=people.aoi
    )
    told = plain(client.get(address).content.decode())
    assert "どう なった？" in told and "やります" in told and "たっきゅうだいを おく" in told


def test_the_desk_s_wishes_say_which_district_lacks_what(
    client: Client, people: Cast, made: ground.Ground
) -> None:
    make.place("虹橋児童館", district_code="M01", features=["table_tennis"])
    sign_in(client, people.aoi)
    told = plain(client.get(reverse("voices:desk_wishes")).content.decode())
    assert "卓球台" in told and "なし" in told
    sheet = client.get(reverse("voices:desk_wishes"), {"format": "csv"}).content.decode("utf-8-sig")
    assert "卓球台,虹橋,1,虹橋児童館,300" in sheet and "卓球台,月見,0,,150" in sheet


def test_without_any_hearing_the_pages_say_so(client: Client) -> None:
    people = cast()
    assert "まだ ほしいものを きいていません" in plain(client.get(reverse("voices:wishes")).content.decode())
    sign_in(client, people.aoi)
    assert "この年度は まだ きいていません" in plain(
        client.get(reverse("voices:desk_heard")).content.decode()
    )
    assert "ほしいものは まだ きいていません" in plain(
        client.get(reverse("voices:desk_wishes")).content.decode()
    )


CHILD_WORDS = [
    "だれに ききましたか", "いま、みんなに きいています", "あつまったら、だれに きいたかが ここに 出ます。", "いま、数を まとめています",
    "できたら、だれに きいたかが ここに 出ます。", "あわせて 人に ききました。", "の 数です。", "これは よそで きいた ときの 数です。",
    "なんねんせいの 人に きいたか", "どこに 住んでいる 人に きいたか", "まだ きかれていない 人は？",
    "10人より 少ない ところは、だれのことか わからないように 出していません。ほかの ところを いっしょに かくすことも あります。",
    "少ない ところへは、わたしたちが ききに 行きます。きかれていなくても、いつでも 言っていいよ。", "こたえる", "けっかを 見る",
    "こえの ページへ", "きいた 人の数", "まちの こども 100人の うち", "少ないので 出しません", "小学校区", "ほしいもの、どこに ある？",
    "みんなが ほしいと 言ったものが、どの 居場所に あるかを 見られます。", "まだ どこにも ありません", "あるところ", "ほかの ところ",
    "まだ ない 小学校区", "どう なった？", "わからない・市の外", "そのほかの人", "子育て中の人", "応援する人", "農家の人", "団体の人",
    "お店の人", "駄菓子", "卓球台", "ゲーム機",
]  # fmt: skip


@pytest.mark.parametrize("words", CHILD_WORDS)
def test_every_kanji_a_child_meets_has_its_reading(words: str) -> None:
    assert unread(words) == ()
