"""One helper's own page: who they are by their link, what they have taken, what they are asked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from django.conf import settings
from django.core import signing
from django.db.models import Prefetch
from django.urls import reverse

from ibasho.base.kernel import clock
from ibasho.base.kernel.errors import NotFound
from ibasho.base.ui.links import Link
from ibasho.rooms.roster.models import Helper, Offer, Shift, Swap, Taken
from ibasho.rooms.roster.queries import standing, taking_waiting, veiled
from ibasho.rooms.roster.rules import eligibility, minutes
from ibasho.rooms.roster.rules.kinds import AgeBand, Answer, HelperState, TakenState, Way
from ibasho.town.places.datasets.ical import Entry, Feed

LINK = Link("roster.link", "roster:shift_open", kept="token_hash", moment="token_at", query="t")
SALT = "roster.calendar"
OVER = minutes.LATE  # a turn stays on the page so long after its end, for 帰った
BEHIND = timedelta(days=30)  # what is over stays a while, so that nobody's calendar empties overnight


@dataclass(frozen=True, slots=True)
class Asked:
    """What a helper is asked and has not answered."""

    coming: Sequence[Taken]
    offers: Sequence[Offer]
    swaps: Sequence[Swap]


@dataclass(frozen=True, slots=True)
class Turn:
    """One shift of theirs. `asked`: whom they have asked to take over; `together`: who else is there; `fresh`: they took a
    moment ago by themselves; `may_come`: 来た may be tapped."""

    taken: Taken
    asked: Sequence[str]
    together: Sequence[str]
    may_leave: bool
    fresh: bool
    may_come: bool
    came_at: datetime | None
    left_at: datetime | None


@dataclass(frozen=True, slots=True)
class Limits:
    """What binds who is under 16: minutes still free this week, and until when."""

    minutes_left: int
    home_by: time


def limits(helper: Helper, at: datetime) -> Limits | None:
    """None for everybody older."""
    if helper.age_band != AgeBand.UNDER_16:
        return None
    known, held = standing.of(helper), standing.held(helper, since=at)
    used = eligibility.week_minutes(held, clock.day(at))
    return Limits(max(0, known.week_minutes_max - used), known.home_by)


def by_token(token: str) -> Helper | None:
    """Whose link this is, while they are registered."""
    registered = Helper.objects.filter(state=HelperState.REGISTERED).select_related("organisation")
    return LINK.find(registered, token)


def turns(helper: Helper, at: datetime, *, undo: timedelta) -> list[Turn]:
    """What the helper has taken and that is not long over, in four statements."""
    waiting = Swap.objects.filter(answer=Answer.WAITING).select_related("to")
    others = Taken.objects.filter(state=TakenState.TAKEN).exclude(helper=helper).select_related("helper")
    rows = (
        helper.taken.filter(
            state=TakenState.TAKEN, held_until__gt=at - OVER, shift__cancelled_at__isnull=True
        )
        .select_related("shift__roster__place", "attendance")
        .prefetch_related(
            Prefetch("swaps", queryset=waiting, to_attr="asked"),
            Prefetch("shift__taken", queryset=others, to_attr="together"),
        )
        .order_by("held_from", "pk")
    )
    found = list(rows)
    veiled.for_colleagues(_colleagues(found), day=clock.day(at))
    return [_turn(row, at, undo) for row in found]


def _colleagues(rows: Sequence[Taken]) -> list[Helper]:
    """Whose call names stand on these turns."""
    asked = [one.to for row in rows for one in row.asked]  # type: ignore[attr-defined]
    return asked + [one.helper for row in rows for one in row.shift.together]  # type: ignore[attr-defined]


def _turn(row: Taken, at: datetime, undo: timedelta) -> Turn:
    written = getattr(row, "attendance", None)
    return Turn(
        taken=row,
        asked=[one.to.call_name for one in row.asked],  # type: ignore[attr-defined]
        together=[one.helper.call_name for one in row.shift.together],  # type: ignore[attr-defined]
        may_leave=at < row.held_from,
        fresh=row.way != Way.STAFF and at < row.held_from and at - row.taken_at < undo,
        may_come=written is None and row.held_from - minutes.EARLY <= at <= row.held_until,
        came_at=written.came_at if written else None,
        left_at=written.left_at if written else None,
    )


def shown_shift(helper: Helper, public_id: str) -> Shift:
    """A shift of the helper's organisation; what stands against taking it, the action says."""
    found = (
        Shift.objects.filter(public_id=public_id, roster__place__organisation_id=helper.organisation_id)
        .select_related("roster__place")
        .first()
    )
    if found is None:
        raise _gone()
    return found


