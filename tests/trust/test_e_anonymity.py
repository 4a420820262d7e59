"""E. Anonymity of voices: what goes out in numbers and words (53–57). That no row leads to a child (51, 52) is attacked with
the whole database in tests/rooms/voices/test_anonymity.py, the arithmetic alone in tests/base/kernel/disclosure."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from ibasho.base.kernel.disclosure.disclosure import Shown, attack, from_json
from ibasho.base.kernel.errors import Conflict
from ibasho.rooms.voices.actions import opinions, readings, releases
from ibasho.rooms.voices.models import Answer, Hearing, Opinion, Pick, Release
from ibasho.rooms.voices.rules.kinds import CELL_FLOOR, CELL_MIN
from tests import make
from tests.base.kernel.disclosure import other_attackers
from tests.base.kernel.disclosure.microdata import crowd
from tests.people import Cast
from tests.rooms.voices import ground as grounds
from tests.rooms.voices.ground import Ground

DISTRICTS = ("M01", "M02", "M03", "M04")
STAGES = ("lower", "upper", "junior")
MONTHS = (110, 240)  # how many had answered by then
Now = Callable[..., None]


@dataclass(frozen=True)
class Town:
    people: Cast
    ground: Ground
    hearing: Hearing


@pytest.fixture
def hearing(town: Cast, now: Now) -> Town:
    """A hearing of four districts whose numbers went out twice, a month apart."""
    for number, code in enumerate(DISTRICTS):
        make.district(code, f"みほん{number}", "みほん")
    ground = grounds.ground(town)
    made = crowd(11, MONTHS[-1], stages=3, districts=4, choices=5)
    last = 0
    for month, people in enumerate(MONTHS):
        at = make.AT + timedelta(days=28 * month)
        rows = [
            Answer(
                hearing=ground.hearing, door=ground.web, respondent="child", stage=STAGES[made.stage[one]],
                district_code=DISTRICTS[made.district[one]], wording="small", day=at.date(),
            )
            for one in range(last, people)
        ]  # fmt: skip
        choices = list(ground.wishes.choices.all())
        Answer.objects.bulk_create(rows)
        Pick.objects.bulk_create(
            Pick(answer=row, question=ground.wishes, choice=choices[at])
            for one, row in enumerate(rows, start=last)
            for at in made.wishes[one].nonzero()[0]
        )
        Pick.objects.bulk_create(
            Pick(answer=row, question=ground.feeling, face=1 + int(made.choice[one]))
            for one, row in enumerate(rows, start=last)
            if made.choice[one] >= 0
        )
        asked = releases.ask(hearing=ground.hearing, by=town.by(town.aoi), at=at)
        releases.approve(release=asked, by=town.by(town.fumi), at=at)
        last = people
    return Town(town, ground, ground.hearing)


def published(hearing: Hearing) -> list[list[Shown]]:
    rows = Release.objects.filter(hearing=hearing, state="released").order_by("pk")
    return [from_json(row.body["tables"]) for row in rows]


def lines(hearing: Hearing) -> Iterator[dict[str, str]]:
    """Of the file anybody may fetch."""
    path = reverse("voices:results", args=[hearing.public_id])
    told = Client().get(path, {"format": "csv"}).content.decode("utf-8-sig")
    yield from csv.DictReader(io.StringIO(told))


def test_53_no_published_cell_has_fewer_than_ten_and_none_may_ask_for_less_than_five(hearing: Town) -> None:
    assert (CELL_MIN, CELL_FLOOR) == (10, 5)
    releases_out = published(hearing.hearing)
    assert len(releases_out) == len(MONTHS)
    figures = [n for release in releases_out for one in release for n in one.cells().values()]
    assert min(n for n in figures if n is not None) >= CELL_MIN
    assert None in figures and len([n for n in figures if n is not None]) > 30
    assert all(release[0].total == people for release, people in zip(releases_out, MONTHS, strict=True))


def test_54_three_attackers_with_both_months_in_hand_recover_nothing(hearing: Town) -> None:
    out = published(hearing.hearing)
    assert attack(out, CELL_MIN) == []
    assert other_attackers.by_elimination(out) == []
    assert other_attackers.with_a_pencil(out, CELL_MIN) == []


def test_55_percentages_and_pictures_are_of_shown_figures(hearing: Town) -> None:
    """In the file a hidden number has no share; a number inside a picture is one that was published."""
    known = {n for release in published(hearing.hearing) for one in release for n in one.cells().values()}
    hidden = [line for line in lines(hearing.hearing) if not line["人数"].isdigit()]
    assert hidden and all(not line["割合（%）"] for line in hidden)
    assert {int(line["人数"]) for line in lines(hearing.hearing) if line["人数"].isdigit()} <= known


def test_56_words_stand_on_a_page_when_two_people_have_said_so(town: Cast, now: Now) -> None:
    """With the school covered; every correction is read by two again."""
    door = grounds.ground(town).web
    by, other = town.by(town.aoi), town.by(town.fumi)
    made = opinions.write(
        door=door, question=None, words="にじはし小学校の うらに ベンチが ほしい", respondent="child", stage="upper",
        district_code="", by=by, at=make.AT,
    )  # fmt: skip
    assert made is not None and "にじはし" not in made.shown_words
    readings.read(opinion=made, version=1, said="show", by=by, at=make.AT)
    assert Opinion.objects.get().state == "waiting"
    with pytest.raises(Conflict):
        readings.read(opinion=made, version=1, said="show", by=by, at=make.AT)
    readings.read(opinion=made, version=1, said="show", by=other, at=make.AT)
    assert Opinion.objects.get().state == "shown"
    opinions.correct(opinion=made, shown_words="◯◯の うらに ◯◯が ほしい", by=by, at=make.AT)
    assert Opinion.objects.get().state == "waiting"


def test_57_the_file_anybody_may_fetch_has_ten_in_every_line(hearing: Town) -> None:
    """Stage by district too; sex is not asked at all."""
    found = list(lines(hearing.hearing))
    crossed = [line for line in found if line["だれ・小学校区"].startswith("みほん")]
    assert len(crossed) >= len(STAGES) * len(DISTRICTS)
    assert all(int(line["人数"]) >= CELL_MIN for line in found if line["人数"].isdigit())
    assert not {"gender", "sex"} & {one.name for one in Answer._meta.get_fields()}
