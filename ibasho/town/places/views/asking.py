"""From an address and a child's own cookies to what is looked for, and back to addresses.

Only the parameters named here live on in links: whatever else stood in an address, a position above all, goes nowhere.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, time
from enum import StrEnum
from typing import Any, TypeVar
from urllib.parse import urlencode

from django.http import HttpResponse, QueryDict

from ibasho.base.kernel import clock
from ibasho.base.ui.request import Request
from ibasho.town.places.queries import starts
from ibasho.town.places.queries.criteria import Criteria, When
from ibasho.town.places.queries.starts import Start
from ibasho.town.places.rules.features import FEATURE_LABELS
from ibasho.town.places.rules.kinds import PlaceKind
from ibasho.town.places.rules.stages import Stage
from ibasho.town.places.rules.wishes import BY_CODE

START_COOKIE = "start"
STAGE_COOKIE = "stage"
EVERY_STAGE = "all"
COOKIES = (START_COOKIE, STAGE_COOKIE)
CHOSEN_BY = (
    "when",
    "stage",
    "alone",
    "free",
    "want",
    "feature",
    "kind",
    "home",
    "page",
    "district",
)  # what a child taps
YEAR_SECONDS = 365 * 24 * 60 * 60
TEXT_MAX = 60
HOME_TIMES = (time(16), time(16, 30), time(17), time(17, 30), time(18))
E = TypeVar("E", bound=StrEnum)


@dataclass(frozen=True, slots=True)
class Asked:
    """`start_given`: the address itself names the start; otherwise it comes from the cookie. `every_stage`: the
    address puts the remembered stage aside."""

    criteria: Criteria
    start: Start | None
    start_given: bool
    every_stage: bool = False

    def query(self, **changes: Any) -> str:
        """`?…` of the same question with changes (None leaves a parameter out). A change goes back to page 1."""
        now = {**_parameters(self.criteria), **self._start(), "page": None}
        if self.every_stage:
            now["stage"] = EVERY_STAGE
        now |= changes
        pairs = [
            (name, value)
            for name, values in now.items()
            for value in (values if isinstance(values, tuple | list) else (values,))
            if value not in (None, "", False)
        ]
        return "?" + urlencode(pairs)

    def _start(self) -> dict[str, str]:
        if not self.start or not self.start_given:
            return {}
        kind, _, code = self.start.code.partition(":")
        return {kind: code if kind == "district" else self.start.name}

    def toggled(self, name: str, values: Iterable[str], code: str) -> str:
        """The address with one more, or one less, of a parameter that may stand several times."""
        chosen = list(values)
        return self.query(
            **{name: [one for one in chosen if one != code] + ([] if code in chosen else [code])}
        )


def read(request: Request) -> Asked:
    """What is not understood narrows nothing: a child never gets an error for an old link."""
    query, day = request.GET, clock.day(request.at)
    given = _given_start(query, day)
    start = given or starts.find(request.COOKIES.get(START_COOKIE, ""), day)
    stage = query.get("stage", request.COOKIES.get(STAGE_COOKIE, ""))
    return Asked(criteria(query, stage), start, given is not None, stage == EVERY_STAGE)


def criteria(query: QueryDict, stage: str = "") -> Criteria:
    return Criteria(
        when=_one(When, query.get("when", ""), When.TODAY),
        stage=_one(Stage, stage, None),
        alone=query.get("alone") == "1",
        free=query.get("free") == "1",
        wishes=_known(query.getlist("want"), BY_CODE),
        features=_known(query.getlist("feature"), FEATURE_LABELS),
        kinds=tuple(PlaceKind(kind) for kind in _known(query.getlist("kind"), set(PlaceKind))),
        text=query.get("q", "").strip()[:TEXT_MAX],
        home_by=_home_by(query.get("home", "")),
        page=_number(query.get("page", "")),
    )


def remember(response: HttpResponse, name: str, value: str, request: Request) -> None:
    """Keeps a choice in this browser for a year, or forgets it where `value` is empty."""
    if not value:
        response.delete_cookie(name)
        return
    response.set_cookie(
        name, value, max_age=YEAR_SECONDS, samesite="Lax", httponly=True, secure=request.is_secure()
    )


def _parameters(asked: Criteria) -> dict[str, Any]:
    return {
        "when": "" if asked.when is When.TODAY else asked.when.value,
        "q": asked.text,
        "stage": asked.stage.value if asked.stage else "",
        "alone": "1" if asked.alone else "",
        "free": "1" if asked.free else "",
        "home": asked.home_by.strftime("%H:%M") if asked.home_by else "",
        "want": asked.wishes,
        "feature": asked.features,
        "kind": asked.kinds,
    }


def _given_start(query: QueryDict, day: date) -> Start | None:
    if code := query.get("district", "")[:16]:
        return starts.find(f"district:{code}", day)
    name = query.get("town", "")[:60]
    return starts.by_town_name(name) if name else None


D = TypeVar("D")


def _one(of: Callable[[str], E], text: str, otherwise: D) -> E | D:
    try:
        return of(text)
    except ValueError:
        return otherwise


def _known(given: Iterable[str], among: Iterable[str]) -> tuple[str, ...]:
    allowed = set(among)
    return tuple(dict.fromkeys(one for one in given if one in allowed))


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 6 else 1


def _home_by(text: str) -> time | None:
    return next((hour for hour in HOME_TIMES if hour.strftime("%H:%M") == text), None)
