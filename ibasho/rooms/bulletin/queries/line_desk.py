"""What the desk's page of LINE shows: ready texts, the week of a district, how our own channel stands."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.conf import settings
from django.urls import reverse

from ibasho.base.ports import line
from ibasho.rooms.bulletin.models import LineEvent, Notice, ToolText
from ibasho.rooms.bulletin.queries import notices
from ibasho.rooms.bulletin.rules import line_week, telling
from ibasho.rooms.bulletin.rules.kinds import Tool
from ibasho.town.outbox.models import Channel
from ibasho.town.outbox.queries import addresses, messages
from ibasho.town.places.queries import published, slots
from ibasho.town.places.queries.criteria import Criteria

NOTICE_DAYS, NOTICES_MAX = 30, 20
WEEK = timedelta(days=6)  # today and the six days behind it
FRIENDS_STEP = 10


@dataclass(frozen=True, slots=True)
class Ready:
    """A notice that is out, as a text for the city's tool. `taken`: the tick 「送りました」."""

    notice: Notice
    text: str
    taken: ToolText | None


@dataclass(frozen=True, slots=True)
class Own:
    """Our own channel. `friends` is rounded down to tens; None below ten: a small number says too much."""

    is_on: bool
    webhook: str
    add_url: str
    friends: int | None
    last_at: datetime | None
    unsent: int


def ready(at: datetime) -> Iterator[Ready]:
    """The newest first, of the last thirty days; what still waits for its tick before the rest."""
    since = at - timedelta(days=NOTICE_DAYS)
    rows = notices.public().filter(state__in=notices.OUT, broadcast__started_at__gte=since)[:NOTICES_MAX]
    taken = {one.notice_id: one for one in ToolText.objects.filter(tool=Tool.CITY_LINE.value)}
    for row in sorted(rows, key=lambda one: one.pk in taken):
        yield Ready(row, text_of(row), taken.get(row.pk))


def text_of(notice: Notice) -> str:
    path = notice.path or reverse("bulletin:news_one", args=[notice.public_id])
    return telling.line_text(notice.title, notice.words, f"{settings.PUBLIC_URL}{path}")


def week(code: str, name: str, today: date) -> str:
    """The text of a district: its public places with the days that are sure."""
    places = published.fitting(published.open_to_all(), Criteria(district=code)).order_by(
        "kana", "name", "pk"
    )
    days = slots.of_days(places, today, today + WEEK)
    rows = [line_week.Place(one.name, days.get(one.pk, [])) for one in places if one.pk in days]
    url = f"{settings.PUBLIC_URL}{reverse('places:today')}?district={code}&when=week"
    return line_week.text(name, today, today + WEEK, rows, url)


def own(at: datetime) -> Own:
    friends = addresses.live().filter(channel=Channel.LINE).count()
    last = LineEvent.objects.order_by("-taken_at").values_list("taken_at", flat=True).first()
    return Own(
        is_on=line.is_on(),
        webhook=f"{settings.PUBLIC_URL}{reverse('bulletin:line_webhook')}",
        add_url=settings.LINE_ADD_URL,
        friends=friends - friends % FRIENDS_STEP or None,
        last_at=last,
        unsent=messages.unsent(at).filter(channel=Channel.LINE).count(),
    )
