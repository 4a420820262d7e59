"""Who supports, who wants and offers what, who was brought together and what it became."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import F, Q, QuerySet

from ibasho.base.kernel.errors import NotFound
from ibasho.rooms.network.models import Match, Notice, Supporter
from ibasho.rooms.network.rules import matching, notices
from ibasho.rooms.network.rules.kinds import Direction, MatchState, NoticeState
from ibasho.rooms.network.rules.matching import Side
from ibasho.town.people.models import Organisation

OFFICES = (Organisation.Kind.COUNCIL, Organisation.Kind.CITY)
DECLINED_SHOWN = timedelta(days=14)


def shown_words(row: Notice) -> str:
    """All of a notice that others read."""
    return words_of(row).shown


def words_of(row: Notice) -> notices.Words:
    names = ("direction", "resource", "district_code", "until", *notices.TEXTS)
    return notices.Words(**{name: getattr(row, name) for name in names})


def page_mark(row: Supporter) -> str:
    """Another one as soon as anything of the page is another."""
    return notices.mark_of(row.words, *map(str, row.goals), str(row.is_member))


def side_of(row: Notice) -> Side:
    return Side(
        row.pk,
        row.direction,
        row.resource,
        row.organisation_id,
        shown_words(row),
        row.district_code,
        row.until,
    )


def find(public_id: str) -> Notice:
    """Raises NotFound."""
    found = Notice.objects.select_related("organisation").filter(public_id=public_id).first()
    if found is None:
        raise NotFound("network.notice_unknown", "見つかりません。アドレスを 確かめてください。")
    return found


def find_match(public_id: str) -> Match:
    """Raises NotFound."""
    found = _matches().filter(public_id=public_id).first()
    if found is None:
        raise NotFound("network.match_unknown", "見つかりません。アドレスを 確かめてください。")
    return found


def find_supporter(public_id: str) -> Supporter:
    """By the organisation's code. Raises NotFound."""
    found = Supporter.objects.select_related("organisation").filter(organisation__public_id=public_id).first()
    if found is None:
        raise NotFound("network.supporter_unknown", "見つかりません。アドレスを 確かめてください。")
    return found


def to_look_at() -> QuerySet[Notice]:
    """Those the city has not looked at; what went back to a group waits for the group."""
    rows = Notice.objects.filter(state=NoticeState.WAITING, back_words="", organisation__is_active=True)
    return rows.select_related("organisation").order_by("made_at", "pk")


def sent_back() -> QuerySet[Notice]:
    rows = Notice.objects.filter(state=NoticeState.WAITING).exclude(back_words="")
    return rows.select_related("organisation").order_by("-looked_at", "pk")


def open_notices(today: date) -> QuerySet[Notice]:
    """What everybody may read today, what ends first above."""
    rows = Notice.objects.filter(
        Q(until__isnull=True) | Q(until__gte=today), state=NoticeState.OPEN, organisation__is_active=True
    )
    return rows.select_related("organisation").order_by(F("until").asc(nulls_last=True), "-made_at", "pk")


def closed_notices() -> QuerySet[Notice]:
    rows = Notice.objects.filter(state=NoticeState.CLOSED)
    return rows.select_related("organisation").order_by("-made_at", "pk")


def all_notices() -> QuerySet[Notice]:
    """One row each, for the file in the platform's own shape."""
    return Notice.objects.select_related("organisation").order_by("-made_at", "pk")


def own_notices(organisation: Organisation) -> list[Notice]:
    """What is shown, then what waits, then what ended; newest first."""
    rows = Notice.objects.filter(organisation=organisation).order_by("-made_at", "pk")
    place = {NoticeState.WAITING: 0, NoticeState.OPEN: 1, NoticeState.CLOSED: 2}
    return sorted(rows, key=lambda one: place[NoticeState(one.state)])


@dataclass(frozen=True, slots=True)
class Pair:
    """A suggestion with its rows."""

    want: Notice
    offer: Notice
    reasons: tuple[str, ...]


def pairs(today: date, rows: Iterable[Notice]) -> list[Pair]:
    """What could fit of the open notices given, best first."""
    by_key = {one.pk: one for one in rows}
    known = set(Match.objects.filter(want__in=by_key, offer__in=by_key).values_list("want_id", "offer_id"))
    found = matching.suggestions([side_of(one) for one in by_key.values()], known, today)
    return [Pair(by_key[one.want], by_key[one.offer], one.reasons) for one in found]


