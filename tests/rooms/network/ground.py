"""The ground of network: みどり食堂の会 is registered, invited to a 交流会, and somebody starts a place. Extend by small makers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import time, timedelta
from typing import Any

from ibasho.base.kernel import clock
from ibasho.base.kernel.nendo import nendo
from ibasho.rooms.network.models import (
    Agreement,
    Contact,
    ContactPerson,
    Insurance,
    Invitation,
    LoanItem,
    Meeting,
    Notice,
    Profile,
    Sheet,
    StartUp,
    Step,
    Todo,
)
from ibasho.rooms.network.rules.kinds import StepCode
from ibasho.town.people.models import Organisation
from ibasho.town.places.models import Place
from tests import make
from tests.people import Cast

AT = make.AT


@dataclass(frozen=True)
class Ground:
    """`invitation`: of みどり食堂の会 to `meeting`, a week ahead. `todo`: theirs."""

    people: Cast
    place: Place
    meeting: Meeting
    invitation: Invitation
    todo: Todo


def ground(people: Cast) -> Ground:
    place = make.place(organisation=people.midori)
    Profile.objects.create(
        organisation=people.midori, does="毎週 水曜日の 夕ごはん", csw_keeper=people.tsubaki, changed_at=AT
    )
    held = meeting(people)
    return Ground(people, place, held, invitation(held, people.midori), todo(people, people.midori, held))


def meeting(people: Cast, **changed: Any) -> Meeting:
    return Meeting.objects.create(
        **{
            "title": "こどもの居場所 団体交流会", "nendo": nendo(clock.day(AT)), "round": 1,
            "day": clock.day(AT) + timedelta(days=7), "starts": time(10), "ends": time(12), "venue": "市役所 会議室",
            "state": "invited", "made_at": AT, "made_by": people.tsubaki, **changed,
        }
    )  # fmt: skip


def invitation(to: Meeting, group: Organisation, **changed: Any) -> Invitation:
    return Invitation.objects.create(**{"meeting": to, "organisation": group, "told_at": AT, **changed})


def todo(people: Cast, group: Organisation, of: Meeting | None = None, **changed: Any) -> Todo:
    return Todo.objects.create(
        **{
            "organisation": group, "meeting": of, "words": "食材の 置き場所を 調べる",
            "due_on": clock.day(AT) + timedelta(days=14), "made_at": AT, "made_by": people.tsubaki, **changed,
        }
    )  # fmt: skip


def startup(**changed: Any) -> StartUp:
    """Asked for, with every step before it."""
    made = StartUp.objects.create(
        **{
            "name": "みなみ こども食堂（仮）", "starter": "南", "phone": "051-000-0002", "kind": "kodomo_shokudo",
            "cell_code": "5237260312", "asked_at": AT, "moved_at": AT, **changed,
        }
    )  # fmt: skip
    for code in StepCode:
        Step.objects.create(startup=made, code=code, since=clock.day(AT))
    return made


def notice(people: Cast, group: Organisation, **changed: Any) -> Notice:
    return Notice.objects.create(
        **{
            "direction": "want", "resource": "food", "organisation": group, "title": "お米を さがしています",
            "state": "open", "made_at": AT, "made_by": people.hana, "agreed_on": clock.day(AT), **changed,
        }
    )  # fmt: skip


def loan_item(group: Organisation, **changed: Any) -> LoanItem:
    return LoanItem.objects.create(
        **{"organisation": group, "kind": "kit", "name": "大きな なべ", "count": 2, **changed}
    )


def contact_person(people: Cast, **changed: Any) -> ContactPerson:
    return ContactPerson.objects.create(
        **{
            "organisation": people.midori, "name": "畑中", "duty": "会計", "phone": "051-000-0009", "call_first": True,
            **changed,
        }
    )  # fmt: skip


def contact(people: Cast, **changed: Any) -> Contact:
    return Contact.objects.create(
        **{
            "organisation": people.midori, "on": clock.day(AT), "how": "phone", "words": "米が 足りないとのこと。",
            "next_words": "農家を さがす", "written_at": AT, "written_by": people.tsubaki, **changed,
        }
    )  # fmt: skip


def agreement(people: Cast, **changed: Any) -> Agreement:
    day = clock.day(AT)
    return Agreement.objects.create(
        **{
            "organisation": people.midori, "kind": "coop", "title": "こどもの居場所の 協定", "starts_on": day,
            "changed_at": AT, "changed_by": people.aoi, **changed,
        }
    )  # fmt: skip


def insurance(people: Cast, **changed: Any) -> Insurance:
    """Ends in forty days and does not cover what is eaten at home."""
    day = clock.day(AT)
    return Insurance.objects.create(
        **{
            "organisation": people.midori, "name": "ボランティア行事用保険", "covers": ["injury", "poison"],
            "starts_on": day - timedelta(days=325), "ends_on": day + timedelta(days=40), "changed_at": AT,
            "changed_by": people.aoi, **changed,
        }
    )  # fmt: skip


def sheet(people: Cast, group: Organisation | None = None, **changed: Any) -> Sheet:
    day = clock.day(AT)
    return Sheet.objects.create(
        **{
            "organisation": group or people.midori, "nendo": nendo(day), "on": day, "how": "visit", "version": 1,
            "answers": {"trouble": "人手が たりない"}, "written_at": AT, "written_by": people.tsubaki, **changed,
        }
    )  # fmt: skip
