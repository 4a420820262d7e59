"""The ground of bulletin: みどり食堂 in its district, a school, a notice. Extend by small makers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from ibasho.base.kernel import clock
from ibasho.rooms.bulletin.models import Delivery, Handout, Notice, School, Story
from ibasho.town.people.models import Organisation
from ibasho.town.places.models import Place
from tests import make
from tests.people import Cast

AT = make.AT


@dataclass(frozen=True)
class Ground:
    people: Cast
    place: Place


def ground(people: Cast) -> Ground:
    return Ground(people, make.place(organisation=people.midori))


def notice(**changed: Any) -> Notice:
    """A draft for everybody."""
    told = {
        "kind": "news",
        "title": "卓球台が 来ました",
        "words": "だれでも つかえます。",
        "path": "/today/",
        "made_at": AT,
    }
    return Notice.objects.create(**{**told, "event_key": f"test:{Notice.objects.count()}", **changed})


def school(**changed: Any) -> School:
    told = {"name": "みほん小学校", "kana": "みほんしょうがっこう", "kind": "primary", "district": "M01", "contact": "教頭",
            "phone": "000-000-0010", "classes": 12, "copies": 340, "mail_app": "れんらくアプリ", "changed_at": AT}  # fmt: skip
    return School.objects.create(**{**told, **changed})


def handout(**changed: Any) -> Handout:
    told = {"title": "12月の カレンダー", "words": "きょう 行けるところが わかります。", "paper": "calendar",
            "hand_on": clock.day(AT), "consent": "asked", "made_at": AT}  # fmt: skip
    return Handout.objects.create(**{**told, **changed})


def delivery(of: Handout, to: School, **changed: Any) -> Delivery:
    return Delivery.objects.create(handout=of, school=to, classes=to.classes, copies=to.copies, **changed)


def story(organisation: Organisation, **changed: Any) -> Story:
    """Without a photo, waiting for the city."""
    told = {"organisation": organisation, "happened_on": clock.day(AT), "title": "いもほりを しました",
            "words": "さつまいもを 30本 ほりました。", "state": "waiting", "made_at": AT, "changed_at": AT}  # fmt: skip
    return Story.objects.create(**{**told, **changed})
