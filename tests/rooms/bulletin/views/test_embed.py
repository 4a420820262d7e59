"""The small page on the city's own site: no script, no cookie, framed by those the city named alone."""

from __future__ import annotations

from datetime import time
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from ibasho.base.kernel import clock
from ibasho.rooms.bulletin.rules import embedding
from tests import make
from tests.people import cast
from tests.reading import words
from tests.rooms.bulletin import stories_ground
from tests.signing_in import sign_in

pytestmark = pytest.mark.django_db
TODAY = reverse("bulletin:embed_today")


@pytest.fixture(autouse=True)
def town() -> None:
    district = stories_ground.district()
    day = clock.day(clock.now())
    for name, more in (
        ("みどり食堂", {"district_code": district.code}),
        ("ひみつの会", {"everyone": False, "restricted": True, "restricted_to": "会員"}),
        ("そらの家", {}),
    ):
        make.session(make.place(name, **more), day, time(0), time(23, 59))
    make.event_day(make.event(), day, time(0), time(23, 59))


def test_it_says_what_is_open_today_and_leads_out_of_the_frame(client: Client) -> None:
    told = words(client.get(TODAY))
    assert (
        "みどり食堂" in told and "そらの家" in told and "森の おやつ会" in told and "ひみつの会" not in told
    )
    html = client.get(TODAY).content.decode()
    assert html.count("<a ") == html.count('target="_top"')
    assert "<script" not in html and "http://testserver" not in html


def test_a_district_alone_and_none_that_is_not_there(client: Client) -> None:
    told = words(client.get(reverse("bulletin:embed_district", args=["M01"])))
    assert (
        "虹橋小学校区" in told and "みどり食堂" in told and "そらの家" not in told and "おやつ会" not in told
    )
    assert client.get(reverse("bulletin:embed_district", args=["nowhere"])).status_code == 404


def test_the_same_for_everybody_and_kept_for_five_minutes(client: Client) -> None:
    plain = client.get(TODAY)
    client.cookies["language"], client.cookies["furigana"] = "en", "off"
    other = client.get(TODAY, headers={"Accept-Language": "pt-BR"})
    assert plain.content == other.content
    assert not plain.cookies and not other.cookies
    assert plain.headers["Cache-Control"] == "public, max-age=300"
    assert plain.headers["Referrer-Policy"] == "no-referrer"


@pytest.mark.parametrize(
    ("named", "allowed"),
    [
        ([], "'self'"),
        (["https://www.city.mihon.example"], "'self' https://www.city.mihon.example"),
        (
            ["https://www.city.mihon.example/", "https://x; script-src *", "javascript:", "*"],
            "'self' https://www.city.mihon.example",
        ),
    ],
)
def test_only_those_whom_the_city_named_may_frame_it(
    client: Client, settings: Any, named: list[str], allowed: str
) -> None:
    settings.EMBED_ORIGINS = named
    answer = client.get(TODAY)
    policy = answer.headers["Content-Security-Policy"]
    assert f"frame-ancestors {allowed};" in f"{policy};" and "script-src 'none'" in policy
    assert "X-Frame-Options" not in answer.headers


def test_no_other_page_may_be_framed(client: Client, settings: Any) -> None:
    settings.EMBED_ORIGINS = ["https://www.city.mihon.example"]
    answer = client.get(reverse("places:today"))
    assert "frame-ancestors 'none'" in answer.headers["Content-Security-Policy"]
    assert answer.headers["X-Frame-Options"] == "DENY"


def test_the_desk_gives_a_snippet_without_scripts_and_a_link_beside_it(client: Client, settings: Any) -> None:
    settings.EMBED_ORIGINS = ["www.city.mihon.example"]
    sign_in(client, cast().mado)
    page = client.get(reverse("bulletin:desk_embed"), {"district": "M01"})
    assert "読めない 書きかた" in words(page)
    snippet = page.context["snippet"]
    assert all(
        one in snippet for one in ("/embed/today/M01/", "sandbox=", "loading=", "title=", "虹橋小学校区")
    )
    assert "<script" not in snippet and "?district=M01" in page.context["link"]


@pytest.mark.parametrize(
    ("told", "kept"),
    [
        ("https://a.example", True), ("https://a.example:8443", True), ("https://a.example/", True), ("http://a.example", False),
        ("https://a.example/path", False), ("https://*.example", False), ("'self' https:", False), ("", False),
    ],
)  # fmt: skip
def test_an_origin_is_written_as_one(told: str, kept: bool) -> None:
    assert bool(embedding.origins([told])) is kept
    assert bool(embedding.unreadable([told])) is not kept
