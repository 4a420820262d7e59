"""Open days as a calendar others subscribe to (RFC 5545, RFC 7986). The same days give the same bytes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from icalendar import Calendar, Event, Timezone, TimezoneStandard

from ibasho.base.kernel import clock
from ibasho.base.kernel.geo import Position

REFRESH = timedelta(hours=6)


@dataclass(frozen=True, slots=True)
class Entry:
    """One open day. `starts` None: the day is known, the hour is not. `unsure`: not promised yet.
    `stamp` is when this was last changed; `uid` stays the same as long as it is the same day of the same place."""

    uid: str
    day: date
    starts: time | None
    ends: time | None
    summary: str
    stamp: datetime
    location: str = ""
    position: Position | None = None
    description: str = ""
    url: str = ""
    cancelled: bool = False
    unsure: bool = False


@dataclass(frozen=True, slots=True)
class Feed:
    """A calendar with its name and where it comes from."""

    name: str
    description: str
    url: str
    entries: tuple[Entry, ...]


def write(feed: Feed) -> bytes:
    """UTF-8 with CRLF lines. Whoever subscribes asks again every six hours."""
    calendar = Calendar()
    calendar.add("prodid", "-//Ibasho//Kodomo no ibasho//JA")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "PUBLISH")
    for name in ("name", "x-wr-calname"):
        calendar.add(name, feed.name)
    calendar.add("x-wr-caldesc", feed.description)
    calendar.add("x-wr-timezone", "Asia/Tokyo")
    calendar.add("refresh-interval", REFRESH, parameters={"VALUE": "DURATION"})
    calendar.add("x-published-ttl", "PT6H")
    calendar.add("url", feed.url)
    calendar.add_component(_japan())
    for entry in sorted(feed.entries, key=_order):
        calendar.add_component(_event(entry))
    return bytes(calendar.to_ical())


def _order(entry: Entry) -> tuple[date, time, str]:
    return entry.day, entry.starts or time.min, entry.uid


def _japan() -> Timezone:
    """No summer time since 1952: one line is true for ever."""
    standard = TimezoneStandard()
    standard.add("dtstart", datetime(1970, 1, 1))  # noqa: DTZ001 - VTIMEZONE wants local time
    standard.add("tzoffsetfrom", timedelta(hours=9))
    standard.add("tzoffsetto", timedelta(hours=9))
    standard.add("tzname", "JST")
    zone = Timezone()
    zone.add("tzid", "Asia/Tokyo")
    zone.add_component(standard)
    return zone


def _event(entry: Entry) -> Event:
    event = Event()
    event.add("uid", entry.uid)
    event.add("dtstamp", entry.stamp.astimezone(UTC))
    event.add("last-modified", entry.stamp.astimezone(UTC))
    _add_hours(event, entry)
    event.add("summary", entry.summary)
    event.add("status", "CANCELLED" if entry.cancelled else "TENTATIVE" if entry.unsure else "CONFIRMED")
    event.add("transp", "TRANSPARENT")  # a place being open makes nobody busy
    for name, text in (("location", entry.location), ("description", entry.description), ("url", entry.url)):
        if text:
            event.add(name, text)
    if entry.position:
        event.add("geo", (entry.position.lat, entry.position.lng))
    return event


def _add_hours(event: Event, entry: Entry) -> None:
    """A day without an hour is an all-day entry; an hour is never made up."""
    if entry.starts is None:
        event.add("dtstart", entry.day)
        event.add("dtend", entry.day + timedelta(days=1))
        return
    event.add("dtstart", clock.at(entry.day, entry.starts))
    if entry.ends is not None:
        event.add("dtend", clock.at(entry.day, entry.ends))
