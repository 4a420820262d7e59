"""気づき: notes from places, taken and thanked within their clock; children led to a place; consultations counted.

One press counts one sampled consultation; the month's totals of the centre's own records speak for all of them.
"""

from __future__ import annotations

import uuid
from collections import Counter
from datetime import date, datetime, time, timedelta
from functools import partial

from django.db.models import Sum

from ibasho.base.kernel import clock, holidays
from ibasho.base.kernel.actor import Actor
from ibasho.rooms.care.actions import consultations, notes, notices, referrals, releasing
from ibasho.rooms.care.models import Consultation, Notice, PublishedShare, Referral
from ibasho.rooms.care.queries import consents
from ibasho.rooms.care.rules.consent import Consent
from ibasho.rooms.care.rules.consultations import Line
from ibasho.rooms.care.rules.kinds import (
    Channel,
    ConsentHow,
    Consenting,
    Decline,
    Ended,
    Outcome,
    Pace,
    Sign,
    Way,
)
from ibasho.rooms.care.rules.notes import Note
from ibasho.rooms.care.rules.referrals import Facts
from ibasho.town.people.models import Person
from ibasho.town.places.models import Place
from rehearsal.stage import Stage

NAME = "care"
SHARE = 0.035
DAY, HOUR = timedelta(days=1), timedelta(hours=1)
WORKING_DAYS = 243  # of a year
SIGNS = (Sign.CLOTHES, Sign.EATING, Sign.INJURY, Sign.TIRED, Sign.NOT_GOING_HOME, Sign.WORDS)
TOTALS_ON, RELEASED_ON, RELEASE_MONTHS = 6, 8, (7, 10, 1)
ANSWERED_AFTER, CLOSED_AFTER = 3 * DAY, 4 * DAY
FIRST_AFTER, SETTLED_AFTER = 7, timedelta(days=60)
NAMES = (
    "あおちゃん",
    "ゆうくん",
    "そらちゃん",
    "りんちゃん",
    "はるくん",
    "ひなちゃん",
    "れんくん",
    "めいちゃん",
)


def day(stage: Stage) -> None:
    if stage.number == 0:
        stage.when(stage.at(9, 10), partial(_pick_up, stage))
    rng = stage.rng("care day")
    for _note in range(int(rng.poisson(stage.values["notes_week"] / 7))):
        at = stage.at(17) + timedelta(minutes=int(rng.integers(150)))
        stage.when(at, partial(_notice, stage, int(rng.integers(2**31))))
    if stage.day.weekday() >= 5 or holidays.is_holiday(stage.day):
        return
    if rng.uniform() < stage.values["referrals_month"] / (WORKING_DAYS / 12):
        stage.when(stage.at(10, 30), partial(_refer, stage))
    stage.when(stage.at(16, 45), partial(_count, stage))
    if _is_first_working_day_from(stage.day, TOTALS_ON):
        stage.when(stage.at(15), partial(_total, stage))
    if stage.day.month in RELEASE_MONTHS and _is_first_working_day_from(stage.day, RELEASED_ON):
        stage.when(stage.at(15), partial(_release, stage))


def _is_first_working_day_from(today: date, month_day: int) -> bool:
    """Whether `today`, a working day, is the first of its month on or after `month_day`."""
    if today.day < month_day:
        return False
    before = (today.replace(day=one) for one in range(month_day, today.day))
    return all(one.weekday() >= 5 or holidays.is_holiday(one) for one in before)


def _places(stage: Stage) -> list[Place]:
    rows = Place.objects.filter(state=Place.State.PUBLISHED, organisation__in=stage.cast.leads)
    return list(rows.select_related("organisation").order_by("pk"))


def _notice(stage: Stage, number: int, at: datetime) -> None:
    """By who leads the place, on their telephone; what is not glad is taken on the next morning, weekends too."""
    rng, places = stage.rng(f"care note {number}"), _places(stage)
    if not places:
        return
    place = places[int(rng.integers(len(places)))]
    by = stage.cast.lead(place.organisation_id)
    glad = rng.uniform() < stage.values["notes_glad"]
    sign = Sign.GLAD if glad else SIGNS[int(rng.integers(len(SIGNS)))]
    told = Note(
        (sign,), place=place.public_id, child=str(rng.choice(NAMES)), words="気づいたことを 書きました。"
    )
    row = stage.do(
        "care.note", notes.write, told=told, nonce=uuid.UUID(bytes=rng.bytes(16), version=4), way=Way.PHONE_APP,
        writer=Person.objects.get(pk=by.person_id or 0), by=by, at=at,
    )  # fmt: skip
    if row is not None:
        on = row.take_by if row.pace == Pace.GLAD and row.take_by else stage.day + DAY
        stage.when(clock.at(on, time(9, 10)), partial(_take, stage, row))


def _pick_up(stage: Stage, at: datetime) -> None:
    """What lay there when the year began."""
    for row in Notice.objects.filter(state=Notice.State.SENT).order_by("pk"):
        _take(stage, row, at)
    mine = Notice.objects.filter(
        state=Notice.State.TAKEN, taken_by=stage.cast.centre.person_id or 0, taken_at__lt=at
    )
    for row in mine.order_by("pk"):
        _see_to(stage, row, at)
    for asked in Referral.objects.filter(state=Referral.State.ASKED).select_related("place").order_by("pk"):
        _answer(stage, asked, asked.place, asked.first_on or stage.day + FIRST_AFTER * DAY, True, at)


