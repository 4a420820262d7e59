"""The ground of care: one note, one referral, written straight to the tables. Extend by small makers."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from ibasho.base.kernel import clock
from ibasho.base.kernel.codes import new_code
from ibasho.base.ports.vault import vault
from ibasho.rooms.care.models import (
    Assignee,
    ConsentText,
    Consultation,
    CouncilMember,
    Matter,
    Notice,
    Opening,
    Referral,
)
from ibasho.rooms.care.queries import words
from ibasho.rooms.care.rules import nicknames
from ibasho.town.people.models import Membership, Organisation, Person
from ibasho.town.places.models import Place
from tests import make
from tests.people import SINCE, UNTIL, Cast

AT = make.AT
REASON = "担当の 職員が 出張中で、学校から 今夜の ことで 電話が ありました"


@dataclass(frozen=True)
class Ground:
    """`notice`: Hana's, taken by Sumi. `referral`: to Hana's place, asked by Sumi."""

    people: Cast
    place: Place
    notice: Notice
    referral: Referral


def ground(people: Cast) -> Ground:
    place = make.place(organisation=people.midori)
    return Ground(people, place, notice(people, place), referral(people, place))


def notice(people: Cast, place: Place, *, taken_by: Person | None = None, **changed: Any) -> Notice:
    """Taken by Sumi unless `state="sent"`."""
    matter, key = words.new_matter(Matter.Kind.NOTICE, new_code())
    matter.save()
    row = matter.public_id
    told = {"place": place.public_id, "organisation": people.midori.public_id, "when": "きょう 夕方"}
    state = changed.pop("state", "taken")
    seen = people.sumi if taken_by is None else taken_by
    taken = {} if state == "sent" else {"taken_at": AT, "taken_by": seen}
    if state != "sent":
        Assignee.objects.create(matter=matter, person=seen, given_at=AT, given_by=seen)
    return Notice.objects.create(
        **{
            "matter": matter, "writer": people.hana, "way": "app", "pace": "usual", "state": state, **taken,
            "sealed_signs": words.seal(json.dumps(["tired", "eating"]), key=key, column="care.notice.signs", row=row),
            "sealed_where": words.seal(json.dumps(told, ensure_ascii=False), key=key, column="care.notice.where", row=row),
            "sealed_child": words.seal("あおくん", key=key, column="care.notice.child", row=row),
            "sealed_words": words.seal("おかわりを 5回 しました", key=key, column="care.notice.words", row=row),
            "content_mark": b"0" * 32, "received_at": AT, "take_by": clock.day(AT) + timedelta(days=1),
            "check_by": AT + timedelta(hours=48), "answer_by": clock.day(AT) + timedelta(days=7), **changed,
        }
    )  # fmt: skip


def consent_text(people: Cast) -> ConsentText:
    return ConsentText.objects.get_or_create(
        version=1,
        defaults={
            "starts_on": SINCE, "alone_from_age": 15, "child_words": "よび名と アレルギーだけを つたえます。",
            "adult_words": "よび名・アレルギー・むかえだけを 伝えます。", "set_at": AT, "set_by": people.tomoe,
        },
    )[0]  # fmt: skip


def referral(people: Cast, place: Place, **changed: Any) -> Referral:
    """Asked by Sumi, who is assigned."""
    matter, key = words.new_matter(Matter.Kind.REFERRAL, new_code())
    matter.save()
    row = matter.public_id
    Assignee.objects.create(matter=matter, person=people.sumi, given_at=AT, given_by=people.sumi)
    return Referral.objects.create(
        **{
            "matter": matter, "place": place, "asked_at": AT, "asked_by": people.sumi,
            "answer_by": clock.day(AT) + timedelta(days=3), "first_on": clock.day(AT) + timedelta(days=7),
            "sealed_child": words.seal("ゆいちゃん", key=key, column="care.referral.child", row=row),
            "sealed_allergy": words.seal("たまご", key=key, column="care.referral.allergy", row=row),
            "sealed_collect": words.seal("おばあさん（18時）", key=key, column="care.referral.collect", row=row),
            "consent_text": consent_text(people), "consent_by": "both", "consent_how": "spoken",
            "consent_on": clock.day(AT), "consent_age_met": False, **changed,
        }
    )  # fmt: skip


def colleague(people: Cast, name: str = "凪", role: str = "centre_worker") -> Person:
    """Another of the centre, assigned to nothing."""
    row = Person.objects.create(email=f"{name}@example.test", name=name, ends_on=UNTIL)
    Membership.objects.create(person=row, organisation=people.city, role=role, starts_on=SINCE, ends_on=UNTIL)
    return row


def member(people: Cast, organisation: Organisation, **changed: Any) -> CouncilMember:
    """A member of the 要対協 since April, until it is ended."""
    known = {"body": "corporation", "starts_on": SINCE, "set_at": AT, "set_by": people.tomoe}
    return CouncilMember.objects.create(organisation=organisation, **{**known, **changed})


def opening(matter: Matter, person: Person, reason: str = REASON, **changed: Any) -> Opening:
    """A break-glass by `person`, told to two, that nobody has looked at."""
    public_id = new_code()
    sealed = words.seal(reason, key=words.key_of(matter), column="care.opening.reason", row=public_id)
    return Opening.objects.create(
        **{
            "matter": matter, "public_id": public_id, "person": person, "category": "absent", "sealed_reason": sealed, "opened_at": AT,
            "until": AT + timedelta(hours=1), "told_at": AT, "told_count": 2, **changed,
        }
    )  # fmt: skip


def mark(place: Place, nickname: str) -> bytes:
    """As a note about this nickname at this place carries it."""
    return vault().marks(nicknames.folded(nickname), nicknames.salt(place.public_id))[0]


def consultation(people: Cast, **changed: Any) -> Consultation:
    """One by phone, on the day of AT, noted by Sumi."""
    return Consultation.objects.create(
        **{
            "on": clock.day(AT), "channel": "phone", "category": "welfare", "count": 1, "firsts": 1, "noted_at": AT,
            "noted_by": people.sumi, **changed,
        }
    )  # fmt: skip


def month_totals(
    people: Cast, month: date, counts: dict[str, int], *, channel: str = "visit", firsts: int = 0
) -> None:
    """A month by its totals: {category: 延べ}; `firsts` of each 実."""
    for category, count in counts.items():
        consultation(
            people, on=month, whole_month=True, channel=channel, category=category, count=count, firsts=min(firsts, count)
        )  # fmt: skip
