"""A friend asks: what is open now, in a district, around here; in four languages; and the telephone numbers at once.

The canary: where a friend stands and what they typed is in no table, no journal and no log.
"""

from __future__ import annotations

import logging
from datetime import time, timedelta

import pytest
from django.conf import LazySettings
from django.db import connection
from django.test import Client

from ibasho.base.kernel import clock
from ibasho.base.kernel.actor import Actor
from ibasho.base.ports import line
from ibasho.base.ports.line import Recorder, Say
from ibasho.base.ui.helplines import HELPLINES
from ibasho.rooms.bulletin.actions import line as actions
from ibasho.rooms.bulletin.models import LineEvent, Subscription
from ibasho.town.outbox.models import Address
from ibasho.town.places.models import Place
from tests import make
from tests.rooms.bulletin import line_ground as ground

pytestmark = pytest.mark.django_db


@pytest.fixture
def channel(monkeypatch: pytest.MonkeyPatch, settings: LazySettings) -> Recorder:
    stand_in = Recorder()
    settings.PUBLIC_URL = "https://ibasho.example"
    monkeypatch.setattr(line, "channel", lambda **_told: stand_in)
    monkeypatch.setattr(clock, "now", lambda: make.AT)
    return stand_in


@pytest.fixture
def town() -> Place:
    """Two districts; みどり食堂 in the first is open until six."""
    make.district("M01")
    make.district("M02", "川べ", "かわべ", lat=34.2, lng=138.2)
    make.town()
    midori = make.place(lat=34.151, lng=138.151, district_code="M01")
    make.session(midori)
    return midori


count = iter(range(1, 10_000))


def ask(client: Client, channel: Recorder, text: str = "", **told: object) -> Say:
    """What comes back."""
    kind = str(told.pop("kind", "message"))
    number = next(count)
    event = ground.event(kind, number=number, text=text, **told)  # type: ignore[arg-type]
    assert ground.post(client, event).status_code == 200
    token, (said,) = channel.replied[-1]
    assert token == f"r{number}"
    return said


def test_the_name_of_a_district_or_a_town_tells_what_is_open_there(
    client: Client, channel: Recorder, town: Place
) -> None:
    for name in ("虹橋", "にじはし小学校", "虹橋町", "虹橋の いま あいてるところ"):
        said = ask(client, channel, name)
        assert said.text.splitlines()[:2] == ["【虹橋】", "いま あいている"]
        assert "1. みどり食堂\nいま あいてる（18:00まで）" in said.text
        assert f"https://ibasho.example/places/{town.public_id}/" in said.text
    assert "ありませんでした" in ask(client, channel, "川べ").text


def test_now_asks_which_district_until_one_was_chosen(client: Client, channel: Recorder, town: Place) -> None:
    said = ask(client, channel, "いま")
    assert [one.data for one in said.choices] == ["", "area:M02", "area:M01"]
    assert "みどり食堂" in ask(client, channel, kind="postback", data="area:M01").text
    ask(client, channel, kind="postback", data="news;ok;d=M01;s=;w=;p=0")
    assert "【虹橋】" in ask(client, channel, "いま").text
    assert "みどり食堂" in ask(client, channel, "きょう").text


def test_a_position_is_answered_by_the_way_on_foot(client: Client, channel: Recorder, town: Place) -> None:
    far = make.place("とおい広場", lat=34.19, lng=138.19)
    make.session(far)
    said = ask(client, channel, spot=(34.152, 138.152))
    near, away = said.text.index("みどり食堂"), said.text.index("とおい広場")
    assert near < away and "あるいて" in said.text and "34." not in said.text and "138." not in said.text


