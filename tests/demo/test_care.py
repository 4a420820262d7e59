"""The centre of the demo: a helper's note and what she hears back, the deck's R5 as published, a welcome, a break-glass."""

from __future__ import annotations

from typing import Any

import pytest

from demo.loading.chapters import care
from demo.loading.work import Work
from ibasho.base.kernel.actor import Actor
from ibasho.rooms.care.actions import notes
from ibasho.rooms.care.models import Notice, Opening, PublishedYear, Referral, YearRelease
from tests import make
from tests.demo.loaded import work_of

pytestmark = pytest.mark.long

work = work_of(care.load, says="つなぎ 2")


def test_haru_hears_that_the_centre_is_on_it_and_how_to_welcome_him(
    work: Work, django_db_blocker: Any
) -> None:
    with django_db_blocker.unblock():
        haru = work.people["haru"]
        row = Notice.objects.filter(writer=haru, state="taken").get()
        own = notes.read_own(notice=row, by=Actor(person_id=haru.pk), at=make.AT)
        assert "おかわりを 5回" in own.told.words
        assert [words for _when, words in own.back][0].startswith("来たときは、まず ごはん")


def test_the_plans_own_year_stands_as_published(work: Work, django_db_blocker: Any) -> None:
    with django_db_blocker.unblock():
        year = PublishedYear.objects.get(nendo=2023)
        assert year.total == 6_413
        shares = list(year.shares.order_by("position").values_list("per_mille", flat=True))
        assert shares == [660, 186, 88, 39, None, None, None, None, None], "no split was published for five"


def test_a_child_arrived_and_another_place_is_asked(work: Work, django_db_blocker: Any) -> None:
    with django_db_blocker.unblock():
        assert set(Referral.objects.values_list("state", flat=True)) == {"arrived", "asked"}


def test_who_broke_the_glass_was_looked_at(work: Work, django_db_blocker: Any) -> None:
    with django_db_blocker.unblock():
        opening = Opening.objects.get()
        assert (opening.person, opening.reviewed_by, opening.verdict) == (
            work.people["nagi"], work.people["tomoe"], "right",
        )  # fmt: skip


def test_outside_the_centre_only_what_was_released(work: Work, django_db_blocker: Any) -> None:
    with django_db_blocker.unblock():
        assert YearRelease.objects.count() == 1


def test_words_of_long_ago_are_gone_and_their_number_is_left(work: Work, django_db_blocker: Any) -> None:
    with django_db_blocker.unblock():
        gone = Notice.objects.filter(matter__forgotten_on__isnull=False)
        assert gone.exists() and not gone.filter(sealed_words__isnull=False).exists()
