"""The register and 実態把握 in a real browser: axe finds nothing at both sizes, nothing scrolls sideways."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.db import transaction
from django.urls import reverse
from playwright.sync_api import Page

from ibasho.base.kernel import clock
from ibasho.rooms.network.models import Profile
from tests.browser.looking import BOTH, cookies_of, look
from tests.people import Cast, cast
from tests.rooms.network import ground

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def told() -> tuple[Cast, dict[str, Any]]:
    """みどり食堂の会 with a talk that was corrected, somebody to call and somebody who left, papers, a sheet with a 課題."""
    people, today = cast(), clock.day(clock.now())
    with transaction.atomic():
        ground.ground(people)
        Profile.objects.update(takes_home=True, district_code="M01", heads=12)
        first = ground.contact(people, on=today)
        talk = ground.contact(people, on=today, corrects=first, words="米と 油が 足りない", next_on=today)
        person = ground.contact_person(people, email="hatanaka@example.test", note="午前中に")
        ground.contact_person(people, name="南", call_first=False, left_on=today)
        insurance, agreement = ground.insurance(people), ground.agreement(people)
        sheet = ground.sheet(people)
        sheet.issues.create(code="people", words="手伝う人が 2人しか いない")
    return people, {
        "talk": talk,
        "person": person,
        "insurance": insurance,
        "agreement": agreement,
        "sheet": sheet,
    }


@pytest.mark.long
def test_the_registers_pages_are_whole(
    open_page: Callable[..., Page],
    told: tuple[Cast, dict[str, Any]],
    axe_findings: Callable[[Page], list[str]],
) -> None:
    people, made = told
    key, insurance = people.midori.public_id, made["insurance"].public_id
    of_group = ("group", "profile", "person_new", "contact_new", "sheet_new")
    desk = [
        *(reverse(f"network:desk_{name}") for name in ("groups", "sheets")),
        *(reverse(f"network:desk_{name}", args=[key]) for name in of_group),
        *(
            reverse("network:desk_paper_new", args=[key, kind])
            for kind in ("agreement", "insurance", "hygiene")
        ),
        reverse("network:desk_paper", args=["insurance", insurance]),
        reverse("network:desk_contact", args=[made["talk"].public_id]),
        reverse("network:desk_person_leave", args=[made["person"].public_id]),
        *(
            reverse(f"network:desk_{name}", args=[made["sheet"].public_id])
            for name in ("sheet", "sheet_change")
        ),
    ]
    ops = [
        "/ops/", reverse("network:ops_network"), reverse("network:ops_paper_new", args=[key, "insurance"]),
        reverse("network:ops_paper", args=["insurance", insurance]),
    ]  # fmt: skip
    for person, addresses in ((people.tsubaki, desk), (people.hana, ops)):
        page = open_page("/", cookies=cookies_of(person))
        assert look(page, addresses, axe_findings, sizes=BOTH) == {}, person
