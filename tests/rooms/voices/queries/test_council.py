"""What the council reads of a hearing: what is public, and no class by its name."""

from __future__ import annotations

import pytest

from ibasho.rooms.voices.actions import deciding, telling, themes
from ibasho.rooms.voices.queries import council
from tests import make
from tests.people import Cast, cast
from tests.rooms.voices import ground
from tests.rooms.voices.themes_objects import WHY

pytestmark = pytest.mark.django_db


def test_told_back_in_a_class_the_class_is_not_named() -> None:
    """ひがし小 4年1組 and 卓球台 side by side would say which thirty children wished for it."""
    made = ground.ground(cast())
    by = Cast.by(made.people.aoi)
    here = make.place("みどり食堂", organisation=made.people.midori)
    at_place = ground.door(made.hearing, channel="place", name="みどり食堂の 入り口", place=here)
    names = {"title": "卓球台の設置", "child_title": "たっきゅうが したい"}
    one = themes.make(hearing=made.hearing, values=names, by=by, at=make.AT)
    deciding.decide(theme=one, values={"verdict": "reflect", **WHY}, by=by, at=make.AT)
    doors = [made.school, at_place, None]
    telling.tell(theme=one, doors=doors, way="poster", on=ground.DAY, by=by, at=make.AT)
    told = council.sheet(made.hearing, "themes", ground.DAY)
    assert told is not None
    (row,) = told.rows
    assert "4年1組" not in str(row)
    assert "（みどり食堂）" in str(row)
    assert str(row).count(str(ground.DAY)) == 3  # decided; told somewhere, and at a place
    assert row[:2] == ("卓球台の設置", "反映する")
