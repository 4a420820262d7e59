"""Before a paper ends: once sixty days and once fourteen days ahead, to the group and to who keeps it at the city and the CSW."""

from __future__ import annotations

from datetime import date, datetime

from django.conf import settings
from django.db import transaction
from django.urls import reverse

from ibasho.base.journal import actions as journal
from ibasho.base.kernel import clock, wareki
from ibasho.base.kernel.actor import Actor
from ibasho.rooms.network import policies
from ibasho.rooms.network.models import ContactPerson, Profile
from ibasho.rooms.network.queries import papers
from ibasho.rooms.network.rules import papers as rules
from ibasho.town.outbox import actions as outbox
from ibasho.town.people import policies as people
from ibasho.town.people.models import Person
from ibasho.town.people.permissions import Permission as P

SUBJECT = "期限が 近い 書類が あります"
LET_GO = "もう つづけないときは、書類の「なおす」で「つづけない」を おしてください。"
ASK_CITY = "もう つづけないときは、市に おしえてください。"


def remind(*, by: Actor, at: datetime) -> int:
    """The job, every morning: each paper in a transaction of its own. Returns how many mails were written; the outbox
    writes each once, for its key names the paper, its end and the warning."""
    policies.require_server(by)
    return sum(tell(ending=one, by=by, at=at) for one in papers.endings(clock.day(at)))


@transaction.atomic
def tell(*, ending: papers.Ending, by: Actor, at: datetime) -> int:
    policies.require_server(by)
    today = clock.day(at)
    due = rules.warning(ending.ends_on, today)
    if due is None:
        return 0
    key = f"network.{ending.kind}.ends:{ending.paper.pk}:{ending.ends_on.isoformat()}:{due}"
    group = _of_the_group(ending, today)
    office = _of_the_office(ending, today)
    desk = reverse("network:desk_group", args=[ending.organisation.public_id])
    city_only = ending.kind == papers.AGREEMENT
    theirs = _body(ending, reverse("network:ops_network"), ASK_CITY if city_only else LET_GO)
    fresh = sum(_send(one, key, theirs, by, at) for one in group)
    fresh += sum(_send(one, f"{key}:desk", _body(ending, desk, LET_GO), by, at) for one in office)
    if fresh:
        journal.record(
            "network.paper.warn", noun=f"network.{type(ending.paper).__name__}", object_id=ending.paper.pk, by=by, at=at,
            data={"organisation": ending.organisation.pk, "days": due, "to": fresh},
        )  # fmt: skip
    return fresh


def _send(to: Person | str, key: str, body: str, by: Actor, at: datetime) -> bool:
    """Whether it was written now: the outbox gives back an older one for the same key."""
    return outbox.send(to=to, event_key=key, subject=SUBJECT, body=body, by=by, at=at).created_at == at


def _body(ending: papers.Ending, page: str, let_go: str) -> str:
    """Says nothing of anybody: the group, the paper, the day, what to do."""
    return (
        f"{ending.organisation.name} の「{ending.words}」は {wareki.full_label(ending.ends_on)}までです。\n\n"
        f"つづけるときは、新しい紙が とどいたら 期限を 入れなおしてください。{let_go}\n\n"
        f"{settings.PUBLIC_URL}{page}\n"
    )


def _of_the_group(ending: papers.Ending, today: date) -> list[Person | str]:
    """Who leads it; where nobody has an account, who is rung up first, or the group's own address."""
    leads = list(people.holders(P.NETWORK_OWN, day=today, organisation_id=ending.organisation.pk))
    if leads:
        return [*leads]
    first = ContactPerson.objects.filter(
        organisation=ending.organisation, call_first=True, left_on__isnull=True
    ).first()
    address = (first.email if first else "") or ending.organisation.email
    return [address] if address else []


def _of_the_office(ending: papers.Ending, today: date) -> list[Person]:
    """Who keeps the group; where nobody does, whoever may plan with groups."""
    may = people.holders(P.NETWORK_WRITE, day=today)
    profile = Profile.objects.filter(organisation=ending.organisation).first()
    keys = [profile.city_keeper_id, profile.csw_keeper_id] if profile else []
    return list(may.filter(pk__in=[key for key in keys if key])) or list(
        people.holders(P.NETWORK_MANAGE, day=today)
    )
