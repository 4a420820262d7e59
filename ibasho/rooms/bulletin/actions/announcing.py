"""What the journal says of a place becomes a notice: one for each entry, for places anybody may go to."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction

from ibasho.base.journal.models import Entry
from ibasho.base.kernel import clock
from ibasho.base.kernel.actor import Actor
from ibasho.rooms.bulletin import policies
from ibasho.rooms.bulletin.actions import broadcasting, notices
from ibasho.rooms.bulletin.models import Notice
from ibasho.rooms.bulletin.queries import pages
from ibasho.rooms.bulletin.rules import drafts, place_news
from ibasho.rooms.bulletin.rules.place_news import News
from ibasho.town.places.models import ClosedDays, Place
from ibasho.town.places.rules.kinds import PlaceKind
from ibasho.town.places.rules.wishes import WISHES


@transaction.atomic
def announce(*, entry_id: int, by: Actor, at: datetime) -> Notice | None:
    """Its notice, going out at once; None for what is no news, is over or undone, or was taken back before anybody heard.
    The same entry twice has no effect."""
    policies.require_server(by)
    entry = Entry.objects.filter(pk=entry_id).first()
    news = place_news.read(entry.verb, entry.data, entry.via) if entry is not None else None
    place = _locked(entry.object_id) if entry is not None and news is not None else None
    if entry is None or news is None or place is None:
        return None
    before = _taken_back(entry, news, place, by, at)
    if not _holds(news, place, before, at):
        return None
    row, fresh = Notice.objects.get_or_create(
        event_key=_key(entry.pk), defaults={**_values(news, place, at), "follows": before}
    )
    if fresh:
        notices.record("announce", row, by, at)
        broadcasting.begin(row, by=by, at=at)
    return row


def _locked(object_id: str) -> Place | None:
    """A place everybody may go to, or could until it paused; news of one place follow each other."""
    return pages.tellable().select_for_update(of=("self",)).filter(pk=object_id).first()


def _taken_back(entry: Entry, news: News, place: Place, by: Actor, at: datetime) -> Notice | None:
    """The notice this one takes back; while it goes out, or waits for the morning, it is stopped."""
    if entry.verb not in place_news.TAKES_BACK:
        return None
    rows = Entry.objects.filter(
        verb=place_news.TAKES_BACK[entry.verb], noun=entry.noun, object_id=str(place.pk), pk__lt=entry.pk
    )
    if news.first is not None and news.last is not None:
        rows = rows.filter(data__first=news.first.isoformat(), data__last=news.last.isoformat())
    first = rows.order_by("-pk").first()
    old = Notice.objects.filter(event_key=_key(first.pk)).first() if first is not None else None
    if old is not None and (drafts.can("stop", old.state) or broadcasting.waits(old)):
        old = broadcasting.stop(notice=old, by=by, at=at)
    return old


def _holds(news: News, place: Place, before: Notice | None, at: datetime) -> bool:
    """Whether it is still so, and anybody has to hear it."""
    if news.is_over(clock.day(at)):
        return False
    if news.first is not None and news.last is not None:
        days = ClosedDays.objects.filter(place=place)
        if news.verb == place_news.CLOSE:
            return days.filter(first=news.first, last=news.last).exists()
        return _was_told(before) and not days.filter(first__lte=news.last, last__gte=news.first).exists()
    if news.verb == place_news.PAUSE:
        return place.state == Place.State.PAUSED
    return place.state == Place.State.PUBLISHED and (before is None or _was_told(before))


def _was_told(before: Notice | None) -> bool:
    return before is not None and before.broadcast.told > 0


def _values(news: News, place: Place, at: datetime) -> dict[str, Any]:
    kind = PlaceKind(place.kind)
    return {
        "kind": news.kind, "title": news.title(place.name), "words": news.words(place.name),
        "path": pages.of_place(place), "place": place,
        "districts": [place.district_code] if place.district_code else [],
        "stages": [] if place.everyone else sorted(place.stages),
        "wishes": [one.code for one in WISHES if kind in one.kinds or one.features & set(place.features)],
        "urgent": news.is_urgent(clock.day(at)), "made_at": at,
    }  # fmt: skip


def _key(entry_id: int) -> str:
    return f"journal:{entry_id}"
