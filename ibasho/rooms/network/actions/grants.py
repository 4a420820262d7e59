"""助成金: kept at the desk, used by groups, with the report's deadline told ahead."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction
from django.urls import reverse

from ibasho.base.journal import actions as journal
from ibasho.base.kernel import clock
from ibasho.base.kernel import nendo as years
from ibasho.base.kernel.actor import Actor
from ibasho.base.kernel.errors import Conflict, Invalid
from ibasho.base.kernel.my_number import refuse_my_number
from ibasho.rooms.network import policies
from ibasho.rooms.network.actions.supporting_letters import tell
from ibasho.rooms.network.models import Grant, GrantUse
from ibasho.rooms.network.queries import grants as queries
from ibasho.rooms.network.rules import grants as rules
from ibasho.rooms.network.rules.grants import Use
from ibasho.rooms.network.rules.kinds import GrantState
from ibasho.town.people.models import Organisation
from ibasho.town.people.permissions import Permission

NOUN, USE = "network.Grant", "network.GrantUse"
_TEXTS = ("name", "giver", "words", "for_words", "report_words", "url", "source")
FIELDS = (*_TEXTS, "yen_max", "opens_on", "closes_on", "is_active")


@transaction.atomic
def add(*, told: dict[str, Any], by: Actor, at: datetime) -> Grant:
    """`told`: FIELDS. Raises Invalid."""
    policies.require(by, Permission.NETWORK_MANAGE, at=at)
    row = Grant(**_checked(told))
    row.save(force_insert=True)
    journal.record("network.grant.add", noun=NOUN, object_id=row.public_id, by=by, at=at, data={})
    return row


@transaction.atomic
def change(*, grant: Grant, told: dict[str, Any], by: Actor, at: datetime) -> Grant:
    policies.require(by, Permission.NETWORK_MANAGE, at=at)
    row = Grant.objects.select_for_update().get(pk=grant.pk)
    for name, value in _checked(told).items():
        setattr(row, name, value)
    row.save()
    journal.record("network.grant.change", noun=NOUN, object_id=row.public_id, by=by, at=at, data={})
    return row


@transaction.atomic
def take(*, grant: Grant, organisation: Organisation, by: Actor, at: datetime) -> GrantUse:
    """The group thinks about it: from now on its days are watched. Twice is once."""
    policies.require_of(by, Permission.NETWORK_OWN, organisation.pk, at=at)
    if not grant.is_active:
        raise Conflict(
            "network.grant_gone", "この助成金は もう のせていません。ほかの 助成金を 見てください。"
        )
    row, fresh = GrantUse.objects.get_or_create(
        grant=grant, organisation=organisation, nendo=years.nendo(clock.day(at)), defaults={"changed_at": at}
    )
    if fresh:
        _note("take", row, by, at)
    return row


@transaction.atomic
def change_use(*, use: GrantUse, told: Use, by: Actor, at: datetime) -> GrantUse:
    row = _own(use, by, at)
    rules.check_use(told)
    for name in Use.__dataclass_fields__:
        setattr(row, name, getattr(told, name))
    row.changed_at = at
    row.save()
    _note("change", row, by, at)
    return row


@transaction.atomic
def drop_use(*, use: GrantUse, by: Actor, at: datetime) -> None:
    """Taken by mistake. Raises Conflict once it was asked for: that stays."""
    row = _own(use, by, at)
    if row.state != GrantState.THINKING or row.reports.exists():
        raise Conflict(
            "network.grant_use_used",
            "もう 申しこんでいるので 消せません。「もらえなかった」などに 直してください。",
        )
    _note("drop", row, by, at)
    row.delete()


@transaction.atomic
def remind(*, by: Actor, at: datetime) -> int:
    """Each group whose report is due within two weeks, once per deadline. Gives how many were written to."""
    policies.require_server(by)
    today = clock.day(at)
    told = 0
    for row in queries.due(today).filter(report_due_on__gte=today).order_by("pk"):
        told += tell(
            row.organisation, key=f"network.grant.due:{row.public_id}:{row.report_due_on:%Y%m%d}",
            subject="助成金の 報告の しめきりが 近づいています", page=reverse("network:ops_grants"), by=by, at=at,
            words=f"{row.grant.name}の 報告は {row.report_due_on:%-m月%-d日}までです。参加した人の 記録から 数字を 作れます。",
        )  # fmt: skip
    if told:
        data = {"count": told}
        journal.record("network.grant_use.remind", noun=USE, object_id="", by=by, at=at, data=data)
    return told


def _checked(told: dict[str, Any]) -> dict[str, Any]:
    found = {name: told[name] for name in FIELDS}
    for name in _TEXTS:
        found[name] = refuse_my_number(found[name].strip())
    for name, words in (
        ("name", "助成金の 名前を 入れてください。"),
        ("giver", "だれから 出る お金かを 入れてください。"),
    ):
        if not found[name]:
            raise Invalid("network.grant", words, fields={name: words})
    rules.check_days(found["opens_on"], found["closes_on"])
    return found


def _own(use: GrantUse, by: Actor, at: datetime) -> GrantUse:
    policies.require_of(by, Permission.NETWORK_OWN, use.organisation_id, at=at)
    row = GrantUse.objects.select_for_update(of=("self",)).filter(pk=use.pk).first()
    if row is None:
        raise Conflict("network.grant_use_gone", "ほかの人が 消しました。ページを 開きなおしてください。")
    return row


def _note(verb: str, row: GrantUse, by: Actor, at: datetime) -> None:
    data = {"state": row.state}
    journal.record(f"network.grant_use.{verb}", noun=USE, object_id=row.public_id, by=by, at=at, data=data)
