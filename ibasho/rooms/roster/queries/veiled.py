"""Helpers under protection (DV・支援措置): whose name is shown to whom.

Only who works with them in their own organisation reads their name, and on a screen alone: papers, files, the city's
lists, the public page and other helpers do not. One helper's own page opens for the organisation and for who sets the
flag, and the look is written down first.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime

from ibasho.base.kernel import clock
from ibasho.base.kernel.actor import Actor
from ibasho.base.kernel.errors import NotFound
from ibasho.rooms.roster.models import Helper
from ibasho.rooms.roster.queries.months import HIDDEN, unprotected
from ibasho.town.people import policies as people
from ibasho.town.people.actions import protection
from ibasho.town.people.permissions import Permission

COLLEAGUE = "なかま"


def hidden(helpers: Iterable[Helper], *, day: date) -> set[int]:
    """Of these, the ids of those under protection."""
    kept = [one for one in helpers if one.person_id is not None]
    return {one.pk for one in kept} - unprotected(kept, day=day) if kept else set()


def on_paper(helpers: Iterable[Helper], *, day: date) -> None:
    """For what leaves the screen: not even a word that a name was left out."""
    rows = list(helpers)
    _veil(rows, hidden(rows, day=day), "")


def on_screen(helpers: Iterable[Helper], *, by: Actor, at: datetime) -> None:
    """For lists: names stay for who works in the helper's own organisation. Only the rows in hand change, nothing is saved."""
    rows = list(helpers)
    _veil(rows, _hidden_from(by, rows, at), HIDDEN)


def named(helpers: Iterable[Helper], *, by: Actor, at: datetime) -> list[Helper]:
    """For lists of which each row leads to one's own page: those whom `by` may know."""
    rows = list(helpers)
    keys = _hidden_from(by, rows, at)
    return [one for one in rows if one.pk not in keys]


def require(helper: Helper, *, by: Actor, at: datetime) -> None:
    """Before one helper's page: raises NotFound for who may not know of them; the look is written down first."""
    day = clock.day(at)
    if not hidden([helper], day=day):
        return
    own = helper.organisation_id in _own_organisations(by, day)
    if not own and not people.may(by, Permission.PEOPLE_PROTECT, day=day):
        raise NotFound("roster.helper_unknown", "見つかりません。手伝う人の 一覧から えらんでください。")
    protection.seen(people=[helper.person_id], where="roster.helper", by=by, at=at)


def for_colleagues(helpers: Iterable[Helper], *, day: date) -> None:
    """For other helpers' own pages: they meet at the place, nobody need know before who will be there."""
    rows = list(helpers)
    _veil(rows, hidden(rows, day=day), COLLEAGUE)


def called(helper: Helper, *, day: date) -> str:
    """As another helper reads it in a letter."""
    return f"{COLLEAGUE}さん" if hidden([helper], day=day) else helper.called


def _hidden_from(by: Actor, helpers: list[Helper], at: datetime) -> set[int]:
    day = clock.day(at)
    own = _own_organisations(by, day)
    return hidden([one for one in helpers if one.organisation_id not in own], day=day)


def _own_organisations(by: Actor, day: date) -> set[int]:
    return {one.organisation_id for one in people.current_memberships(by.person_id, day)}


def _veil(helpers: Iterable[Helper], keys: set[int], words: str) -> None:
    for one in helpers:
        if one.pk in keys:
            one.name = one.call_name = words
            one.phone = one.email = ""
