"""The centre, its rules by date, and its insurance: settled by the city."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from ibasho.base.journal import actions as journal
from ibasho.base.kernel import clock
from ibasho.base.kernel.actor import Actor
from ibasho.base.kernel.errors import Conflict
from ibasho.rooms.familysupport import policies
from ibasho.rooms.familysupport.models import Centre, CentreRules, Policy
from ibasho.rooms.familysupport.rules import centre as rules
from ibasho.rooms.familysupport.rules.members import text
from ibasho.town.people.models import Organisation
from ibasho.town.people.permissions import Permission

CENTRE, RULES, POLICY = (f"familysupport.{noun}" for noun in ("Centre", "CentreRules", "Policy"))
PARTICULARS = ("name", "phone", "hours_words", "email", "about", "is_open")
TERMS = (
    "user_label", "provider_label", "both_label", "child_days_min", "child_years_max", "provider_age_min",
    "course_minutes_min", "refresher_years", "children_at_once_max", "day_starts", "day_ends", "sick_child",
    "report_due_day", "joining_fee_yen",
)  # fmt: skip


@transaction.atomic
def set_up(*, organisation: Organisation, values: Mapping[str, Any], by: Actor, at: datetime) -> Centre:
    """The city has one centre. Raises Conflict for a second."""
    policies.require(by, Permission.SUPPORT_SETTINGS, at=at)
    if Centre.objects.select_for_update().exists():
        raise Conflict(
            "support.centre_there", _("センターは もう あります。「センターのこと」で なおしてください。")
        )
    made = Centre.objects.create(organisation=organisation, **_particulars(values))
    journal.record("familysupport.centre.set_up", noun=CENTRE, object_id=made.pk, by=by, at=at)
    return made


@transaction.atomic
def change(
    *, centre: Centre, organisation: Organisation, values: Mapping[str, Any], by: Actor, at: datetime
) -> Centre:
    locked = _lock(centre, by, at)
    locked.organisation = organisation
    for name, value in _particulars(values).items():
        setattr(locked, name, value)
    locked.save()
    journal.record("familysupport.centre.change", noun=CENTRE, object_id=locked.pk, by=by, at=at)
    return locked


def _particulars(values: Mapping[str, Any]) -> dict[str, Any]:
    return {name: values[name] for name in PARTICULARS}


@transaction.atomic
def set_rules(
    *, centre: Centre, valid_from: date, terms: Mapping[str, Any], by: Actor, at: datetime
) -> CentreRules:
    """Rules from a day on, until the next ones; those before end the day before. The same day again mends them.
    Raises Invalid for a day behind us on which rules held already."""
    locked = _lock(centre, by, at)
    rows = list(CentreRules.objects.select_for_update().filter(centre=locked).order_by("valid_from"))
    spans = [(row.valid_from, row.valid_until) for row in rows]
    rules.check_begins(valid_from, clock.day(at), spans)
    told = {name: terms[name] for name in TERMS}
    rules.check_terms(
        day_starts=told["day_starts"], day_ends=told["day_ends"], due_day=told["report_due_day"],
        counts=[told["children_at_once_max"], told["refresher_years"]],
    )  # fmt: skip
    for row in rows:
        if row.valid_from < valid_from and (row.valid_until is None or row.valid_until >= valid_from):
            row.valid_until = valid_from - timedelta(days=1)
            row.save(update_fields=["valid_until"])
    made, _fresh = CentreRules.objects.update_or_create(
        centre=locked,
        valid_from=valid_from,
        defaults={**told, "valid_until": rules.ends_on(valid_from, spans)},
    )
    _note("rules", RULES, made.pk, by, at, valid_from)
    return made


@transaction.atomic
def remove_rules(*, row: CentreRules, by: Actor, at: datetime) -> None:
    """Rules that have not begun are taken back; those before go on. Raises Conflict for others."""
    locked = _lock(row.centre, by, at)
    kept = CentreRules.objects.select_for_update().filter(pk=row.pk, centre=locked).first()
    if kept is None or kept.valid_from <= clock.day(at):
        raise Conflict(
            "support.rules_begun",
            _("もう はじまっている きまりです。消さずに、新しい きまりを 作ってください。"),
        )
    before = CentreRules.objects.filter(
        centre=locked, valid_until=kept.valid_from - timedelta(days=1)
    ).first()
    until, valid_from, key = kept.valid_until, kept.valid_from, kept.pk
    kept.delete()
    if before is not None:
        before.valid_until = until
        before.save(update_fields=["valid_until"])
    _note("rules_remove", RULES, key, by, at, valid_from)


@dataclass(frozen=True, slots=True)
class Insurance:
    name: str
    covers: list[str]
    valid_from: date
    valid_until: date
    phone: str = ""


@transaction.atomic
def insure(
    *, centre: Centre, terms: Insurance, policy: Policy | None = None, by: Actor, at: datetime
) -> Policy:
    """A new insurance, or `policy` mended. Raises Invalid."""
    locked = _lock(centre, by, at)
    if terms.valid_until < terms.valid_from:
        raise rules.refused("valid_until", _("おわりの日は、はじまりの日と 同じか あとに してください。"))
    row = policy or Policy(centre=locked)
    row.name, row.phone, row.covers = text(terms.name), text(terms.phone), list(terms.covers)
    row.valid_from, row.valid_until = terms.valid_from, terms.valid_until
    row.save()
    _note("insure", POLICY, row.pk, by, at, terms.valid_from)
    return row


@transaction.atomic
def remove_policy(*, policy: Policy, by: Actor, at: datetime) -> None:
    """It was written by mistake. Raises Conflict once it has begun: activities may stand on it."""
    _lock(policy.centre, by, at)
    if policy.valid_from <= clock.day(at):
        raise Conflict(
            "support.policy_begun", _("もう はじまっている 保険です。おわりの日を なおしてください。")
        )
    key, valid_from = policy.pk, policy.valid_from
    policy.delete()
    _note("policy_remove", POLICY, key, by, at, valid_from)


def _lock(centre: Centre, by: Actor, at: datetime) -> Centre:
    policies.require(by, Permission.SUPPORT_SETTINGS, at=at)
    return Centre.objects.select_for_update(of=("self",)).get(pk=centre.pk)


def _note(verb: str, noun: str, key: int, by: Actor, at: datetime, valid_from: date) -> None:
    data = {"from": valid_from.isoformat()}
    journal.record(f"familysupport.centre.{verb}", noun=noun, object_id=key, by=by, at=at, data=data)
