"""みほん市, chapter by chapter. A later room adds a file in `chapters/` and a line here."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from functools import partial

from demo import city
from demo.loading.chapters import (
    areas,
    bulletin,
    care,
    events,
    familysupport,
    hearings,
    letters,
    living,
    looking_back,
    meals,
    network,
    openhouse,
    people,
    places,
    reach,
    roster,
    surplus,
    voices,
    words,
)
from demo.loading.work import Work
from ibasho.base.kernel import clock


def chapters(at: datetime) -> Sequence[tuple[str, Callable[[Work], str]]]:
    made = city.build(today=clock.day(at))
    return (
        ("まちの かたち", partial(areas.load, made)),
        ("こどもと 道", partial(living.load, made)),
        ("人と 団体", partial(people.load, made.people)),
        ("居場所", partial(places.load, made)),
        ("もよおし", partial(events.load, made)),
        ("みんなの声", partial(voices.load, made)),
        ("空白地区と 出張開設", partial(reach.load, made)),
        ("こどもの食事", partial(meals.load, made)),
        ("自由に使える場所", partial(openhouse.load, made)),
        ("見守りの名簿", partial(roster.load, made)),
        ("ファミリーサポート", partial(familysupport.load, made)),
        ("こどもの声", partial(hearings.load, made)),
        ("気づき", partial(care.load, made)),
        ("おすそわけ", partial(surplus.load, made)),
        ("つながり", partial(network.load, made)),
        ("知らせる", partial(bulletin.load, made)),
        ("入口の 人数", partial(openhouse.days, made)),
        ("ふりかえり", partial(looking_back.load, made)),
        ("ふりがな", words.load),
        ("てがみ", letters.load),
    )
