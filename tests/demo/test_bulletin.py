"""The demo's telling: schools and their papers, 活動だより, notices; and a closure at 14:00, seen once everywhere."""

from __future__ import annotations

from datetime import time

import pytest
from django.test import Client
from django.urls import reverse
from procrastinate.contrib.django.models import ProcrastinateJob

from demo.loading.chapters import bulletin
from demo.loading.work import Work
from ibasho.base.journal.models import Entry
from ibasho.base.kernel import clock
from ibasho.rooms.bulletin import tasks
from ibasho.rooms.bulletin.models import Broadcast, Delivery, Handout, Notice, QrOpens, School, Story
from ibasho.town.outbox.models import Message
from tests.demo.loaded import work_of
from tests.reading import words

work = work_of(bulletin.load, says="くばりもの")
pytestmark = pytest.mark.usefixtures("work")


def test_every_district_has_its_school_and_two_have_said_nothing_yet() -> None:
    assert School.objects.filter(kind="primary").count() == 22
    now = Handout.objects.get(title="こんげつの 居場所カレンダー")
    silent = Delivery.objects.filter(handout=now, received_on=None)
    assert {one.school.district for one in silent} == {"M07", "M15"}


def test_what_waits_for_the_board_went_to_nobody() -> None:
    asked = Handout.objects.get(consent="asked")
    assert not asked.deliveries.exclude(handed_on=None).exists()


def test_two_stories_are_shown_and_one_waits(work: Work) -> None:
    assert Story.objects.filter(state="shown").count() == 2
    waiting = Story.objects.get(state="waiting")
    page = words(Client().get(reverse("bulletin:news")))
    assert "大根で ぶた汁を つくりました" in page and waiting.title not in page


def test_papers_were_opened_and_nobody_knows_by_whom() -> None:
    assert sum(QrOpens.objects.values_list("times", flat=True)) > 100
    assert {field.name for field in QrOpens._meta.get_fields()} == {"id", "qr", "day", "times"}


def test_sent_notices_went_to_who_wanted_them() -> None:
    told = dict(Broadcast.objects.values_list("title", "told"))
    assert told["冬休みも ごはんが 食べられます"] == 3
    assert told["鈴音に 勉強できる場所が ふえました"] == 2  # the family that asked for 帆影 and meals is not among them
    assert Notice.objects.filter(state="draft").count() == 1
