"""The weekly wishes of one place's roster, given to another place whose roster is still switched off."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from ibasho.base.journal import actions as journal
from ibasho.base.kernel.actor import Actor
from ibasho.base.kernel.errors import Conflict, Invalid
from ibasho.rooms.roster import policies
from ibasho.rooms.roster.actions import making, rosters, staffing
from ibasho.rooms.roster.models import Pattern, Roster
from ibasho.rooms.roster.queries import patterns as queries
from ibasho.town.people.permissions import Permission
from ibasho.town.places.models import Place


@transaction.atomic
def copy_patterns(*, from_place: Place, to_place: Place, by: Actor, at: datetime) -> list[Pattern]:
    """Nobody who helps goes along, and no session is promised by it: the new roster begins switched off. Raises Invalid
    where there is nothing to copy, Conflict where the new place has wishes of its own or its roster is on."""
    policies.require_place(by, Permission.ROSTER_MANAGE, from_place, at=at)
    if from_place.pk == to_place.pk:
        raise Invalid(
            "roster.copy_same", _("もとと 新しい 居場所が 同じです。べつの 居場所を えらんでください。")
        )
    source = Roster.objects.filter(place=from_place).first()
    found = queries.of(source) if source else []
    if not found:
        raise Invalid(
            "roster.copy_nothing",
            _("もとの 居場所に 見守りの 枠が ありません。枠の ある 居場所を えらんでください。"),
        )
    roster = rosters.begin(place=to_place, by=by, at=at)
    making.lock(roster, at=at)
    if Roster.objects.filter(pk=roster.pk, is_on=True).exists():
        raise Conflict(
            "roster.copy_on",
            _("新しい 居場所は もう 名簿を 使っています。名簿を いちど 切ってから うつしてください。"),
        )
    if roster.patterns.exists():
        raise Conflict(
            "roster.copy_there",
            _(
                "新しい 居場所には もう 枠が あります。枠を ぜんぶ 消してから うつすか、1つずつ 足してください。"
            ),
        )
    made = Pattern.objects.bulk_create(
        Pattern(
            roster=roster,
            weekday=one.weekday,
            starts=one.starts,
            ends=one.ends,
            wanted=one.wanted,
            skill=one.skill,
        )
        for one in found
    )
    making.make(roster=roster, at=at)
    staffing.settle_all(place=to_place, by=by, at=at)
    journal.record(
        "roster.pattern.copy", noun="roster.Roster", object_id=roster.pk, by=by, at=at,
        data={"from": from_place.public_id, "patterns": len(made)},
    )  # fmt: skip
    return made
