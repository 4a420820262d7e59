"""The demo's telling: schools and their papers, 活動だより, notices; and a closure at 14:00, seen once everywhere."""

from __future__ import annotations

from datetime import time

import pytest
from django.test import Client
from django.urls import reverse
from procrastinate.contrib.django.models import ProcrastinateJob

from demo.line import store
from demo.loading.chapters import bulletin
from demo.loading.work import Work
from ibasho.base.kernel import clock
from ibasho.base.kernel.actor import Actor
from ibasho.base.ports import line, mail
from ibasho.rooms.bulletin import tasks
from ibasho.rooms.bulletin.models import Broadcast, Delivery, Handout, Notice, QrCode, QrOpens, School, Story
from ibasho.rooms.bulletin.queries import schools
from ibasho.town.outbox import actions as outbox
from ibasho.town.outbox.models import Channel, Message
from ibasho.town.outbox.queries import addresses as addresses_found
from ibasho.town.places.actions import openings
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


def test_three_stories_are_shown_and_one_waits(work: Work) -> None:
    assert Story.objects.filter(state="shown").count() == 3
    waiting = Story.objects.get(state="waiting")
    page = words(Client().get(reverse("bulletin:news")))
    assert "大根で ぶた汁を つくりました" in page and waiting.title not in page


def test_who_types_in_the_demos_line_hears_of_everything_and_of_nothing_old() -> None:
    friend = addresses_found.find(Channel.LINE, store.FRIEND)
    assert friend is not None and friend.subscription.districts == []
    assert not Message.objects.filter(target=friend).exists()


def test_a_few_schools_wait_to_be_rung_up_and_a_few_places_have_posters(work: Work) -> None:
    assert {one.district for one in schools.stale(work.day)} == {"M07", "M15", "M19"}
    assert QrCode.objects.filter(paper="poster", place__isnull=False).count() == 5


def test_papers_were_opened_and_nobody_knows_by_whom() -> None:
    assert sum(QrOpens.objects.values_list("times", flat=True)) > 100
    assert {field.name for field in QrOpens._meta.get_fields()} == {"id", "qr", "day", "times"}


def test_sent_notices_went_to_who_wanted_them() -> None:
    told = dict(Broadcast.objects.values_list("title", "told"))
    assert told["冬休みも ごはんが 食べられます"] == 3
    assert (
        told["鈴音に 勉強できる場所が ふえました"] == 2
    )  # the family that asked for 帆影 and meals is not among them
    assert Notice.objects.filter(state="draft").count() == 1


def test_a_closure_at_14_oclock_on_page_feed_line_and_mail_once_each(
    work: Work, monkeypatch: pytest.MonkeyPatch
) -> None:
    at = clock.at(work.day, time(14))
    monkeypatch.setattr(clock, "now", lambda: at)
    place = work.places["sasabune-shokudo"]
    openings.close_days(
        place=place, first=work.day, last=work.day, reason="ガスが つかないため", sudden=True,
        by=Actor(person_id=work.people["daichi"].pk), at=at,
    )  # fmt: skip

    for job in ProcrastinateJob.objects.filter(task_name="bulletin.tell_news", args__object_id=str(place.pk)):
        for _twice in range(2):  # a worker died after its work was done
            tasks.tell_news(**job.args)
    notice = Notice.objects.get(place=place, kind="closure")
    for _twice in range(2):
        tasks.broadcast(notice.broadcast.pk)

    letters, talk = mail.RecordingMailer(), line.Recorder()
    told = Message.objects.filter(event_key=f"bulletin.notice:{notice.public_id}")
    for message_id in [one.pk for one in told] * 2:
        outbox.deliver(message_id=message_id, mailer=letters, line=talk, by=work.by, at=at)
    assert len(talk.pushed) == 1 and place.name in talk.pushed[0][1]
    assert (
        len(letters.sent) == told.filter(channel="mail").count() == 1
    )  # the family that asked for everything
    assert work.people["daichi"].name not in talk.pushed[0][1] + letters.sent[0].body

    child = Client()
    assert notice.title in words(child.get(reverse("bulletin:news")))
    assert "ガスが つかないため" in words(child.get(reverse("places:place", args=[place.public_id])))
    assert child.get(reverse("bulletin:rss")).content.decode().count(notice.public_id) >= 1
