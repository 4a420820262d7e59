"""What children say about places, and what waits on the desk: a note to read, a change to decide, a mistake to look into."""

from __future__ import annotations

from datetime import time

from demo.city import City
from demo.loading.work import Work
from ibasho.base.kernel import clock
from ibasho.base.kernel.actor import Actor
from ibasho.town.places.actions import changes, mistakes, notes
from ibasho.town.places.models import MistakeReport, PlaceChange
from ibasho.town.places.queries.changes import seen


def load(city: City, work: Work) -> str:
    for note in city.notes:
        row = notes.write(
            place=work.places[note.place], stage="", words=note.words, by=Actor.public(),
            at=clock.at(note.told_on, time(16)),
        )  # fmt: skip
        if note.state == "published":
            notes.publish(note=row, by=Actor(person_id=work.people["akari"].pk), at=work.at)
    _wishes(work)
    waiting = sum(note.state == "waiting" for note in city.notes)
    return (
        f"ひとこと {len(city.notes)}（読む前 {waiting}）、変更の願い {PlaceChange.objects.count()}、"
        f"まちがいの知らせ {MistakeReport.objects.count()}"
    )


def _wishes(work: Work) -> None:
    """虹川 はな asks for more seats; somebody tells that a door was shut."""
    place = work.places["nijihashi-shokudo"]
    place.refresh_from_db()
    changes.submit(
        place=place, values={"capacity": 60, "capacity_note": "雨の日は 40人まで"}, seen=seen(place, None),
        by=Actor(person_id=work.people["hana"].pk), at=work.at,
    )  # fmt: skip
    mistakes.report(
        place=work.places["udon-nami"], what=MistakeReport.What.CLOSED.value, words="きのう 行ったら しまっていました。",
        by=Actor.public(), at=work.at,
    )  # fmt: skip
