"""What was promised and kept: sessions with a roster."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Count, Q, QuerySet

from ibasho.base.kernel.facts import Audience, Fact, Span
from ibasho.rooms.roster.facts.made import AHEAD_DAYS, KEPT, LOOKED_DAYS, fact, sessions
from ibasho.rooms.roster.models import Roster
from ibasho.rooms.roster.rules.words import NOT_ENOUGH
from ibasho.town.places.models import Session
from ibasho.town.places.queries.published import ever_open_to_all

_OFF = Q(state=Session.State.CANCELLED, reason=NOT_ENOUGH)


def rosters_on(today: date) -> Fact:
    found = Roster.objects.filter(is_on=True).count()
    return fact(found, "か所", "名簿を 使っている場所", f"{__name__}.rosters_on", today)


def sessions_short(today: date) -> Fact:
    """Of the week ahead, how many are not promised for want of grown-ups."""
    found = sessions(today, today + timedelta(days=AHEAD_DAYS - 1))
    return fact(
        found.filter(staffing=Session.Staffing.SHORT).count(), "回", "これから7日で おとなが たりない回",
        f"{__name__}.sessions_short", today, n=found.count(),
    )  # fmt: skip


def sessions_called_off(today: date) -> Fact:
    """Of the last four weeks, how many were called off for want of grown-ups."""
    found = _lately(today).aggregate(all=Count("pk"), off=Count("pk", filter=_OFF))
    what = "この4週間で おとなが そろわず おやすみに なった回"
    return fact(found["off"], "回", what, f"{__name__}.sessions_called_off", today, n=found["all"])


def kept_share(today: date) -> Fact:
    """Of the last four weeks' sessions with a roster, how many opened, in percent; None where there was none."""
    planned = Q(state=Session.State.PLANNED)
    found = _lately(today).aggregate(all=Count("pk"), kept=Count("pk", filter=planned))
    value = 100 * found["kept"] / found["all"] if found["all"] else None
    what = "この4週間で 予定どおり あいた割合"
    return fact(value, "%", what, f"{__name__}.kept_share", today, n=found["all"])


def kept(span: Span) -> Fact:
    """Of all sessions of the span with a roster, how many opened, in percent; one that stayed short of grown-ups did not.
    None where there was none. Sessions are counted, not people."""
    return _kept(_summed(span), span, f"{__name__}.kept")


def kept_by_place(span: Span) -> Mapping[int, Fact]:
    query = f"{__name__}.kept_by_place"
    return {place: _kept(found, span, query) for place, found in _of_places(span).items()}


def called_off(span: Span) -> Fact:
    """Sessions of the span that could not open for want of grown-ups. None where no session had a roster."""
    return _called_off(_summed(span), span, f"{__name__}.called_off")


def called_off_by_place(span: Span) -> Mapping[int, Fact]:
    query = f"{__name__}.called_off_by_place"
    return {place: _called_off(found, span, query) for place, found in _of_places(span).items()}


@dataclass(frozen=True, slots=True)
class _Sessions:
    """`planned` with a roster, of which `kept` opened and `off` were called off for want of grown-ups."""

    planned: int = 0
    kept: int = 0
    off: int = 0


def _of_places(span: Span) -> dict[int, _Sessions]:
    """Of every place for everybody that had a roster in the span, those that have ended too, in one statement."""
    rows = sessions(span.first, span.last).filter(place__in=ever_open_to_all()).values("place")
    found = rows.annotate(planned=Count("pk"), kept=Count("pk", filter=KEPT), off=Count("pk", filter=_OFF))
    told = found.order_by().values_list("place", "planned", "kept", "off")
    return {place: _Sessions(*numbers) for place, *numbers in told}


def _summed(span: Span) -> _Sessions:
    rows = _of_places(span).values()
    return _Sessions(
        sum(one.planned for one in rows), sum(one.kept for one in rows), sum(one.off for one in rows)
    )


def _kept(found: _Sessions, span: Span, query: str) -> Fact:
    value = 100 * found.kept / found.planned if found.planned else None
    what = f"予定した回のうち あいた割合（{span.words}）"
    return fact(value, "%", what, query, span.last, n=found.planned, audience=Audience.PUBLIC)


def _called_off(found: _Sessions, span: Span, query: str) -> Fact:
    value = found.off if found.planned else None
    what = f"おとなが そろわず おやすみに なった回（{span.words}）"
    return fact(value, "回", what, query, span.last, audience=Audience.PUBLIC)


def _lately(today: date) -> QuerySet[Session]:
    return sessions(today - timedelta(days=LOOKED_DAYS), today - timedelta(days=1))


FACTS: dict[str, Callable[[date], Fact]] = {
    "rosters_on": rosters_on,
    "sessions_short": sessions_short,
    "sessions_called_off": sessions_called_off,
    "kept_share": kept_share,
}
YEAR: dict[str, Callable[[Span], Fact]] = {"kept": kept, "called_off": called_off}
BY_PLACE: dict[str, Callable[[Span], Mapping[int, Fact]]] = {
    "kept": kept_by_place,
    "called_off": called_off_by_place,
}
