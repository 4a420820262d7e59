"""What waits for the adviser: providers who said they can, and visits nobody could take. Nobody else learns of it."""

from __future__ import annotations

from datetime import datetime

from ibasho.base.kernel.actor import Actor
from ibasho.base.ui.waiting import Kind, Waiting
from ibasho.rooms.familysupport import policies
from ibasho.rooms.familysupport.queries import asks
from ibasho.rooms.familysupport.rules.kinds import AskAnswer, VisitState
from ibasho.town.people.permissions import Permission

URL = "familysupport:desk_asks_list"


def waiting_for(by: Actor, at: datetime) -> list[Waiting]:
    """One statement."""
    if not policies.may(by, Permission.SUPPORT_ADVISE, at=at):
        return []
    rows = asks.standing().filter(visit__state=VisitState.OPEN, visit__starts_at__gt=at)
    answers: dict[int, set[str]] = {}
    days = {}
    for visit, day, answer in rows.values_list("visit_id", "visit__day", "answer"):
        answers.setdefault(visit, set()).add(answer)
        days[visit] = day
    yes = [days[key] for key, said in answers.items() if AskAnswer.YES in said]
    nobody = [
        days[key]
        for key, said in answers.items()
        if said <= {AskAnswer.NO, AskAnswer.SETTLED} and AskAnswer.NO in said
    ]
    found = []
    if yes:
        found.append(
            Waiting("「できます」と 返事が あった おねがい", len(yes), URL, "check", oldest=min(yes))
        )
    if nobody:
        found.append(
            Waiting(
                "みんな 都合が つかなかった おねがい",
                len(nobody),
                URL,
                "warn",
                oldest=min(nobody),
                kind=Kind.WRONG,
            )
        )
    return found
