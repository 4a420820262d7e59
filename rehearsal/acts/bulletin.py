"""知らせる: closures and news to whoever wants to hear, 活動だより, hand-outs through the schools, QR codes that are opened.

Hand-outs go to the schools of the districts the world says are reached. One opening of a QR stands for as many as a sampled
child stands for children.
"""

from __future__ import annotations

import uuid
from datetime import date, datetime, time, timedelta
from functools import partial

from ibasho.base.kernel import clock
from ibasho.base.kernel.actor import Actor, Via
from ibasho.rooms.bulletin.actions import (
    broadcasting,
    codes,
    consents,
    deliveries,
    handouts,
    notices,
    stories,
    subscriptions,
)
from ibasho.rooms.bulletin.models import Delivery, Handout, QrCode, School, Story, Subscription
from ibasho.rooms.bulletin.queries.stories import mark
from ibasho.rooms.bulletin.rules.drafts import Draft
from ibasho.rooms.bulletin.rules.handouts import Said
from ibasho.rooms.bulletin.rules.kinds import Paper, SchoolKind
from ibasho.rooms.bulletin.rules.stories import Told
from ibasho.rooms.bulletin.rules.wanted import Wanted
from ibasho.town.outbox.actions import addresses
from ibasho.town.outbox.models import Channel
from ibasho.town.places.actions import openings
from ibasho.town.places.models import Place
from rehearsal.stage import Stage

NAME = "bulletin"
SHARE = 0.03
DAY, WEEK = timedelta(days=1), timedelta(days=7)
ASKED_ON, ANSWERED_AFTER, HANDED_AFTER = 8, 5 * DAY, 12 * DAY  # of each month; then the day's distance
NEWS_ON, PLACES_ON = 1, 15
LINK = Actor.public(Via.LINK)
STORIES = (
    ("カレーを つくりました", "5年生が にんじんを 切りました。おかわりが たくさん ありました。"),
    ("外で あそびました", "天気が よかったので、みんなで なわとびを しました。"),
    ("宿題を いっしょに しました", "大学生が 算数を いっしょに 考えました。"),
)


def day(stage: Stage) -> None:
    rng = stage.rng("bulletin day")
    for number in range(int(rng.poisson(stage.values["closures_month"] / 30))):
        stage.when(stage.at(9, 10 + number), partial(_close_place, stage, number))
    for number in range(int(rng.poisson(stage.values["subscribers_week"] / 7 / stage.scale))):
        stage.when(stage.at(20, number), partial(_subscribe, stage, number))
    for number in range(int(rng.poisson(stage.values["stories_month"] / 30))):
        stage.when(stage.at(17, 30 + number), partial(_write_story, stage, number))
    stage.when(stage.at(19), partial(_scan, stage))
    if stage.is_day(month_day=NEWS_ON):
        stage.when(stage.at(10), partial(_tell, stage, "calendar"))
    if stage.is_day(month_day=PLACES_ON) and stage.day.month % 3 == 0:
        stage.when(stage.at(10), partial(_tell, stage, "place"))
    if stage.is_day(month_day=ASKED_ON):
        stage.when(stage.at(9, 45), partial(_make_handout, stage))
    if stage.is_day(month_day=28):
        stage.when(stage.at(21), partial(_stop_some, stage))


def _own_places(stage: Stage) -> list[Place]:
    """Places of groups that have somebody with an account."""
    rows = Place.objects.filter(state=Place.State.PUBLISHED, organisation__in=stage.cast.leads)
    return list(rows.select_related("organisation").order_by("pk"))


def _close_place(stage: Stage, number: int, at: datetime) -> None:
    """Tomorrow nobody can be there: the news goes out by itself."""
    places = _own_places(stage)
    if places:
        place, first = (
            places[int(stage.rng(f"bulletin closed {number}").integers(len(places)))],
            stage.day + DAY,
        )
        stage.do(
            "bulletin.close_day", openings.close_days, place=place, first=first, last=first, reason="人が そろいません",
            sudden=True, by=stage.cast.runs(place.organisation_id), at=at,
        )  # fmt: skip


def _tell(stage: Stage, kind: str, at: datetime) -> None:
    title, words = {
        "calendar": (
            f"{stage.day.month}月の カレンダーが できました",
            "歩いて 行ける 居場所の 日が わかります。",
        ),
        "place": ("あたらしい 居場所が できました", "近くの 居場所を 地図で 見てください。"),
    }[kind]
    draft = Draft(kind=kind, title=title, words=words, path="/calendar/" if kind == "calendar" else "/today/")
    key = uuid.UUID(bytes=stage.rng(f"bulletin {kind}").bytes(16), version=4)
    row = stage.do("bulletin.notice", notices.write, draft=draft, key=key, by=stage.cast.clerk, at=at)
    if row is not None:
        stage.do("bulletin.send", broadcasting.send, notice=row, by=stage.cast.officer, at=at)


