"""Aoi sees what reached whom, and begins with whom nothing reached."""

from __future__ import annotations

import io
from datetime import date

import pytest
from django.test import Client

from ibasho.base.kernel import clock
from ibasho.base.kernel.tables import read_table
from ibasho.rooms.bulletin import facts
from ibasho.rooms.bulletin.models import Broadcast, ToolText
from ibasho.rooms.bulletin.queries import reach
from tests import make
from tests.people import Cast, cast
from tests.reading import words
from tests.rooms.bulletin import ground, papers_ground
from tests.signing_in import sign_in

pytestmark = pytest.mark.django_db
DESK = "/desk/bulletin/reach/"
TODAY = date(2026, 11, 24)
NENDO = 2026


@pytest.fixture
def people() -> Cast:
    return cast()


def test_openings_stand_by_paper_and_month_and_a_few_stay_hidden(client: Client, people: Cast) -> None:
    make.district()
    made = ground.ground(people)
    row = papers_ground.code(made)
    papers_ground.opened(row, date(2026, 10, 5), 30)
    papers_ground.opened(row, date(2026, 10, 6), 7)
    papers_ground.opened(row, date(2026, 11, 2), 2)
    papers_ground.code(made, hangs="図書館")
    found = reach.opened(NENDO, TODAY)
    assert [one.label for one in found.rows] == ["ポスター ・ みどり食堂", "ポスター ・ みどり食堂 ・ 図書館"]
    assert [str(cell) for cell in found.rows[0].cells[-2:]] == ["37", "1～4"]
    assert (str(found.last.total), str(found.rows[1].total)) == ("38～41", "0")
    sign_in(client, people.aoi)
    page = words(client.get(f"{DESK}?nendo={NENDO}"))
    assert "こどもの人数では ありません" in page and "1～4" in page and "38～41" in page and "39" not in page


def test_the_files_say_what_the_page_says(client: Client, people: Cast) -> None:
    papers_ground.opened(papers_ground.code(ground.ground(people)), date(2026, 11, 2), 2)
    sign_in(client, people.mado)
    for kind in ("xlsx", "csv", "csv-cp932"):
        answer = client.get(f"{DESK}?nendo={NENDO}&table=opens&format={kind}&anyway=1")
        rows = read_table(io.BytesIO(answer.content).read()).rows
        assert "1～4" in str([row.cells for row in rows]), kind


def test_which_school_got_what(client: Client, people: Cast) -> None:
    school = ground.school()
    paper = ground.handout(consent="not_needed", hand_on=TODAY)
    ground.delivery(paper, school, handed_on=TODAY, received_on=TODAY)
    sign_in(client, people.tsubaki)
    page = words(client.get(f"{DESK}?nendo={NENDO}&table=schools"))
    assert "みほん小学校" in page and "12月の カレンダー" in page and "2026-11-24" in page
    assert reach.schools_reached(NENDO) == (1, 1)


def test_which_notice_went_to_how_many_and_through_what_else(client: Client, people: Cast) -> None:
    notice = ground.notice(state="sent")
    Broadcast.objects.create(
        notice=notice, title=notice.title, words=notice.words, started_at=make.AT, told=41
    )
    ToolText.objects.create(notice=notice, tool="city_line", taken_at=make.AT, taken_by=people.aoi)
    (one,) = reach.told(NENDO)
    assert (one.title, one.told, one.tools) == (notice.title, 41, ("市の LINE",))
    sign_in(client, people.aoi)
    assert "41" in words(client.get(f"{DESK}?nendo={NENDO}&table=notices"))


def test_whom_nothing_reached_comes_first(client: Client, people: Cast) -> None:
    make.district()
    make.district("M02", "川端", "かわばた")
    ground.school()
    made = ground.ground(people)
    papers_ground.code(made, district="M02", by=people.by(people.aoi))
    found = [(one.what, one.name) for one in reach.blank(NENDO, TODAY)]
    assert found == [("小学校区", "虹橋"), ("学校", "みほん小学校")]
    sign_in(client, people.fumi)
    assert "虹橋" in words(client.get(f"{DESK}?nendo={NENDO}&table=blank"))


def test_the_facts_say_no_more_than_the_table(people: Cast) -> None:
    row = papers_ground.code(ground.ground(people))
    papers_ground.opened(row, date(2026, 11, 2), 3)
    found = facts.facts(make.AT)
    assert found["qr_opens"].value == 1 and found["qr_opens"].marks, "at least one"
    assert (found["schools_reached"].value, found["schools_reached"].n) == (0, 0)
    assert clock.day(make.AT) == found["blank_districts"].as_of


def test_a_stranger_sees_nothing(client: Client, people: Cast) -> None:
    for one in (people.hana, people.tamotsu):
        sign_in(client, one)
        assert client.get(DESK).status_code == 404
