"""空白地区 in a real browser: axe at both sizes, the keyboard alone, no scripts, nothing from elsewhere."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import time, timedelta
from typing import Any

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from ibasho.base.kernel import clock
from ibasho.rooms.reach.actions import plans, rotas, solving
from ibasho.rooms.reach.models import Plan, Rota, Visit
from ibasho.rooms.reach.rules.asking import USUAL_BLOCKS, Asked
from ibasho.rooms.reach.rules.layers import Purpose
from ibasho.rooms.reach.rules.rota import Turn
from ibasho.town.areas.stages import Stage
from tests import make
from tests.browser.looking import IN_TURN, cookies_of, look, tab_to
from tests.people import Cast, cast
from tests.rooms.reach import town as towns

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def people(monkeypatch: pytest.MonkeyPatch) -> Cast:
    """Tuesday, 15:00."""
    monkeypatch.setattr(clock, "now", lambda: make.AT)
    return cast()


@pytest.fixture
def town(people: Cast) -> Iterator[towns.Town]:
    yield towns.lay()
    towns.forget()


@pytest.fixture
def plan(town: towns.Town) -> Plan:
    """Solved, with its proof."""
    asked = Asked((Stage.LOWER, Stage.UPPER), Purpose.ALL, USUAL_BLOCKS, budget=1)
    made = plans.make(title="放課後", kind="open", asked=asked, base=town.study, by=towns.JOB, at=make.AT)
    waiting = plans.solve(plan=made, by=towns.JOB, at=make.AT)
    solving.work(plan_id=made.pk, run=plans.run_of(waiting), by=towns.JOB, now=lambda: make.AT)
    made.refresh_from_db()
    return made


@pytest.fixture
def rota(people: Cast) -> Rota:
    """One visit is over, one has no pair, one is called off; announced and published."""
    hall, by = make.candidate("虹橋集会所", address="虹橋町1"), people.by(people.aoi)
    row = make.rota(first=make.TUESDAY - timedelta(days=28), last=make.TUESDAY + timedelta(days=60))
    make.visit(
        row, hall, make.TUESDAY - timedelta(days=28), state="done", families=6, children=8, consultations=2,
        reported_at=make.AT, note="にぎやか",
    )  # fmt: skip
    make.visit(row, hall, make.TUESDAY - timedelta(days=14), state="cancelled", reason="台風のため")
    make.visit(row, hall, make.TUESDAY - timedelta(days=7))
    turn = Turn(hall.pk, 1, time(10), time(11, 30), 2)
    rotas.extend(rota=row, turns=[turn], first=make.TUESDAY, last=row.last, by=by, at=make.AT)
    rotas.announce(rota=row, organiser="みほん市", phone="051-000-0001", by=by, at=make.AT)
    rotas.publish(rota=row, by=by, at=make.AT)
    return row


@pytest.mark.parametrize("size", IN_TURN)
def test_the_pages_of_blanks_pass_axe_and_fit(
    people: Cast, town: towns.Town, size: str, open_page: Callable[..., Page], axe_findings: Any
) -> None:
    names = ["overview", "report", "winter", "studies", "whatif", "candidates", "candidate_new", "plans"]
    pages = [reverse(f"reach:{name}") for name in names]
    pages += [
        reverse("reach:district", args=["M02"]), reverse("reach:cell", args=[towns.STARS]),
        reverse("reach:study", args=[town.study.public_id]),
        reverse("reach:candidate", args=[town.stars_hall.public_id]), reverse("reach:candidates_import"),
    ]  # fmt: skip
    page = open_page("/desk/", size=size, cookies=cookies_of(people.aoi))
    assert look(page, pages, axe_findings) == {}


@pytest.mark.parametrize("size", IN_TURN)
def test_the_pages_of_plans_pass_axe_and_fit(
    people: Cast, plan: Plan, size: str, open_page: Callable[..., Page], axe_findings: Any
) -> None:
    assert plan.state == "solved", plan.problem
    names = [
        ("plan", plan.public_id),
        ("plan_ask", plan.public_id),
        ("plan_new", "open"),
        ("plan_new", "mobile"),
    ]
    pages = [reverse(f"reach:{name}", args=[arg]) for name, arg in names]
    page = open_page("/desk/", size=size, cookies=cookies_of(people.aoi))
    assert look(page, pages, axe_findings) == {}


@pytest.mark.parametrize("size", IN_TURN)
def test_the_pages_of_visits_pass_axe_and_fit(
    people: Cast, rota: Rota, size: str, open_page: Callable[..., Page], axe_findings: Any
) -> None:
    done, off, late, *coming = rota.visits.order_by("day")
    of_rota = ["rota", "rota_add", "rota_edit", "rota_news", "rota_poster"]
    of_visit = ["visit", "visit_count", "visit_move", "visit_cancel", "visit_sheet"]
    pages = [
        *(reverse(f"reach:{name}") for name in ("rotas", "rota_new", "visit_report")),
        *(reverse(f"reach:{name}", args=[rota.public_id]) for name in of_rota),
        reverse("reach:rota", args=[rota.public_id]) + "?as=month",
        *(reverse(f"reach:{name}", args=[coming[-1].public_id]) for name in of_visit),
        *(reverse("reach:visit", args=[one.public_id]) for one in (done, off, late)),
    ]
    page = open_page("/desk/", size=size, cookies=cookies_of(people.aoi))
    assert look(page, pages, axe_findings) == {}


@pytest.mark.parametrize("size", IN_TURN)
def test_what_everyone_may_see_passes_axe_and_needs_no_script(
    town: towns.Town, size: str, open_page: Callable[..., Page], axe_findings: Any
) -> None:
    address = reverse("reach:public")
    page = open_page(address, size=size)
    assert look(page, [address], axe_findings) == {}
    plain = open_page(address, size=size, javascript=False)
    expect(plain.locator("main h1")).to_be_visible()
    expect(plain.locator("main table").first).to_be_visible()


def test_the_overview_says_its_numbers_without_scripts(
    people: Cast, town: towns.Town, open_page: Callable[..., Page]
) -> None:
    page = open_page(reverse("reach:overview"), javascript=False, cookies=cookies_of(people.aoi))
    expect(page.locator("main")).to_contain_text("近くにない")
    expect(page.locator("main")).to_contain_text("星見")


def test_a_clerk_counts_a_visit_by_the_keyboard_alone(
    people: Cast, rota: Rota, open_page: Callable[..., Page]
) -> None:
    late = rota.visits.get(state="planned", day__lt=make.TUESDAY)
    page = open_page(reverse("reach:rotas"), cookies=cookies_of(people.mado))
    tab_to(page, f"a[href='{reverse('reach:visit_count', args=[late.public_id])}']")
    page.keyboard.press("Enter")
    page.wait_for_url("**/count/")
    tab_to(page, "#id_families")
    page.keyboard.type("7")
    page.keyboard.press("Tab")
    page.keyboard.type("9")
    page.keyboard.press("Tab")
    page.keyboard.type("1")
    page.keyboard.press("Enter")
    expect(page.locator("[role=status]").first).to_contain_text("書きこみました")
    late.refresh_from_db()
    assert (late.state, late.families, late.children, late.consultations) == ("done", 7, 9, 1)


def test_a_rota_is_made_without_scripts(people: Cast, open_page: Callable[..., Page]) -> None:
    hall = make.candidate("潮笛集会所")
    page = open_page(reverse("reach:rota_new"), javascript=False, cookies=cookies_of(people.aoi))
    page.locator("#id_title").fill("おでかけ広場")
    page.locator("#id_hall").select_option(str(hall.pk))
    page.locator("button[value=look]").click()
    expect(page.locator("#laid")).to_contain_text("回に なります")
    expect(page.locator("main")).to_contain_text("年末年始")
    page.locator("button[value=make]").click()
    expect(page.locator("h1")).to_have_text("おでかけ広場")
    assert Visit.objects.filter(rota__title="おでかけ広場").count() > 5


def test_the_announcement_is_copied_with_one_press(
    people: Cast, rota: Rota, open_page: Callable[..., Page]
) -> None:
    page = open_page(reverse("reach:rota_news", args=[rota.public_id]), cookies=cookies_of(people.aoi))
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.locator("[data-copy='#line']").click()
    expect(page.locator("#copied")).to_contain_text("コピー")
    assert "虹橋集会所" in page.evaluate("navigator.clipboard.readText()")


def test_a_poster_fills_one_sheet_of_a4(people: Cast, rota: Rota, open_page: Callable[..., Page]) -> None:
    page = open_page(
        reverse("reach:rota_poster", args=[rota.public_id]), size="tablet", cookies=cookies_of(people.aoi)
    )
    pdf = page.pdf(format="A4", prefer_css_page_size=True)
    assert pdf.count(b"/Type /Page\n") + pdf.count(b"/Type /Page ") == 1