def asked(helper: Helper, at: datetime) -> Asked:
    coming = list(taking_waiting.near(at).filter(helper=helper))
    offers = Offer.objects.filter(helper=helper, answer=Answer.WAITING, shift__cancelled_at__isnull=True)
    offers = offers.select_related("shift__roster__place").order_by("shift__day", "shift__starts")
    to_me = Swap.objects.filter(
        to=helper, answer=Answer.WAITING, taken__state=TakenState.TAKEN, taken__held_from__gt=at
    )
    to_me = to_me.select_related("taken__helper", "taken__shift__roster__place").order_by("taken__held_from")
    swaps = list(to_me)
    veiled.for_colleagues([one.taken.helper for one in swaps], day=clock.day(at))
    return Asked(coming, [one for one in offers if clock.at(one.shift.day, one.shift.ends) > at], swaps)


def own_taken(helper: Helper, key: int) -> Taken:
    """Raises NotFound for what is not theirs."""
    found = helper.taken.select_related("shift__roster__place__organisation", "helper").filter(pk=key).first()
    if found is None:
        raise _gone()
    return found


def own_offer(helper: Helper, key: int) -> Offer:
    found = helper.offers.select_related("shift__roster__place", "helper").filter(pk=key).first()
    if found is None:
        raise _gone()
    return found


def own_swap(helper: Helper, key: int) -> Swap:
    """A wish somebody has put to this helper."""
    found = helper.swaps.select_related("taken__shift__roster__place", "to").filter(pk=key).first()
    if found is None:
        raise _gone()
    return found


def calendar_address(helper: Helper) -> str:
    """Its own signed token, dead with the link it was made from; a calendar never holds the link itself."""
    signed = signing.Signer(salt=SALT, sep="~").sign(f"{helper.public_id}:{(helper.token_hash or '')[:16]}")
    return f"{settings.PUBLIC_URL}{reverse('roster:shift_calendar')}?t={signed}"


def by_calendar(signed: str) -> Helper | None:
    try:
        public_id, _, told = signing.Signer(salt=SALT, sep="~").unsign(signed).partition(":")
    except signing.BadSignature:
        return None
    found = Helper.objects.filter(public_id=public_id, state=HelperState.REGISTERED).first()
    return found if found is not None and told and (found.token_hash or "").startswith(told) else None


def calendar(helper: Helper, at: datetime) -> Feed:
    """The helper's own shifts, from a month ago on; what was given up stays as cancelled."""
    rows = helper.taken.filter(held_until__gt=at - BEHIND).select_related("shift__roster__place")
    page = settings.PUBLIC_URL + reverse("roster:shifts")
    return Feed(
        "見守り",
        "わたしの 見守りの 番",
        page,
        tuple(_entry(row, page) for row in rows.order_by("held_from", "pk")),
    )


def _entry(row: Taken, page: str) -> Entry:
    place, shift = row.shift.roster.place, row.shift
    off = row.state == TakenState.GIVEN_UP or shift.cancelled_at is not None
    return Entry(
        uid=f"roster-{row.pk}@ibasho", day=shift.day, starts=shift.starts, ends=shift.ends,
        summary=f"見守り {place.name}", stamp=row.given_up_at or row.taken_at, location=place.name, url=page,
        description=shift.note, cancelled=off,
    )  # fmt: skip


def _gone() -> NotFound:
    return NotFound("roster.not_yours", "見つかりません。あなたの ページから えらんでください。")
