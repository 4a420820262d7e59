"""Papers and whom they reached, on a phone and a desk's screen: axe finds nothing, nothing scrolls sideways."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from ibasho.base.kernel import clock
from tests import make
from tests.browser.looking import BOTH, cookies_of, look
from tests.people import Cast, cast
from tests.rooms.bulletin import ground, papers_ground

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def people(transactional_db: None) -> Cast:
    return cast()


def test_the_desk_chooses_a_paper_and_sees_what_came_of_it(
    people: Cast, open_page: Callable[..., Page], axe_findings: Callable[[Page], list[str]]
) -> None:
    make.district()
    made = ground.ground(people)
    row = papers_ground.code(made)
    papers_ground.opened(row, clock.day(clock.now()), 12)
    ground.school()
    month = f"{clock.day(clock.now()):%Y-%m}"
    chosen = f"?paper=poster&purpose=place&place={made.place.public_id}&month={month}&language=ja"
    desk = "/desk/bulletin/"
    page = open_page(f"{desk}papers/", cookies=cookies_of(people.aoi))
    paths = (f"papers/{chosen}", "papers/", "reach/", "reach/?table=blank", "reach/?table=schools")
    assert look(page, [desk + path for path in paths], axe_findings, sizes=BOTH) == {}


def test_the_group_prints_the_poster_of_its_place(
    people: Cast, open_page: Callable[..., Page], axe_findings: Callable[[Page], list[str]]
) -> None:
    made = ground.ground(people)
    own = f"/ops/places/{made.place.public_id}/"
    page = open_page(own, cookies=cookies_of(people.hana))
    assert look(page, [own], axe_findings, sizes=BOTH) == {}