def test_five_at_most_and_nobody_sees_a_closed_or_restricted_one(
    client: Client, channel: Recorder, town: Place
) -> None:
    for number in range(8):
        make.session(make.place(f"広場{number}", district_code="M01"))
    make.session(
        make.place(
            "ひみつの 家", district_code="M01", restricted=True, everyone=False, restricted_to="登録した人"
        )
    )
    make.session(make.place("下書きの 家", district_code="M01", state="draft"))
    closed = make.place("お休みの 家", district_code="M01")
    make.session(closed)
    make.closed_days(closed)
    said = ask(client, channel, "虹橋")
    assert sum(line[:2] in ("1.", "2.", "3.", "4.", "5.", "6.") for line in said.text.splitlines()) == 5
    assert "ほかにも あります" in said.text and "ひみつ" not in said.text and "の 家" not in said.text


def test_what_opens_later_is_told_where_nothing_is_open(client: Client, channel: Recorder) -> None:
    make.district("M01")
    make.session(make.place(district_code="M01"), starts=time(17), ends=time(19))
    assert "きょう これから" in ask(client, channel, "虹橋").text


def test_notices_are_chosen_in_three_taps_and_stopped_in_one(
    client: Client, channel: Recorder, town: Place
) -> None:
    said = ask(client, channel, "おしらせ")
    tap = next(one.data for one in said.choices if one.label == "虹橋")
    said = ask(client, channel, kind="postback", data=tap)
    tap = next(one.data for one in said.choices if one.label == "小学1～3年生")
    assert not Subscription.objects.exists()
    said = ask(client, channel, kind="postback", data=tap)
    tap = next(one.data for one in said.choices if one.label == "ごはん")
    said = ask(client, channel, kind="postback", data=tap)
    kept = Subscription.objects.get()
    assert (kept.districts, kept.stages, kept.wishes, kept.person) == (["M01"], ["lower"], ["food"], None)
    assert "虹橋 ／ 小学1～3年生 ／ ごはん" in said.text
    more = next(one.data for one in said.choices if one.label == "校区を たす")
    said = ask(client, channel, kind="postback", data=more, at=ground.later(1))
    tap = next(one.data for one in said.choices if one.label == "川べ")
    ask(client, channel, kind="postback", data=tap, at=ground.later(2))
    kept.refresh_from_db()
    assert (kept.districts, kept.stages, kept.wishes) == (["M01", "M02"], ["lower"], ["food"])

    said = ask(client, channel, "とめる", at=ground.later(3))
    kept.refresh_from_db()
    assert not kept.is_active and not ground.is_live() and "とめました" in said.text
    ask(client, channel, kind="postback", data="news;ok;d=M02;s=;w=;p=0", at=ground.later(4))
    kept.refresh_from_db()
    assert kept.is_active and ground.is_live() and kept.districts == ["M02"]


@pytest.mark.parametrize(
    ("asked", "language"),
    [("English", "en"), ("Português", "pt-br"), ("やさしい日本語", "ja-simple"), ("日本語", "ja")],
)
def test_answers_are_in_the_language_that_was_asked_for(
    asked: str, language: str, client: Client, channel: Recorder, town: Place
) -> None:
    ask(client, channel, asked)
    assert Address.objects.get().language == language
    said = ask(client, channel, "虹橋")
    assert "みどり食堂" in said.text
    japanese = "いま あいて" in said.text
    assert japanese == language.startswith("ja")


def test_the_frame_is_said_in_each_language(client: Client, channel: Recorder, town: Place) -> None:
    texts = {}
    for asked in ("日本語", "English", "Português"):
        ask(client, channel, asked)
        texts[asked] = [
            ask(client, channel, word).text for word in ("こんにちは", "おしらせ", "そうだん", "ちかく")
        ]
    for english, portuguese, japanese in zip(
        texts["English"], texts["Português"], texts["日本語"], strict=True
    ):
        assert len({english, portuguese, japanese}) == 3


@pytest.mark.parametrize("words", ["たすけて", "しにたい", "いじめられている", "虹橋で いじめられた"])
def test_a_worry_gets_the_telephone_numbers_at_once_and_leaves_nothing(
    words: str, client: Client, channel: Recorder, town: Place
) -> None:
    said = ask(client, channel, words)
    assert all(one.number in said.text for one in HELPLINES)
    assert "https://ibasho.example/help/" in said.text and not Address.objects.exists()
    (event,) = LineEvent.objects.all()
    assert (event.kind, event.topic, event.address) == ("message", "", None)