def open_matches() -> list[Match]:
    """Those that wait for a yes or for what they became, oldest first."""
    return list(
        _matches().filter(state__in=[MatchState.PROPOSED, MatchState.AGREED]).order_by("proposed_at", "pk")
    )


def ended_matches() -> list[Match]:
    return list(_matches().filter(ended_at__isnull=False).order_by("-ended_at", "pk")[:50])


def half_said() -> list[Match]:
    """One side said yes, the other has not (any more), oldest first."""
    rows = [one for one in open_matches() if one.state == MatchState.PROPOSED]
    return [one for one in rows if (one.want_yes_at is None) != (one.offer_yes_at is None)]


def declined(at: datetime) -> QuerySet[Match]:
    """Of the last two weeks, where both still look for somebody, oldest first."""
    rows = _matches().filter(state=MatchState.DECLINED, ended_at__gt=at - DECLINED_SHOWN)
    rows = rows.filter(want__state=NoticeState.OPEN, offer__state=NoticeState.OPEN)
    return rows.order_by("ended_at", "pk")


@dataclass(frozen=True, slots=True)
class OwnMatch:
    """A match as one side sees it."""

    match: Match
    side: str
    mine: Notice
    other: Notice
    said_yes: bool


def own_matches(organisation: Organisation) -> list[OwnMatch]:
    """What was brought together with a notice of theirs, what waits for their answer first."""
    rows = _matches().filter(Q(want__organisation=organisation) | Q(offer__organisation=organisation))
    found = [_own(one, organisation.pk) for one in rows.order_by("-proposed_at", "pk")]
    return sorted(found, key=lambda one: (one.match.ended_at is not None, one.said_yes))


def unanswered(organisation_ids: Sequence[int]) -> QuerySet[Match]:
    """Proposed to one of these, and they have not said yes."""
    rows = _matches().filter(state=MatchState.PROPOSED)
    return rows.filter(
        Q(want__organisation__in=organisation_ids, want_yes_at__isnull=True)
        | Q(offer__organisation__in=organisation_ids, offer_yes_at__isnull=True)
    )


def _own(row: Match, organisation_id: int) -> OwnMatch:
    wants = row.want.organisation_id == organisation_id
    mine, other = (row.want, row.offer) if wants else (row.offer, row.want)
    yes = row.want_yes_at if wants else row.offer_yes_at
    side = Direction.WANT if wants else Direction.OFFER
    return OwnMatch(row, side.value, mine, other, yes is not None)


def _matches() -> QuerySet[Match]:
    return Match.objects.select_related("want__organisation", "offer__organisation")


def supporters() -> list[Supporter]:
    """Everyone who told something, those to look at first."""
    rows = list(
        Supporter.objects.select_related("organisation").order_by(
            "organisation__kana", "organisation__name", "pk"
        )
    )
    return sorted(rows, key=lambda one: (one.shown_at is not None, one.agreed_on is None))


def supporters_to_look_at() -> QuerySet[Supporter]:
    return Supporter.objects.filter(
        shown_at__isnull=True, agreed_on__isnull=False, organisation__is_active=True
    ).select_related("organisation")


def shown_supporters() -> QuerySet[Supporter]:
    """What everybody may read."""
    rows = Supporter.objects.filter(shown_at__isnull=False, organisation__is_active=True)
    return rows.select_related("organisation").order_by("organisation__kana", "organisation__name", "pk")


def done_matches(first: date, last: date, organisation_id: int | None = None) -> list[Match]:
    """What came of wants and offers in these days (JST), for everybody to read; of one supporter's offers alone."""
    rows = _matches().filter(state=MatchState.DONE, ended_at__date__gte=first, ended_at__date__lte=last)
    if organisation_id is not None:
        rows = rows.filter(offer__organisation=organisation_id)
    return list(rows.order_by("-ended_at", "pk"))


def office() -> Organisation | None:
    """Whom a stranger calls: the council's CSW, else the city's section; None where neither has a phone or a mail."""
    rows = Organisation.objects.filter(kind__in=OFFICES, is_active=True).exclude(phone="", email="")
    return min(rows, key=lambda one: (OFFICES.index(Organisation.Kind(one.kind)), one.pk), default=None)
