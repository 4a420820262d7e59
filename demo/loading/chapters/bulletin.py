"""What みほん市 tells its children, by the actions people use: schools, hand-outs and their answers, 活動だより, notices."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from uuid import NAMESPACE_URL, uuid5

from demo.chapters import bulletin as told_of
from demo.city import City
from demo.line import store
from demo.loading.work import Work
from ibasho.base.kernel import clock
from ibasho.base.kernel.actor import Actor
from ibasho.rooms.bulletin.actions import (
    broadcasting,
    codes,
    consents,
    deliveries,
    handouts,
    notices,
    schools,
    stories,
    subscriptions,
)
from ibasho.rooms.bulletin.models import Delivery, Handout, Notice, QrCode, School, Story, Subscription
from ibasho.rooms.bulletin.queries import pages
from ibasho.rooms.bulletin.queries.stories import mark
from ibasho.rooms.bulletin.rules.drafts import Draft
from ibasho.rooms.bulletin.rules.handouts import Said
from ibasho.rooms.bulletin.rules.kinds import Paper, Purpose
from ibasho.rooms.bulletin.rules.stories import Told
from ibasho.rooms.bulletin.rules.wanted import Wanted
from ibasho.town.outbox.actions import addresses
from ibasho.town.outbox.models import Channel

OFFICER, CLERK = "akari", "yuri"
MORNING = time(9, 40)
DAY = timedelta(days=1)
BEFORE_ALL = timedelta(days=60)
NOT_ASKED_AGAIN = ("M07", "M15", "M19")  # districts whose school nobody rang up since April
POSTERS = {
    "nijihashi-shokudo": 31,
    "sasabune-shokudo": 24,
    "mihon-toshokan": 58,
    "mihoshoku": 17,
    "kaibue-jidokan": 3,
}


def load(city: City, work: Work) -> str:
    made = _Telling(city, work)
    made.schools()
    for handout in city.bulletin.handouts:
        made.handout(handout)
    for story in city.bulletin.stories:
        made.story(story)
    for one in city.bulletin.subscribers:
        made.subscriber(one)
    for notice in city.bulletin.notices:
        made.notice(notice)
    made.friend()
    made.posters()
    made.opened()
    return (
        f"学校 {School.objects.count()}、くばりもの {Handout.objects.count()}、活動だより {Story.objects.count()}、"
        f"おしらせ {Notice.objects.count()}、うけとる人 {Subscription.objects.count()}"
    )


class _Telling:
    def __init__(self, city: City, work: Work) -> None:
        self.work, self.told = work, city.bulletin
        self.begun = work.at - BEFORE_ALL

    def by(self, code: str) -> Actor:
        return Actor(person_id=self.work.people[code].pk)

    def schools(self) -> None:
        for one in self.told.schools:
            words = {
                "name": one.name, "kana": one.kana, "kind": one.kind, "district": one.district, "contact": "教頭",
                "classes": one.classes, "copies": one.copies, "mail_app": one.app,
            }  # fmt: skip
            row = schools.add(words=words, by=self.by(CLERK), at=self.begun)
            if one.district not in NOT_ASKED_AGAIN:
                schools.confirm(school=row, by=self.by(CLERK), at=self.begun)

    def handout(self, told: told_of.Handout) -> None:
        asked = _at(told.asked_on)
        words = handouts.Words(
            title=told.title,
            words=told.words,
            paper=Paper(told.paper),
            hand_on=told.hand_on,
            month=told.month,
        )
        primary = School.objects.filter(kind="primary")
        row = handouts.make(words=words, schools=primary, by=self.by(OFFICER), at=asked)
        consents.ask(handout=row, by=self.by(OFFICER), at=asked)
        if told.consent_on is None:
            return
        consents.answer(
            handout=row, given=told.consent == "given", on=told.consent_on, words=told.consent_words,
            by=self.by(OFFICER), at=_at(told.consent_on),
        )  # fmt: skip
        rows = list(row.deliveries.select_related("school").order_by("pk"))
        deliveries.hand(
            handout=row, deliveries=rows, on=told.hand_on, mail=False, by=self.by(CLERK), at=_at(told.hand_on)
        )
        self._answered([one for one in rows if one.school.district not in told.silent], _at(told.hand_on))

    def _answered(self, rows: Sequence[Delivery], handed: datetime) -> None:
        """Most schools give it out on the day after; a few write to parents as well."""
        for number, one in enumerate(rows):
            deliveries.tell(delivery=one, said=Said.RECEIVED, by=self.by(CLERK), at=handed + DAY)
            if number % 4:
                deliveries.tell(delivery=one, said=Said.GIVEN_OUT, by=self.by(CLERK), at=handed + 2 * DAY)
            if number % 3 == 0:
                deliveries.tell(delivery=one, said=Said.MAILED, by=self.by(CLERK), at=handed + 2 * DAY)

    def story(self, told: told_of.Story) -> None:
        place, at = self.work.places[told.place], _at(told.on)
        assert place.organisation is not None
        words = Told(happened_on=told.on, title=told.title, words=told.words)
        row = stories.write(
            organisation=place.organisation, told=words, place=place, by=self.by(told.by), at=at
        )
        row = stories.send(story=row, by=self.by(told.by), at=at)
        if told.state == "shown":
            stories.show(story=row, seen=mark(row), by=self.by(OFFICER), at=at + DAY)

    def subscriber(self, told: told_of.Subscriber) -> None:
        address = addresses.keep(
            channel=Channel.MAIL, plain=told.email, by=self.work.by, at=self.begun, moment=self.begun,
            language=told.language,
        )  # fmt: skip
        wanted = Wanted(frozenset(told.districts), frozenset(told.stages), frozenset(told.wishes))
        subscriptions.keep(wanted=wanted, address=address, by=self.work.by, at=self.begun)

    def friend(self) -> None:
        """Who types in the demo's LINE hears of everything from now on."""
        address = addresses.keep(
            channel=Channel.LINE, plain=store.FRIEND, by=self.work.by, at=self.work.at, moment=self.begun
        )
        subscriptions.keep(wanted=Wanted(), address=address, by=self.work.by, at=self.work.at)

    def posters(self) -> None:
        """A few places hung theirs two months ago; `POSTERS`: how often each was opened a month."""
        for code, times in POSTERS.items():
            place = self.work.places[code]
            row = codes.give(
                purpose=Purpose.PLACE, paper=Paper.POSTER, path=pages.of_place(place), place=place,
                by=self.by(CLERK), at=self.begun,
            )  # fmt: skip
            ago = [*(n % 20 for n in range(times)), *(32 + n % 20 for n in range(times * 2 // 3))]
            for days in ago:
                codes.count(row=row, day=self.work.day - days * DAY, by=Actor.public())

    def notice(self, told: told_of.Notice) -> None:
        draft = Draft(
            kind=told.kind, title=told.title, words=told.words, path=told.path, districts=told.districts,
            stages=told.stages, wishes=told.wishes,
        )  # fmt: skip
        row = notices.write(
            draft=draft, key=uuid5(NAMESPACE_URL, told.title), by=self.by(CLERK), at=_at(told.on)
        )
        if told.sent:
            sent = broadcasting.send(notice=row, by=self.by(OFFICER), at=_at(told.on))
            while broadcasting.advance(broadcast_id=sent.pk, by=self.work.by, at=_at(told.on)):
                pass

    def opened(self) -> None:
        """The papers of this month and of the last, as often as families scanned them at home."""
        first = self.work.day.replace(day=1)
        for month, since in ((first, 0), ((first - DAY).replace(day=1), 31)):
            for row in QrCode.objects.filter(paper=Paper.CALENDAR.value, month=month).order_by("pk"):
                for ago, times in enumerate(reversed(self.told.opened.get(row.district, ())), start=since):
                    for _ in range(times * 2 // 3 if since else times):
                        codes.count(row=row, day=self.work.day - ago * DAY, by=Actor.public())


def _at(day: date) -> datetime:
    return clock.at(day, MORNING)