def test_what_is_not_understood_gets_the_buttons(client: Client, channel: Recorder, town: Place) -> None:
    said = ask(client, channel, "ねこ すき？")
    assert "ねこ" not in said.text and len(said.choices) == 9
    sticker = {"id": "1", "type": "sticker"}
    assert ask(client, channel, message=sticker).text == said.text


def test_a_new_friend_is_greeted(client: Client, channel: Recorder) -> None:
    assert ask(client, channel, kind="follow").text.startswith("こんにちは")


def test_every_answer_is_one_that_line_takes(client: Client, channel: Recorder, town: Place) -> None:
    """Labels of at most twenty letters, thirteen buttons, three hundred letters of data; with many districts too."""
    for number in range(30):
        make.district(f"X{number:02}", f"とても 長い 名前の 小学校区の {number}", f"ながい{number:02}")
    for word in (
        "いま",
        "おしらせ",
        "ちかく",
        "こんにちは",
        "とめる",
        "English",
        "そうだん",
        "123456",
        "虹橋",
    ):
        said = ask(client, channel, word)
        assert said.text and len(said.text) <= line.TEXT_UNITS_MAX
        assert len(said.choices) <= line.CHOICES_MAX and all(
            len(one.data) <= 300 and one.label for one in said.choices
        )
    seen, page = set(), "areas:0"
    for _turn in range(4):
        said = ask(client, channel, kind="postback", data=page)
        seen |= {one.data for one in said.choices if one.data.startswith("area:")}
        page = next(one.data for one in said.choices if one.data.startswith("areas:"))
    assert len(seen) == 32


def test_the_canary(client: Client, channel: Recorder, town: Place, caplog: pytest.LogCaptureFixture) -> None:
    """A position and a name that stand nowhere else, told in every way; then every row of every table is searched."""
    canaries = ("34.98765", "138.12345", "かなりあ花子", "r-canary-token", ground.FRIEND)
    with caplog.at_level(logging.DEBUG):
        ask(client, channel, kind="follow")
        ask(client, channel, spot=(34.98765, 138.12345))
        address = {"id": "1", "type": "location", "title": "かなりあ花子の 家", "address": "かなりあ花子", "latitude": 34.98765,
                   "longitude": 138.12345}  # fmt: skip
        ask(client, channel, message=address)
        for words in (
            "わたしは かなりあ花子",
            "かなりあ花子が いじめられた",
            "虹橋の かなりあ花子",
            "かなりあ花子 123456",
        ):
            ask(client, channel, words)
        ask(client, channel, kind="postback", data="news;ok;d=M01;s=かなりあ花子;w=;p=0")
        ask(client, channel, kind="postback", data="かなりあ花子")
    assert not any(one in caplog.text for one in canaries)
    assert not any(one in said.text for _token, says in channel.replied for said in says for one in canaries)
    with connection.cursor() as cursor:
        cursor.execute("select table_schema, table_name from information_schema.tables where table_type = 'BASE TABLE' "
                       "and table_schema not in ('pg_catalog', 'information_schema')")  # fmt: skip
        for schema, table in cursor.fetchall():
            for canary in canaries:
                cursor.execute(
                    f'select count(*) from "{schema}"."{table}" t where t::text like %s', [f"%{canary}%"]
                )
                assert cursor.fetchone() == (0,), (table, canary)


def test_after_a_week_nothing_is_left_of_the_talk(client: Client, channel: Recorder, town: Place) -> None:
    ask(client, channel, "いま")
    job = Actor.of_job("bulletin.forget_line")
    assert actions.forget(by=job, at=make.AT + timedelta(days=6)) == 0
    assert actions.forget(by=job, at=make.AT + timedelta(days=7, minutes=1)) == 1
