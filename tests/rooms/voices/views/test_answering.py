"""A child at the phone: who, all questions on one page, thanks; with a ticket, by the class's link, by a poster."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.core import signing
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from ibasho.base.kernel import clock
from ibasho.base.kernel.actor import Actor
from ibasho.rooms.voices.actions import deciding, pouring, themes, tickets
from ibasho.rooms.voices.actions import doors as door_actions
from ibasho.rooms.voices.models import Answer, Door, Envelope, Hearing, Opinion
from ibasho.rooms.voices.rules import slips
from ibasho.rooms.voices.views import answering_ask
from ibasho.town.concerns.models import Concern
from tests import make, reading
from tests.people import Cast, cast
from tests.rooms.voices import ground
from tests.rooms.voices.ground import Ground
from tests.rooms.voices.themes_objects import WHY
from tests.signing_in import sign_in

pytestmark = pytest.mark.django_db
JOB = Actor.of_job("voices.pour")
NAMES = {"title": "卓球台の設置", "child_title": "たっきゅうが したい"}


class Clock:
    at = make.AT


@pytest.fixture(autouse=True)
def now(monkeypatch: pytest.MonkeyPatch) -> Iterator[type[Clock]]:
    Clock.at = make.AT
    monkeypatch.setattr(clock, "now", lambda: Clock.at)
    yield Clock


@pytest.fixture
def people() -> Cast:
    return cast()


@pytest.fixture
def world(people: Cast) -> Ground:
    return ground.ground(people)


def address(world: Ground) -> str:
    return f"/voices/ask/{world.hearing.public_id}/"


def stamp(page: str) -> str:
    found = re.search(r'name="stamp" value="([^"]+)"', page)
    assert found is not None
    return found[1]


def plain(page: Any) -> str:
    """Without furigana and tags."""
    told = page if isinstance(page, str) else page.content.decode()
    return reading.plain(told)


def filled(world: Ground, page: str, **changed: Any) -> dict[str, Any]:
    games = world.wishes.choices.get(position=1)
    return {
        "as": "upper", "wording": "small", "stamp": stamp(page), f"q{world.wishes.pk}": [games.pk],
        f"q{world.feeling.pk}": "4", f"q{world.words.pk}": "たっきゅうだいが ほしい", **changed,
    }  # fmt: skip


def opened(client: Client, world: Ground, query: str = "?as=upper", seconds: int = 40) -> str:
    """The page of questions, read for a while."""
    page = client.get(address(world) + query).content.decode()
    Clock.at = Clock.at + timedelta(seconds=seconds)
    return page


def test_a_child_says_who_answers_and_sends_and_gets_a_slip(world: Ground, client: Client) -> None:
    first = plain(client.get(address(world)))
    assert "小学 4・5・6年生" in first and "お店の人" in first and "高校生" not in first
    page = opened(client, world)
    assert "だれが 書いたか、先生にも" in plain(page)
    answer = client.post(address(world), filled(world, page))
    assert answer["Location"] == address(world) + "thanks/"
    thanks = client.get(answer["Location"])
    assert "0120-99-7777" in plain(thanks) and thanks["Cache-Control"].count("no-store")
    [code] = re.findall(r'translate="no">([^<]+)<', thanks.content.decode())
    pouring.pour(by=JOB, at=Clock.at + timedelta(days=1))
    row = Answer.objects.get()
    assert (row.slip_hash, row.respondent, row.stage) == (slips.hash_of(slips.read(code)), "child", "upper")
    assert Opinion.objects.get().words == "たっきゅうだいが ほしい"


def test_going_back_and_sending_again_is_one_answer_with_one_slip(world: Ground, client: Client) -> None:
    sent = filled(world, opened(client, world))
    client.post(address(world), sent)
    first = client.get(address(world) + "thanks/").content
    client.post(address(world), sent)
    assert client.get(address(world) + "thanks/").content == first
    assert Envelope.objects.count() == 1


def test_the_next_child_at_the_same_tablet_sees_no_slip_of_another(world: Ground, client: Client) -> None:
    client.post(address(world), filled(world, opened(client, world)))
    client.get(address(world) + "thanks/?next=1")
    assert "いちどだけ" in plain(client.get(address(world) + "thanks/"))


def test_the_page_is_the_same_for_what_goes_to_the_centre(world: Ground, client: Client) -> None:
    pages = []
    for words in ("たっきゅうだいが ほしい", "もう しにたい"):
        client.post(address(world), filled(world, opened(client, world), **{f"q{world.words.pk}": words}))
        page = client.get(address(world) + "thanks/").content.decode()
        pages.append(re.sub(r'translate="no">[^<]+<', "", page))
    assert pages[0] == pages[1]


def test_a_mistake_keeps_everything_that_was_written(world: Ground, client: Client) -> None:
    long = "あ" * 401
    answer = client.post(address(world), filled(world, opened(client, world), **{f"q{world.words.pk}": long}))
    page = answer.content.decode()
    assert "いまは 401文字 あります" in plain(page) and long in page
    assert re.search(r'value="4"[^>]*checked', page) or re.search(r'checked[^>]*value="4"', page)
    assert not Envelope.objects.exists()


def test_other_words_may_be_chosen_without_losing_any(world: Ground, client: Client) -> None:
    world.words.words = {**world.words.words, "easy": "あなたの かんがえ"}
    world.words.save()
    page = opened(client, world)
    answer = client.post(address(world), filled(world, page, reword="easy")).content.decode()
    assert "あなたの かんがえ" in answer and "たっきゅうだいが ほしい" in answer
    assert 'name="wording" value="easy"' in answer and not Envelope.objects.exists()
    Clock.at += timedelta(seconds=30)
    client.post(address(world), filled(world, answer, wording="easy"))
    pouring.pour(by=JOB, at=Clock.at + timedelta(days=1))
    assert Answer.objects.get().wording == "easy"


def test_small_children_and_adults_read_their_own_promise(world: Ground, client: Client) -> None:
    assert "だれにも わからないよ" in plain(opened(client, world, "?as=lower"))
    assert "連絡先・端末の 情報は" in plain(opened(client, world, "?as=parent"))


@pytest.mark.parametrize(
    ("changed", "seconds", "said"),
    [
        ({"homepage": "https://spam.example"}, 40, "かくれた らん"),
        ({}, 1, "こたえは のこって います"),
        ({"stamp": "robot"}, 40, "古く なりました"),
        ({}, 90_000, "古く なりました"),
    ],
    ids=["fills the hidden field", "faster than anybody reads", "without our stamp", "from yesterday's page"],
)
def test_robots_are_stopped_and_people_press_again(
    world: Ground, client: Client, changed: dict[str, str], seconds: int, said: str
) -> None:
    page = opened(client, world, seconds=seconds)
    answer = client.post(address(world), filled(world, page, **changed))
    assert said in plain(answer) and not Envelope.objects.exists()
    Clock.at += timedelta(seconds=40)
    client.post(address(world), filled(world, answer.content.decode()))
    assert Envelope.objects.count() == 1


def test_who_presses_too_fast_reads_first_what_has_to_be_mended_and_else_a_calm_word(
    world: Ground, client: Client
) -> None:
    sent = filled(world, opened(client, world, seconds=1))
    calm = plain(client.post(address(world), sent))
    assert "こたえは のこって います" in calm and "なおしてほしい" not in calm
    world.wishes.needed = True
    world.wishes.save()
    told = plain(client.post(address(world), {**sent, f"q{world.wishes.pk}": []}))
    assert "ここは 答えてから おくってね" in told and "こたえは のこって います" not in told


def test_the_first_page_leads_to_every_hearing_with_public_numbers(people: Cast, client: Client) -> None:
    elsewhere = ground.hearing(people, state="closed", source_name="こども希望課の 資料")
    quiet = ground.hearing(people, state="closed")
    page = client.get("/voices/").content.decode()
    assert f"/voices/ask/{elsewhere.public_id}/results/" in page
    assert f"/voices/ask/{quiet.public_id}/results/" not in page  # nothing of it is out


def test_choices_nobody_offered_are_not_taken(world: Ground, client: Client) -> None:
    page = opened(client, world)
    answer = client.post(address(world), filled(world, page, **{f"q{world.wishes.pk}": ["999999"]}))
    assert answer.status_code == 200 and not Envelope.objects.exists()
    assert "だれの" not in plain(answer)
    assert "こたえるのは だれ" in plain(client.post(address(world), filled(world, page, **{"as": "high"})))


def test_a_ticket_lets_in_once_and_says_so_kindly(people: Cast, client: Client) -> None:
    world = ground.ground(people, access="ticket")
    [code] = tickets.make(door=world.web, count=1, by=people.by(people.aoi), at=make.AT)
    assert "ふだが いります" in plain(client.get(address(world)))
    assert "みつかりません" in plain(client.get("/voices/in/?t=CDFHJKMNPQRT"))
    entered = client.get(f"/voices/in/?t={code}")
    assert (entered.status_code, entered["Location"]) == (302, address(world))
    cookie = entered.cookies["voice"]
    assert cookie["path"] == "/voices/" and cookie["httponly"]
    client.post(address(world), filled(world, opened(client, world)))
    assert Envelope.objects.count() == 1
    assert "もう つかいました" in plain(client.post("/voices/in/", {"code": slips.grouped(code).lower()}))
    assert "ふだが いります" in plain(client.get(address(world)))


def test_a_class_comes_in_by_its_link_until_its_answers_are_through(people: Cast, client: Client) -> None:
    world = ground.ground(people, access="ticket")
    Door.objects.filter(pk=world.school.pk).update(quota=1, stage="upper")
    link = door_actions.give_link(door=world.school, by=people.by(people.aoi), at=make.AT)
    client.get(link)
    page = opened(client, world, "")
    assert "おくる" in plain(page)
    client.post(address(world), filled(world, page))
    assert "ぜんぶ とどきました" in plain(client.get(address(world)))
    assert "ぜんぶ とどきました" in plain(client.get(link))


def test_a_poster_brings_the_voice_to_its_own_door(world: Ground, client: Client) -> None:
    door = ground.door(world.hearing, channel="place", name="みどり食堂の ポスター")
    who = client.get(f"{address(world)}?d={door.public_id}").content.decode()
    assert f"?as=upper&amp;d={door.public_id}" in who
    page = opened(client, world, f"?as=upper&d={door.public_id}")
    client.post(address(world), filled(world, page, d=door.public_id))
    pouring.pour(by=JOB, at=Clock.at + timedelta(days=1))
    assert Answer.objects.get().door == door


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"state": "closed"}, "おわりました"),
        ({"opens_on": make.TUESDAY + timedelta(days=2)}, "から はじまります"),
    ],
)
def test_a_hearing_that_is_over_or_not_begun_says_so(
    people: Cast, client: Client, changed: dict[str, Any], said: str
) -> None:
    world = ground.ground(people, **changed)
    assert said in plain(client.get(address(world)))
    Hearing.objects.update(state="draft")
    assert client.get(address(world)).status_code == 404


def test_the_first_page_shows_what_is_asked_and_what_to_do_when_nothing_is(
    people: Cast, client: Client
) -> None:
    assert "いま きいて いることは ありません" in plain(client.get("/voices/"))
    world = ground.ground(people)
    ground.ground(people, child_title="なんでも いって", closes_on=None, methods=["box"])
    page = plain(client.get("/voices/"))
    assert world.hearing.child_title in page and "いつでも いえる はこ" in page


def test_a_network_that_sends_too_much_loses_no_word(
    world: Ground, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(answering_ask, "TIMES_MAX", 1)
    client.post(address(world), filled(world, opened(client, world)))
    answer = client.post(address(world), filled(world, opened(client, world)))
    assert "いま たくさん とどいて います" in plain(answer) and "たっきゅうだいが ほしい" in plain(answer)
    client.get(door_actions.give_link(door=world.school, by=JOB, at=make.AT))
    client.post(address(world), filled(world, opened(client, world)))
    assert Envelope.objects.count() == 2


def test_shops_are_asked_in_their_own_words(people: Cast, client: Client) -> None:
    world = ground.ground(people, respondents=["shop"])
    assert world.hearing.title in plain(client.get("/voices/"))
    page = plain(opened(client, world, ""))
    assert world.hearing.title in page and "400文字まで。" in page


def test_the_stamp_says_nothing_but_when_the_page_was_made(world: Ground, client: Client) -> None:
    seed, made = signing.loads(stamp(opened(client, world)), salt="voices.answer")
    assert len(seed) == 32 and datetime.fromtimestamp(made, tz=make.AT.tzinfo) == make.AT


def test_the_link_of_a_stall_opens_no_way_in_for_answers(client: Client, people: Cast) -> None:
    world = ground.ground(people, access="ticket")
    stall = ground.door(world.hearing, channel="stall", name="けっトラ市の テント")
    for door, opens in ((stall, False), (world.school, True)):
        link = door_actions.give_link(door=door, by=people.by(people.aoi), at=make.AT)
        letters = link.split("?t=")[1]
        client.post("/voices/in/", {"code": letters})
        assert ("voice" in client.cookies) == opens


def test_words_of_danger_go_from_a_childs_page_to_the_centres_with_what_was_asked(
    world: Ground, client: Client
) -> None:
    """The child sees what every child sees; 澄 reads the words, the question they answer and where they were written."""
    page = opened(client, world)
    words = "ゲームが ほしい。いえでは パパに なぐられる"
    sent = client.post(address(world), filled(world, page, **{f"q{world.words.pk}": words}))
    assert sent["Location"] == address(world) + "thanks/"
    centre = Client()
    sign_in(centre, world.people.sumi)
    told = centre.get(f"/desk/centre/{Concern.objects.get().public_id}/").content.decode()
    for seen in (
        words,
        "居場所に あったらいいもの",
        "おもったことを かいてね",
        "ホームページ",
        "あぶないかもしれない",
    ):
        assert seen in told


def test_the_first_page_reads_no_more_answers_than_it_shows(client: Client, world: Ground) -> None:
    by = Cast.by(world.people.aoi)
    for at in range(6):
        one = themes.make(
            hearing=world.hearing, values={**NAMES, "child_title": f"おねがい {at}"}, by=by, at=make.AT
        )
        when = make.AT + timedelta(days=at)
        if at < 5:
            deciding.decide(theme=one, values={"verdict": "reflect", **WHY}, by=by, at=when)
    with CaptureQueriesContext(connection) as caught:
        page = plain(client.get("/voices/"))
    assert re.findall(r"おねがい (\d)", page) == ["4", "3", "2", "1"]
    told = [one["sql"] for one in caught if 'FROM "voices_theme"' in one["sql"]]
    assert len(told) == 1 and "LIMIT 4" in told[0]
