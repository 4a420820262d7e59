"""募集 and 手伝う人 in a real browser, on a phone and on a tablet: axe finds nothing and nothing scrolls sideways."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import transaction
from django.urls import reverse
from playwright.sync_api import Page

from ibasho.base.kernel import clock
from ibasho.rooms.roster.models import Helper, Programme, Safeguard, Training, Vacancy
from tests import make
from tests.browser.looking import BOTH, cookies_of, look
from tests.people import Cast, cast
from tests.rooms.roster import ground

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def people() -> Cast:
    return cast()


@pytest.fixture
def wanted(people: Cast) -> Vacancy:
    """One that is open, at a place, in a programme that the law obliges."""
    Programme.objects.create(organisation=people.midori, dbs_category="obliged")
    people.midori.phone = "000-000-0001"
    people.midori.save()
    return Vacancy.objects.create(
        organisation=people.midori, place=make.place("カケショク", organisation=people.midori),
        title="放課後の 学習室で 小学生の 宿題を 見る", words="はじめての人も だいじょうぶです。\n\n研修が あります。",
        when="月・木の 15時30分から 18時", pay="1時間 1,000円", subjects=["国語（小学生）", "数学（中学生）"], youth_welcome=True,
        opens_on=clock.day(clock.now()),
    )  # fmt: skip


@pytest.fixture
def helpers(people: Cast, wanted: Vacancy) -> list[Helper]:
    """One at each step, and one who left."""
    today = clock.day(clock.now())
    with transaction.atomic():
        found = [
            ground.helper(people.midori, f"とても長い名前の {state}", state=state, vacancy=wanted, subjects=["国語（小学生）"])
            for state in ("applied", "interview", "offered", "registered")
        ]  # fmt: skip
        left = {"state": "left", "ended_on": today, "erase_on": today + timedelta(days=30)}
        found.append(ground.helper(people.midori, "やめた 人", **left))
        Training.objects.create(helper=found[3], title="こどもの安全", taken_on=today)
        Safeguard.objects.create(helper=found[3], is_needed=True, pledge_on=today, due_on=today)
    return found


@pytest.mark.long
def test_the_pages_of_joining_are_whole(
    open_page: Callable[..., Page], people: Cast, wanted: Vacancy, helpers: list[Helper],
    axe_findings: Callable[[Page], list[str]],
) -> None:  # fmt: skip
    def at(door: str, name: str, *args: str) -> str:
        return reverse(f"roster:{door}{name}", args=args)

    one, group = wanted.public_id, people.midori.public_id
    edits = ("person_edit", "person_interview", "training", "person_end")
    addresses: dict[Any, list[str]] = {
        None: [at("", "join"), at("", "join_one", one), at("", "join_thanks", one)],
        people.hana: [at("ops_", name) for name in ("people", "person_new", "vacancies")]
        + [at("ops_", name, group) for name in ("vacancy_new", "programme")]
        + [at("ops_", name, helpers[3].public_id) for name in (*edits, "safeguard")]
        + [at("ops_", "person", helper.public_id) for helper in helpers]
        + [at("ops_", "vacancy", one), "/ops/"],
        people.aoi: [at("desk_", "people"), at("desk_", "vacancies"), at("desk_", "person", helpers[3].public_id)]
        + [at("desk_", "person_new"), at("desk_", "vacancy", one), at("desk_", "vacancy_new", group), at("desk_", "programme", group)],
    }  # fmt: skip
    for person, pages in addresses.items():
        page = open_page("/", cookies=cookies_of(person) if person else ())
        assert look(page, pages, axe_findings, sizes=BOTH) == {}, person


def test_somebody_applies_without_javascript(open_page: Callable[..., Page], wanted: Vacancy) -> None:
    page = open_page(reverse("roster:join"), javascript=False)
    page.get_by_role("link", name="放課後").click()
    page.get_by_label("名前").fill("山口 みのる")
    page.get_by_label("電話").fill("000-000-0002")
    page.get_by_label("18歳以上").check()
    page.locator("main form button").click()
    page.wait_for_url("**/thanks/")
    with transaction.atomic():
        assert Helper.objects.get().name == "山口 みのる"
