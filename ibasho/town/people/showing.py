"""「見せて」: everything the house keeps about a person, asked of every room.

A room names its part in a `showing.py` of its own: `SHOWN = ((_("おしらせ"), collect),)`, `collect(person_id, at)` gives
rows of Japanese label → text. What must not be shown to the person (a notice about a child, a protection) is
simply not there.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from functools import lru_cache
from importlib import import_module

from django.apps import apps
from django.utils.module_loading import module_has_submodule

from ibasho.base.journal.models import Entry
from ibasho.base.kernel import clock
from ibasho.town.people import queries
from ibasho.town.people.models import Invitation, Person
from ibasho.town.people.roles import ROLES

Row = Mapping[str, str]
Collect = Callable[[int, datetime], Sequence[Row]]

DEEDS = {  # what the journal calls it → what the person reads
    "people.person.sign_in": "ログインしました",
    "people.person.change": "名前などを 直しました",
    "people.person.close": "退会しました",
    "people.person.disable": "市が ログインを 止めました",
    "people.person.enable": "市が ログインを もどしました",
    "people.person.extend": "市が 終わりの日を のばしました",
    "people.person.reset_second_factor": "市が 2つ目のかぎを 消しました",
}


def everything(person_id: int, at: datetime) -> dict[str, list[Row]]:
    return {title: list(collect(person_id, at)) for title, collect in _offers()}


@lru_cache(maxsize=1)
def _offers() -> tuple[tuple[str, Collect], ...]:
    found: list[tuple[str, Collect]] = list(SHOWN)
    for app in apps.get_app_configs():
        if app.name != "ibasho.town.people" and module_has_submodule(app.module, "showing"):
            found += import_module(f"{app.name}.showing").SHOWN
    return tuple(found)


def _self(person_id: int, at: datetime) -> Sequence[Row]:
    person = Person.objects.get(pk=person_id)
    return [
        {
            "名前": person.name,
            "よび名": person.nickname,
            "メールアドレス": person.email,
            "電話": person.phone,
            "登録した日": _day(person.created_at),
            "いつまで": str(person.ends_on or ""),
        }
    ]


def _roles(person_id: int, at: datetime) -> Sequence[Row]:
    return [
        {
            "団体・店など": row.organisation.name,
            "役割": ROLES[row.role].name,
            "いつから": str(row.starts_on),
            "いつまで": str(row.ends_on or ""),
        }
        for row in queries.memberships_of(person_id)
    ]


def _invitations(person_id: int, at: datetime) -> Sequence[Row]:
    rows = Invitation.objects.filter(accepted_by_id=person_id).select_related("organisation")
    return [
        {
            "団体・店など": row.organisation.name,
            "役割": ROLES[row.role].name,
            "まねかれた日": _day(row.invited_at),
            "うけた日": _day(row.accepted_at),
        }
        for row in rows.order_by("-invited_at")
    ]


def _deeds(person_id: int, at: datetime) -> Sequence[Row]:
    entries = Entry.objects.filter(noun="people.Person", object_id=str(person_id), verb__in=DEEDS)
    return [
        {"いつ": f"{clock.jst(entry.at):%Y-%m-%d %H:%M}", "したこと": DEEDS[entry.verb]}
        for entry in entries.order_by("-pk")[:100]
    ]


def _day(at: datetime | None) -> str:
    return "" if at is None else str(clock.day(at))


SHOWN: tuple[tuple[str, Collect], ...] = (
    ("わたしのこと", _self),
    ("役割", _roles),
    ("うけた招待", _invitations),
    ("わたしの登録に したこと", _deeds),
)