def _take(stage: Stage, row: Notice, at: datetime) -> None:
    if stage.do("care.take", notices.take, notice=row, by=stage.cast.centre, at=at) is not None:
        _see_to(stage, row, at)


def _see_to(stage: Stage, row: Notice, at: datetime) -> None:
    if row.checked_at is None and row.pace != Pace.GLAD:
        stage.when(at + HOUR, partial(_checked, stage, row))
    stage.when(at + ANSWERED_AFTER, partial(_thank, stage, row))
    stage.when(at + CLOSED_AFTER, partial(_close, stage, row))


def _checked(stage: Stage, row: Notice, at: datetime) -> None:
    stage.do("care.check", notices.checked, notice=row, by=stage.cast.centre, at=at)


def _thank(stage: Stage, row: Notice, at: datetime) -> None:
    stage.do("care.thank", notices.answer, notice=row, by=stage.cast.centre, at=at)


def _close(stage: Stage, row: Notice, at: datetime) -> None:
    outcome = Outcome.THANKED if row.pace == Pace.GLAD else Outcome.WATCHED
    stage.do("care.close", notices.close, notice=row, outcome=outcome, by=stage.cast.centre, at=at)


def _refer(stage: Stage, at: datetime) -> None:
    rng, places = stage.rng("care referral"), _places(stage)
    if not places:
        return
    place = places[int(rng.integers(len(places)))]
    consent = Consent(
        version=consents.in_force(stage.day).version, by=Consenting.BOTH, how=ConsentHow.SPOKEN, on=stage.day,
        age_met=False,
    )  # fmt: skip
    first_on = stage.day + FIRST_AFTER * DAY
    facts = Facts(str(rng.choice(NAMES)), "なし", "ひとりで 帰ります")
    row = stage.do(
        "care.refer", referrals.ask, place=place, facts=facts, first_on=first_on, consent=consent, by=stage.cast.centre,
        at=at,
    )  # fmt: skip
    if row is not None:
        yes = rng.uniform() < stage.values["referral_accepted"]
        stage.when(at + DAY + 2 * HOUR, partial(_answer, stage, row, place, first_on, yes))


def _answer(stage: Stage, row: Referral, place: Place, first_on: date, yes: bool, at: datetime) -> None:
    by = stage.cast.lead(place.organisation_id)
    if not yes:
        stage.do("care.decline", referrals.decline, referral=row, why=Decline.FULL, told="", by=by, at=at)
        stage.do("care.look", referrals.look, referral=row, by=stage.cast.centre, at=at)
    elif stage.do("care.accept", referrals.accept, referral=row, by=by, at=at) is not None:
        stage.when(clock.at(first_on, time(18, 30)), partial(_arrive, stage, row, by))


def _arrive(stage: Stage, row: Referral, by: Actor, at: datetime) -> None:
    if stage.do("care.arrive", referrals.arrive, referral=row, on=stage.day, by=by, at=at) is not None:
        stage.when(at + SETTLED_AFTER, partial(_settle, stage, row, by))


def _settle(stage: Stage, row: Referral, by: Actor, at: datetime) -> None:
    stage.do("care.settle", referrals.end, referral=row, how=Ended.SETTLED, by=by, at=at)


def _count(stage: Stage, at: datetime) -> None:
    """The day's consultations in the shares the city published; what it published without one is counted as その他."""
    rng, values = stage.rng("care consultations"), stage.values
    published = PublishedShare.objects.filter(per_mille__isnull=False).order_by("category", "year__nendo")
    shares = {one.category: (one.per_mille or 0) / 1000 for one in published}
    kinds, parts = [*shares, "other"], list(shares.values())
    channels = (Channel.PHONE, Channel.VISIT, Channel.HOME)
    ways = (values["consultation_phone"], values["consultation_visit"])
    found: Counter[tuple[str, str]] = Counter()
    for _one in range(int(rng.poisson(values["consultations_year"] / WORKING_DAYS / stage.scale))):
        kind = kinds[int(rng.choice(len(kinds), p=[*parts, 1 - sum(parts)]))]
        found[channels[int(rng.choice(3, p=[*ways, 1 - sum(ways)]))].value, kind] += 1
    for (channel, category), count in sorted(found.items()):
        firsts = int(rng.binomial(count, values["consultation_first"]))
        stage.do(
            "care.consultation", consultations.note, on=stage.day, channel=channel, category=category, count=count,
            firsts=firsts, by=stage.cast.centre, at=at,
        )  # fmt: skip


def _total(stage: Stage, at: datetime) -> None:
    """Of the month before."""
    month = (stage.day.replace(day=1) - DAY).replace(day=1)
    pressed = Consultation.objects.filter(
        on__gte=month, on__lt=stage.day.replace(day=1), whole_month=False, dropped_at=None
    )
    sums = pressed.values("channel", "category").order_by("channel", "category")
    lines = [
        Line(
            month, one["channel"], one["category"], round(one["all"] * stage.scale), round(one["new"] * stage.scale),
            whole_month=True,
        )
        for one in sums.annotate(all=Sum("count"), new=Sum("firsts"))
    ]  # fmt: skip
    if lines:
        stage.do(
            "care.total", consultations.total_months, months=[month], lines=lines, by=stage.cast.centre, at=at
        )


def _release(stage: Stage, at: datetime) -> None:
    """The table up to last month leaves the centre, small numbers hidden."""
    through = (stage.day.replace(day=1) - DAY).replace(day=1)
    stage.do(
        "care.release", releasing.release, nendo=stage.world.ground.nendo, through=through, by=stage.cast.centre_lead, at=at
    )  # fmt: skip
