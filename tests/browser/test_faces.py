"""Rooms, their weeks and what gets better in a real browser: axe finds nothing at both sizes, nothing scrolls sideways."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import transaction
from django.urls import reverse
from playwright.sync_api import Page

from ibasho.base.kernel import clock
from ibasho.rooms.openhouse.actions import improvements, versions
from ibasho.rooms.openhouse.models import Improvement, Presence, RuleVersion
from ibasho.rooms.openhouse.queries import faces
from tests import make
from tests.browser.looking import BOTH, cookies_of, look
from tests.people import Cast, cast
from tests.rooms.openhouse import ground

pytestmark = pytest.mark.django_db(transaction=True)
DAY = timedelta(days=1)


@pytest.fixture
def people() -> Cast:
    return cast()


@pytest.fixture
def told(people: Cast) -> tuple[ground.Ground, RuleVersion, Improvement]:
    """A trial that is over, a week in force, a draft with one face less, one improvement that is done."""
    at, by = clock.now(), Cast.by(people.hana)
    today = clock.day(at)
    with transaction.atomic():
        stands = ground.ground(people)
        make.session(stands.place, day=today)
        ground.version(stands.space, people, starts_on=date(2025, 4, 1), ends_on=date(2026, 3, 31))
        Presence.objects.create(place=stands.place, day=date(2026, 3, 10), stage="upper", came=9, inside=0)
        Presence.objects.create(place=stands.place, day=date(2026, 5, 12), stage="junior", came=14, inside=0)
        head = {
            "title": "冬の ためし",
            "stage": "trial",
            "starts_on": today + 7 * DAY,
            "aim": "夜を 1時間 みじかく",
        }
        draft = versions.draft(
            space=stands.space, values=head, like=faces.in_force(stands.space, today), by=by, at=at
        )
        versions.wipe(face=draft.faces.filter(kind="study")[0], by=by, at=at)
        one = improvements.plan(
            place=stands.place,
            values={"kind": "wifi", "title": "Wi-Fiを つける", "voice_code": "V-12"},
            by=by,
            at=at,
        )
        one = improvements.step(improvement=one, to="done", day=today - 3 * DAY, by=by, at=at)
    return stands, draft, one


@pytest.mark.long
def test_the_pages_of_faces_are_whole(
    open_page: Callable[..., Page],
    people: Cast,
    told: tuple[ground.Ground, RuleVersion, Improvement],
    axe_findings: Callable[[Page], list[str]],
) -> None:
    stands, draft, one = told
    objects = {
        "faces": stands.place, "compare": stands.place, "space_new": stands.place, "space_edit": stands.space,
        "version_new": stands.space, "version": draft, "version_head": draft, "version_publish": draft,
        "version_discard": draft, "face_new": draft, "improvement": one,
    }  # fmt: skip

    def pages(door: str) -> list[str]:
        plain = [
            reverse(f"openhouse:{door}_{name}")
            for name in ("open", "first", "improvements", "improvement_new")
        ]
        return plain + [
            reverse(f"openhouse:{door}_{name}", args=[thing.public_id]) for name, thing in objects.items()
        ]

    addresses: dict[Any, list[str]] = {
        None: [
            reverse("openhouse:space", args=[stands.space.public_id]), reverse("openhouse:improvements"),
            reverse("places:place", args=[stands.place.public_id]),
        ],
        people.hana: ["/ops/", *pages("ops")],
        people.aoi: [*pages("desk"), reverse("openhouse:desk_version", args=[stands.version.public_id])],
    }  # fmt: skip
    for person, wanted in addresses.items():
        page = open_page("/", cookies=cookies_of(person) if person else ())
        assert look(page, wanted, axe_findings, sizes=BOTH) == {}, person
