"""What the parents' site takes over: public things alone, in files that open anywhere."""

from __future__ import annotations

import re
from datetime import time, timedelta

import pytest
from django.test import Client
from django.urls import reverse

from ibasho.base.kernel import clock
from ibasho.base.kernel.tables import read_table
from ibasho.rooms.bulletin.actions import stories
from ibasho.rooms.bulletin.queries import kakekko
from ibasho.town.places.rules.calendar import Month
from tests import make
from tests.people import cast
from tests.rooms.bulletin import ground, stories_ground
from tests.rooms.bulletin.ground import Ground
from tests.signing_in import sign_in

pytestmark = pytest.mark.django_db
DAY = clock.day(clock.now()).replace(day=5)
OF = Month.of(DAY)
PAGE, HTML = reverse("bulletin:desk_kakekko"), reverse("bulletin:desk_kakekko_html")


@pytest.fixture
def town() -> Ground:
    found = ground.ground(cast())
    make.session(found.place, DAY, time(10), time(12))
    make.session(make.place("つどいの広場", kind="tsudoi", everyone=False, stages=["infant"]), DAY)
    make.session(make.place("べんきょう部屋", kind="study", everyone=False, stages=["junior"]), DAY)
    make.session(make.place("ひみつの会", everyone=False, restricted=True, restricted_to="会員"), DAY)
    make.session(make.place("学童", kind="after_school"), DAY)
    make.event_day(make.event("あかちゃん ひろば", stages=["infant"]), DAY)
    make.event_day(make.event("中学生の 会", stages=["junior"]), DAY)
    make.event_day(
        make.event(
            "とじた会",
            place=make.place("とじた家", everyone=False, restricted=True, restricted_to="会員"),
            venue_name="",
        ),
        DAY,
    )
    make.event_day(make.event("来月の 会", stages=["infant"]), OF.plus(1).first + timedelta(days=3))
    return found


def names(*, infants: bool) -> list[str]:
    return [one.name for one in kakekko.lines(OF, infants=infants)]


def test_small_children_and_all_and_never_a_restricted_place(town: Ground) -> None:
    assert sorted(names(infants=True)) == sorted(["あかちゃん ひろば", "みどり食堂", "つどいの広場"])
    assert set(names(infants=False)) == {
        "あかちゃん ひろば",
        "中学生の 会",
        "みどり食堂",
        "つどいの広場",
        "べんきょう部屋",
    }
    place = next(one for one in kakekko.lines(OF, infants=True) if one.name == "みどり食堂")
    assert (
        f"{DAY.month}月5日" in place.when and "10:00～12:00" in place.when and place.page.startswith("http")
    )


def test_what_was_called_off_is_not_told(town: Ground) -> None:
    held = make.event("なくなった会")
    row = make.event_day(held, DAY)
    row.state = "cancelled"
    row.save()
    assert "なくなった会" not in names(infants=False)


def test_one_press_gives_a_file(client: Client, town: Ground) -> None:
    sign_in(client, town.people.mado)
    asked = {"what": "all", "month": str(OF)}
    assert client.get(PAGE, asked).status_code == 200
    sheet = client.get(PAGE, {**asked, "format": "xlsx"})
    assert "みどり食堂" in str([row.cells for row in read_table(sheet.content).rows])
    shift_jis = client.get(PAGE, {**asked, "format": "csv-cp932", "anyway": "1"})
    assert "みどり食堂" in shift_jis.content.decode("cp932")
    assert client.get(PAGE, {"what": "gold"}).status_code == 404
    assert client.get(PAGE, {"month": "soon"}).status_code == 404


def test_the_html_is_headings_lists_and_links_alone(client: Client, town: Ground) -> None:
    shown = stories_ground.shown(town)
    make.place("<b>ふとい</b>", opening_words="毎日")
    sign_in(client, town.people.aoi)
    for what in ("infant", "all", "stories"):
        told = client.get(HTML, {"what": what, "month": str(OF)}).content.decode()
        assert set(re.findall(r"<(\w+)", told)) <= {"h3", "p", "ul", "li", "a", "br"}
        assert "class=" not in told and "style=" not in told and "<b>" not in told
    assert f"/stories/{shown.public_id}/photo/" in told


def test_only_shown_stories_of_open_places_go_out(town: Ground) -> None:
    row = stories_ground.shown(town)
    stories_ground.sent(town)
    assert [one.pk for one in kakekko.open_stories()] == [row.pk]
    town.place.everyone, town.place.restricted, town.place.restricted_to = False, True, "会員"
    town.place.save()
    assert kakekko.open_stories() == []
    town.place.restricted, town.place.restricted_to = False, ""
    town.place.save()
    stories.withdraw(story=row, by=town.people.by(town.people.hana), at=ground.AT)
    assert kakekko.open_stories() == []
