"""試行, 課題 and 決定 as Aoi clicks through them at the desk."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from ibasho.base.kernel import clock
from ibasho.base.kernel.nendo import first_day, nendo
from ibasho.front.reports.models import Decision, Issue, Line, Pilot, PilotFigure
from ibasho.rooms.network.models import SheetIssue
from ibasho.town.people.models import Organisation
from tests.front.reports import ground, trying_ground
from tests.people import Cast, cast
from tests.reading import words
from tests.rooms.network import ground as network
from tests.signing_in import sign_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def people() -> Cast:
    made = cast()
    Organisation.objects.update(created_at=clock.at(first_day(2020), clock.now().time()))
    return made


@pytest.fixture
def lines(people: Cast) -> dict[str, Line]:
    return ground.deck(people)


@pytest.fixture
def aoi(people: Cast) -> Client:
    return sign_in(Client(), people.aoi)


def at(name: str, *args: object) -> str:
    return reverse(f"reports:{name}", args=[str(one) for one in args])


def read(client: Client, address: str) -> str:
    return words(client.get(address, follow=True))


def send(client: Client, address: str, **sent: object) -> str:
    return words(client.post(address, sent, follow=True))


def today() -> str:
    return clock.day(clock.now()).isoformat()


def test_from_writing_it_down_to_the_decision(lines: dict[str, Line], aoi: Client) -> None:
    assert "まだ 試行が ありません" in read(aoi, at("desk_pilots"))
    told = {
        "title": "土曜の 自習",
        "line": "R7-6-3",
        "begins_on": today(),
        "aim": "",
        "hypothesis": "中学生が 来る",
    }
    refused = aoi.post(at("desk_pilot_new"), told).content.decode()
    assert "なにを ねらって" in refused and 'value="土曜の 自習"' in refused and "中学生が 来る" in refused
    assert "ほぞんしました" in send(aoi, at("desk_pilot_new"), **{**told, "aim": "すごせる日を ふやす"})
    pilot = Pilot.objects.get()
    page = at("desk_pilot", pilot.public_id)
    for verb, said in (("begin", "はじめました"), ("end", "試し おわりました")):
        assert said in send(aoi, at("desk_pilot_do", pilot.public_id), do=verb)
    assert "評価を まっている 試行（1）" in read(aoi, at("desk_pilots"))
    refused = send(aoi, at("desk_pilot_do", pilot.public_id), do="judge", result_words="")
    assert "わかったことを 書いてください" in refused
    assert Pilot.objects.get().state == "end"
    assert "評価しました" in send(
        aoi, at("desk_pilot_do", pilot.public_id), do="judge", result_words="12人 来た"
    )
    assert "12人 来た" in read(aoi, page)
    decide = f"{at('desk_decision_new')}?pilot={pilot.public_id}"
    told = {
        "line": "R7-6-3", "kind": "widen", "reason": "12人 来た", "decided_on": today(), "title": "自習を 3か所に",
        "nendo": nendo(clock.day(clock.now())) + 1, "code": "",
    }  # fmt: skip
    assert "新しい 事業の 記号を" in send(aoi, decide, **told)
    assert "決定を 書きました" in send(aoi, decide, **{**told, "code": "R9-3"})
    assert Decision.objects.get().next_line == Line.objects.get(code="R9-3")
    assert "ひろげる" in read(aoi, at("desk_decisions")) and "R9-3" in read(aoi, page)
    gone = send(aoi, at("desk_decision_take_back", Decision.objects.get().public_id))
    assert "とりけしました" in gone and "のこっています" in gone and not Decision.objects.exists()


def test_the_words_of_a_refused_judgement_are_not_lost(lines: dict[str, Line], aoi: Client) -> None:
    pilot = trying_ground.pilot(lines["R7-6-3"], state="run")
    number = "123456789018"
    page = send(aoi, at("desk_pilot_do", pilot.public_id), do="learn", result_words=f"たのしい {number}")
    assert "マイナンバー" in page and "たのしい" in page


def test_figures_are_measured_and_written_and_taken_out(lines: dict[str, Line], aoi: Client) -> None:
    pilot = trying_ground.pilot(lines["R7-6-3"], begins_on=clock.day(clock.now()))
    page, form = at("desk_pilot", pilot.public_id), at("desk_pilot_figures", pilot.public_id)
    assert "まだ 数が ありません" in read(aoi, page)
    sent = {"do": "measure", "m-moment": "before", "m-indicator": "places_open"}
    assert "はかりました" in send(aoi, form, **sent)
    note = {"do": "note", "n-moment": "before", "n-label": "来た中学生", "n-value": "3", "n-unit": "人", "n-as_of": today(), "n-source": ""}  # fmt: skip
    refused = aoi.post(form, note).content.decode()
    assert "どこから とったか" in refused and 'value="来た中学生"' in refused
    shown = send(aoi, form, **{**note, "n-source": "入口の 人数"})
    assert "公開している 居場所" in shown and "3人" in shown and "あとの 数が ありません" in shown
    one = PilotFigure.objects.get(label="来た中学生")
    assert "消しました" in send(aoi, at("desk_pilot_figure_remove", pilot.public_id, one.pk))
    other = trying_ground.figure(trying_ground.pilot(lines["R7-6-8"]))
    assert aoi.post(at("desk_pilot_figure_remove", pilot.public_id, other.pk)).status_code == 404


def test_the_event_of_the_plan_stands_on_the_page(lines: dict[str, Line], aoi: Client) -> None:
    event = trying_ground.trial_day()
    pilot = trying_ground.pilot(lines["R5-3-2"], event=event)
    page = read(aoi, at("desk_pilot", pilot.public_id))
    for said in ("あそび場INカケショク", "16人", "13人", "29人", "10団体", "26人", "令和6年"):
        assert said in page
    event.delete()
    assert "あそび場INカケショク" not in read(aoi, at("desk_pilot", pilot.public_id))


def test_what_groups_named_becomes_a_lines_issue_and_is_settled(
    people: Cast, lines: dict[str, Line], aoi: Client
) -> None:
    empty = read(aoi, at("desk_issues"))
    assert "まだ 課題が あがっていません" in empty and "まだ 課題が ありません" in empty
    SheetIssue.objects.create(sheet=network.sheet(people), code="people", words="2人だけ")
    page = aoi.get(at("desk_issues")).content.decode()
    assert "きいた 1団体の うち 1団体" in page and "2人だけ" in page
    link = f"{at('desk_issue_new')}?source=sheet&tag=people&count=1&count_of=1&source_words=x"
    assert 'value="1"' in aoi.get(link).content.decode()
    told = {"line": "R7-6-8", "tag": "people", "words": "手伝う人が いない", "source": "sheet", "count": 1, "count_of": 1, "found_on": today()}  # fmt: skip
    assert "課題を 書きました" in send(aoi, link, **told)
    issue = Issue.objects.get()
    assert "事業の 課題に しました" in read(aoi, at("desk_issues"))
    do = at("desk_issue_do", issue.public_id)
    assert "どう かたづいたかを" in send(aoi, do, do="settle", settled_words="")
    assert "「かたづいた」に" in send(aoi, do, do="settle", settled_words="SNSで 見つかった")
    assert "SNSで 見つかった" in read(aoi, at("desk_issues"))
    assert "もどしました" in send(aoi, do, do="unsettle")
    assert aoi.post(do, {"do": "sing"}).status_code == 404


def test_an_issue_of_a_pilot_comes_back_to_it(lines: dict[str, Line], aoi: Client) -> None:
    pilot = trying_ground.pilot(lines["R7-6-3"], state="end")
    link = f"{at('desk_issue_new')}?pilot={pilot.public_id}"
    told = {
        "line": "R7-6-3",
        "tag": "people",
        "words": "見守りが たりない",
        "source": "pilot",
        "found_on": today(),
    }
    answer = aoi.post(link, told)
    assert answer.headers["Location"] == f"{at('desk_pilot', pilot.public_id)}#issues"
    assert Issue.objects.get().pilot == pilot


@pytest.mark.parametrize("name", ["desk_pilots", "desk_issues", "desk_decisions"])
def test_every_list_goes_out_as_a_file(lines: dict[str, Line], aoi: Client, name: str) -> None:
    trying_ground.issue(lines["R7-6-3"], pilot=trying_ground.pilot(lines["R7-6-3"]))
    trying_ground.decision(lines["R7-6-3"])
    assert "R7-6-3" in aoi.get(at(name), {"format": "csv"}).content.decode("utf-8-sig")
    assert aoi.get(at(name), {"format": "xlsx"}).status_code == 200


def test_tsubaki_reads_and_presses_nothing(people: Cast, lines: dict[str, Line]) -> None:
    csw, pilot = sign_in(Client(), people.tsubaki), trying_ground.pilot(lines["R7-6-3"], state="end")
    trying_ground.issue(lines["R7-6-3"], pilot=pilot)
    for address in (
        at("desk_pilots"),
        at("desk_pilot", pilot.public_id),
        at("desk_issues"),
        at("desk_decisions"),
    ):
        page = csw.get(address).content.decode()
        assert 'method="post"' not in page.partition("<main")[2]
    assert csw.get(at("desk_pilot_new")).status_code == 404


def test_strangers_learn_of_nothing(people: Cast, lines: dict[str, Line]) -> None:
    pilot = trying_ground.pilot(lines["R7-6-3"])
    for who in (people.hana, people.ken, people.tamotsu):
        client = sign_in(Client(), who)
        for address in (at("desk_pilots"), at("desk_pilot", pilot.public_id), at("desk_issues")):
            assert client.get(address).status_code == 404


@pytest.mark.parametrize("year", ["0001", "R0", "9999", "令和九十年", "2500"])
def test_a_year_that_is_none_shows_this_one(lines: dict[str, Line], aoi: Client, year: str) -> None:
    assert aoi.get(at("desk_issues"), {"nendo": year}).status_code == 200
