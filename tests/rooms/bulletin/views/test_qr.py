"""A child scans a poster: the page opens, one more is counted, nobody is known."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client

from ibasho.base.kernel import clock
from ibasho.rooms.bulletin.actions import codes
from ibasho.rooms.bulletin.models import QrCode, QrOpens
from ibasho.rooms.bulletin.queries import codes as queries
from ibasho.rooms.bulletin.views import qr
from tests import make
from tests.people import Cast, cast
from tests.rooms.bulletin import ground, papers_ground

pytestmark = pytest.mark.django_db


@pytest.fixture
def people() -> Cast:
    cache.clear()
    return cast()


@pytest.fixture
def row(people: Cast) -> QrCode:
    return papers_ground.code(ground.ground(people))


def _times() -> int:
    return sum(QrOpens.objects.values_list("times", flat=True))


def test_it_opens_its_own_page_and_is_counted_for_the_day(client: Client, row: QrCode) -> None:
    answer = client.get(f"/q/{row.code}/")
    assert (answer.status_code, answer["Location"]) == (302, row.path)
    assert (answer["Cache-Control"], answer["Referrer-Policy"]) == ("no-store", "no-referrer")
    assert not answer.cookies
    found = QrOpens.objects.get()
    assert (found.day, found.times) == (clock.day(clock.now()), 1)


def test_letters_typed_from_the_paper_open_it_too(client: Client, row: QrCode) -> None:
    assert client.get(f"/q/{row.code.lower()}/")["Location"] == row.path
    assert queries.typed(row).endswith(f"/q/{row.code}")


@pytest.mark.parametrize(
    "told",
    [
        {"headers": {"purpose": "prefetch"}}, {"headers": {"sec-purpose": "prefetch;prerender"}},
        {"headers": {"user-agent": "facebookexternalhit/1.1;line-poker/1.0"}},
        {"headers": {"user-agent": "Mozilla/5.0 (compatible; Googlebot/2.1)"}},
        {"headers": {"user-agent": "Slackbot-LinkExpanding 1.0"}},
    ],
)  # fmt: skip
def test_a_look_ahead_and_a_preview_open_nothing(client: Client, row: QrCode, told: dict[str, Any]) -> None:
    assert client.get(f"/q/{row.code}/", **told).status_code == 302
    assert client.head(f"/q/{row.code}/").status_code == 302
    assert _times() == 0


def test_a_hundred_at_once_push_the_number_up_only_so_far(client: Client, row: QrCode) -> None:
    answers = {client.get(f"/q/{row.code}/").status_code for _ in range(qr.SENDER_TIMES + 20)}
    assert answers == {302} and _times() <= qr.SENDER_TIMES * 2  # two windows at most


def test_an_unknown_or_a_retired_code_tells_where_today_is(client: Client, people: Cast, row: QrCode) -> None:
    codes.retire(row=row, by=people.by(people.aoi), at=make.AT)
    for told in (row.code, "CCCCCCCCCC", "%20"):
        answer = client.get(f"/q/{told}/")
        assert answer.status_code == 404 and 'href="/today/"' in answer.content.decode()
        assert "この QRは もう 使えません" in answer.content.decode()  # the title
    assert _times() == 0


def test_nothing_is_written_to_it(client: Client, row: QrCode) -> None:
    assert client.post(f"/q/{row.code}/").status_code == 405
