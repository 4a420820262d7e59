"""Whom the information reached (L6): papers to schools, openings of QRs, notices sent, and where nothing came yet."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet

from ibasho.base.kernel import clock
from ibasho.base.kernel import nendo as years
from ibasho.rooms.bulletin.models import Broadcast, Delivery, QrCode, QrOpens, School
from ibasho.rooms.bulletin.rules import reach as rules
from ibasho.rooms.bulletin.rules.kinds import NoticeKind, Paper, Tool
from ibasho.rooms.bulletin.rules.reach import Row
from ibasho.town.areas import queries as areas
from ibasho.town.places.queries import published
from ibasho.town.places.rules.calendar import Month


@dataclass(frozen=True, slots=True)
class Opened:
    """One line for each paper and where it went; `last` sums what is shown. `months` are the columns."""

    months: tuple[Month, ...]
    rows: tuple[Row, ...]
    last: Row


@dataclass(frozen=True, slots=True)
class Told:
    """A notice that went out: to how many, and through which other tools."""

    title: str
    kind: str
    on: date
    told: int
    tools: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Blank:
    """What nothing was done for in this 年度. `what`: 小学校区, 学校 or 居場所; `lacks` in words."""

    what: str
    name: str
    lacks: str


def months(nendo: int, today: date) -> tuple[Month, ...]:
    """From April to March, or to this month."""
    first, last = Month.of(years.first_day(nendo)), Month.of(min(today, years.last_day(nendo)))
    return tuple(one for one in (first.plus(n) for n in range(12)) if one <= last)


def opened(nendo: int, today: date, *, since: date | None = None) -> Opened:
    """Up to `today`, from the first of April or from `since`. The most opened first; codes that were never opened stand in
    it with 0."""
    columns = months(nendo, today)
    counts: dict[str, list[int]] = defaultdict(lambda: [0] * len(columns))
    names = {one.code: one.name for one in areas.named_districts(today)}
    labels = {}
    for code in _codes(nendo).select_related("school", "place"):
        labels[code.pk] = _label(code, names)
        counts[labels[code.pk]]  # noqa: B018 - a line of zeros
    first, last = _days(nendo)
    rows = QrOpens.objects.filter(qr__in=labels, day__range=(max(first, since or first), min(last, today)))
    for key, day, times in rows.values_list("qr_id", "day", "times"):
        if Month.of(day) in columns:
            counts[labels[key]][columns.index(Month.of(day))] += times
    order = sorted(counts, key=lambda label: (-_shown_low(counts[label]), label))
    found = rules.rows(order, [counts[label] for label in order])
    return Opened(columns, tuple(found), rules.columns(found, len(columns)))


def _shown_low(times: Sequence[int]) -> int:
    """By what is told, never by what is not: the order gives no few away."""
    return sum(rules.told(one).low for one in times)


def _codes(nendo: int) -> QuerySet[QrCode]:
    first, last = _days(nendo)
    inside = Q(opens__day__range=(first, last)) | Q(made_at__date__range=(first, last))
    return QrCode.objects.filter(inside).distinct()


def _days(nendo: int) -> tuple[date, date]:
    return years.first_day(nendo), years.last_day(nendo)


def _label(code: QrCode, names: dict[str, str]) -> str:
    where = (
        code.school.name
        if code.school
        else code.place.name
        if code.place
        else names.get(code.district, code.district)
    )
    return " ・ ".join(filter(None, (Paper(code.paper).label, where or "市の 全体", code.hangs)))


def deliveries(nendo: int) -> list[Delivery]:
    """Which school got which hand-out, the schools in the order of their reading, the newest first."""
    rows = Delivery.objects.filter(handout__hand_on__range=_days(nendo), handout__dropped_on__isnull=True)
    return list(
        rows.select_related("handout", "school").order_by(
            "school__kana", "school__name", "-handout__hand_on", "pk"
        )
    )


def told(nendo: int) -> list[Told]:
    """The newest first."""
    first, last = _days(nendo)
    rows = Broadcast.objects.filter(started_at__date__range=(first, last)).select_related("notice")
    return [
        Told(
            one.title, NoticeKind(one.notice.kind).label, clock.day(one.started_at), one.told,
            tuple(Tool(each.tool).label for each in one.notice.taken.all()),
        )
        for one in rows.prefetch_related("notice__taken").order_by("-started_at", "-pk")
    ]  # fmt: skip


def blank(nendo: int, today: date) -> list[Blank]:
    """Districts first, then schools, then places without a poster."""
    return [*_districts(nendo, today), *_schools(nendo), *_places(nendo)]


def _districts(nendo: int, today: date) -> list[Blank]:
    printed = set(_codes(nendo).exclude(district="").values_list("district", flat=True))
    handed = set(_handed(nendo).values_list("school__district", flat=True))
    return [
        Blank("小学校区", one.name, "紙が 1まいも 出ていません")
        for one in areas.named_districts(today)
        if one.code not in printed | handed
    ]


def _schools(nendo: int) -> list[Blank]:
    rows = School.objects.filter(is_active=True).exclude(pk__in=_handed(nendo).values("school"))
    return [Blank("学校", one.name, "くばりものが とどいていません") for one in rows.order_by("kana", "name")]


def _handed(nendo: int) -> QuerySet[Delivery]:
    came = Q(handed_on__isnull=False) | Q(received_on__isnull=False) | Q(mailed_on__isnull=False)
    return Delivery.objects.filter(came, handout__hand_on__range=_days(nendo))


def _places(nendo: int) -> list[Blank]:
    with_paper = _codes(nendo).filter(place__isnull=False).values_list("place", flat=True)
    rows = published.open_to_all().exclude(pk__in=list(with_paper)).order_by("kana", "name", "pk")
    return [Blank("居場所", name, "ポスターが ありません") for name in rows.values_list("name", flat=True)]


def schools_reached(nendo: int) -> tuple[int, int]:
    """(schools to which something came, all schools)."""
    return _handed(nendo).values("school").distinct().count(), School.objects.filter(is_active=True).count()


def schools_answered(nendo: int) -> tuple[int, int]:
    """(schools that said it arrived, or sent it on by their app; all schools)."""
    said = Q(received_on__isnull=False) | Q(mailed_on__isnull=False)
    rows = Delivery.objects.filter(said, handout__hand_on__range=_days(nendo))
    return rows.values("school").distinct().count(), School.objects.filter(is_active=True).count()
