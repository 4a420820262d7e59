"""Whatever a program sends: an answer or a refusal, never a broken page, and never another shape."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote, urlencode

import pytest
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ibasho.front.web import api, api_door
from tests import make

TEXT = st.text(max_size=12)
ODD = st.sampled_from(
    ["", " ", "\x00", "nan", "inf", "-1", "1e999", "null", "[]", "{}", "%", "'", '"; drop table', "あ" * 70, "\ud7ff", "𠮷",
     "9999-12-31", "0001-01-01", "2026-11-24T15:00+09:00", "2026-02-30", "24:00", "00:00", "99999999999999999999"]
)  # fmt: skip
SOUND = st.sampled_from(
    ["1", "100", "true", "false", "upper", "infant", "today", "week", "any", "now", "34.15", "138.15", "M01", "library", "food",
     "wifi", "17:30", "2026-11-24", "2026-12-01", "2026-11-25T10:00", "みどり", "20"]
)  # fmt: skip
OPERATIONS = [
    (path, [one["name"] for one in told["get"].get("parameters", ()) if one["in"] == "query"])
    for path, told in api.schema()["paths"].items()
]


@st.composite
def requests(draw: st.DrawFn) -> str:
    path, names = draw(st.sampled_from(OPERATIONS))
    while "{" in path:
        name = path[path.index("{") : path.index("}") + 1]
        path = path.replace(
            name, quote(draw(ODD | TEXT.filter(bool) | st.just("AAAAAAAAAA")), safe="") or "-"
        )
    chosen = draw(st.lists(st.sampled_from([*names, "strange"]), max_size=5))
    pairs = [(name, draw(SOUND | SOUND | ODD | TEXT).encode("utf-8", "replace")) for name in chosen]
    return f"{path}?{urlencode(pairs)}"


@pytest.fixture
def city(db: None, monkeypatch: pytest.MonkeyPatch) -> Client:
    monkeypatch.setattr(api_door, "TIMES_A_MINUTE", 1_000_000)
    make.district()
    for number in range(3):
        place = make.place(f"みどり食堂{number}", lat=34.15, lng=138.15, district_code="M01")
        make.weekly(place, 1)
        make.session(place)
    make.event_day(make.event())
    return Client()


@settings(
    max_examples=400,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(address=requests())
def test_every_request_is_answered_or_refused(city: Client, address: str) -> None:
    response: Any = city.get(address)
    assert response.status_code in (200, 404, 422), address
    kind = "application/json" if response.status_code == 200 else "application/problem+json"
    assert response["Content-Type"].startswith(kind), address
    told = response.json()
    if response.status_code != 200:
        assert told["status"] == response.status_code
        assert told["detail"]