def _subscribe(stage: Stage, number: int, at: datetime) -> None:
    rng = stage.rng(f"bulletin subscriber {number}")
    plain = f"{rng.bytes(6).hex()}@mihon.example"
    address = stage.do(
        "bulletin.address", addresses.keep, channel=Channel.MAIL, plain=plain, by=LINK, at=at, moment=at
    )
    if address is not None:
        district = str(rng.choice(sorted(set(stage.world.ground.district))))
        wanted = Wanted(districts=frozenset({district} if rng.uniform() < 0.7 else ()))
        stage.do("bulletin.subscribe", subscriptions.keep, wanted=wanted, address=address, by=LINK, at=at)


def _stop_some(stage: Stage, at: datetime) -> None:
    rng = stage.rng("bulletin stops")
    for row in Subscription.objects.filter(is_active=True, person=None).order_by("pk"):
        if rng.uniform() < stage.values["subscriber_stops"]:
            stage.do("bulletin.stop", subscriptions.stop, subscription=row, by=LINK, at=at)


def _write_story(stage: Stage, number: int, at: datetime) -> None:
    """Written and sent by the group, looked at by the city on its next working morning."""
    places = _own_places(stage)
    if not places:
        return
    rng = stage.rng(f"bulletin story {number}")
    place = places[int(rng.integers(len(places)))]
    title, words = STORIES[int(rng.integers(len(STORIES)))]
    told, by = Told(title, words, stage.day), stage.cast.lead(place.organisation_id)
    row = stage.do(
        "bulletin.story", stories.write, organisation=place.organisation, told=told, place=place, by=by, at=at
    )
    if row is not None and stage.do("bulletin.send_story", stories.send, story=row, by=by, at=at) is not None:
        ahead = {4: 3, 5: 2}.get(stage.day.weekday(), 1)
        stage.when(clock.at(stage.day + ahead * DAY, time(10)), partial(_show, stage, row))


def _show(stage: Stage, row: Story, at: datetime) -> None:
    fresh = Story.objects.get(pk=row.pk)
    stage.do("bulletin.show", stories.show, story=fresh, seen=mark(fresh), by=stage.cast.officer, at=at)


def _make_handout(stage: Stage, at: datetime) -> None:
    """Next month's calendar: made and asked about, answered, handed over."""
    month = (stage.day.replace(day=1) + timedelta(days=32)).replace(day=1)
    words = handouts.Words(
        f"{month.month}月の 居場所カレンダー", "歩いて 行ける 居場所の カレンダーです。", Paper.CALENDAR,
        stage.day + HANDED_AFTER, month,
    )  # fmt: skip
    schools = School.objects.filter(kind=SchoolKind.PRIMARY, is_active=True, district__in=_reached(stage))
    if not schools.exists():
        return
    row = stage.do(
        "bulletin.handout", handouts.make, words=words, schools=schools, by=stage.cast.officer, at=at
    )
    if row is not None:
        stage.when(at + ANSWERED_AFTER, partial(_board_answers, stage, row))
        stage.when(at + HANDED_AFTER, partial(_hand, stage, row))


def _reached(stage: Stage) -> list[str]:
    """School districts whose homes get hand-outs in this world."""
    cells = stage.world.children.cell[stage.world.reached]
    return sorted({stage.world.ground.district[cell] for cell in cells.tolist()})


def _board_answers(stage: Stage, row: Handout, at: datetime) -> None:
    stage.do(
        "bulletin.board", consents.answer, handout=row, given=True, on=stage.day, words="了承", by=stage.cast.officer,
        at=at,
    )  # fmt: skip


def _hand(stage: Stage, row: Handout, at: datetime) -> None:
    rows = list(row.deliveries.order_by("pk"))
    handed = stage.do(
        "bulletin.hand", deliveries.hand, handout=row, deliveries=rows, on=stage.day, mail=False, by=stage.cast.clerk,
        at=at,
    )  # fmt: skip
    rng = stage.rng(f"bulletin schools {row.pk}")
    for number, one in enumerate(rows if handed is not None else ()):
        if rng.uniform() < stage.values["school_answers"]:
            for said, after in ((Said.RECEIVED, DAY), (Said.GIVEN_OUT, 2 * DAY)):
                stage.when(at + after + timedelta(minutes=number), partial(_school_says, stage, one, said))


def _school_says(stage: Stage, row: Delivery, said: Said, at: datetime) -> None:
    stage.do(f"bulletin.{said.value}", deliveries.tell, delivery=row, said=said, by=LINK, at=at)


def _scan(stage: Stage, at: datetime) -> None:
    """Families open the calendar of this month that their child brought home."""
    month, rng = stage.day.replace(day=1), stage.rng("bulletin scans")
    given = Delivery.objects.filter(handout__month=month, received_on__isnull=False, code__isnull=False)
    for row in given.select_related("code").order_by("pk"):
        times = rng.poisson(row.copies * stage.values["qr_opened"] / 30 / stage.scale)
        for _time in range(int(times)):
            stage.do("bulletin.open_qr", _open, row=row.code, day=stage.day, at=at)


def _open(*, row: QrCode, day: date, at: datetime) -> None:
    """The count takes no moment: it would keep the hour."""
    del at
    codes.count(row=row, day=day, by=Actor.public())
