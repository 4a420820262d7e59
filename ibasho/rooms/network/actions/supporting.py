"""応援する人: an organisation says what it does and that it may be shown; the city looks, then everybody reads it."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from ibasho.base.journal import actions as journal
from ibasho.base.kernel import clock
from ibasho.base.kernel.actor import Actor
from ibasho.base.kernel.errors import Conflict
from ibasho.base.kernel.reasons import reason
from ibasho.rooms.network import policies
from ibasho.rooms.network.models import Supporter
from ibasho.rooms.network.queries.supporting import page_mark
from ibasho.rooms.network.rules import goals as goal_rules
from ibasho.rooms.network.rules.notices import check_seen
from ibasho.town.people.models import Organisation
from ibasho.town.people.permissions import Permission
from ibasho.town.places.rules import moderation

NOUN = "network.Supporter"
WORDS_MAX = 400


@transaction.atomic
def tell(
    *, organisation: Organisation, words: str, goals: list[int], is_member: bool, agrees: bool, by: Actor, at: datetime
) -> Supporter:  # fmt: skip
    """What stands on their page. `agrees`: they said that it may be shown (also on the telephone). New words are looked at
    anew before they are shown; without the yes nothing is."""
    policies.require_of(by, Permission.NETWORK_OWN, organisation.pk, at=at)
    said = reason(
        words, code="network.supporter", sentence="どんな 応援を しているかを 書いてください。", field="words", most=WORDS_MAX
    )  # fmt: skip
    Organisation.objects.select_for_update().get(pk=organisation.pk)  # two who type about one at once
    row = Supporter.objects.filter(organisation=organisation).first() or Supporter(organisation=organisation)
    changed = row.words != said
    row.words, row.goals, row.is_member = said, goal_rules.checked(goals), is_member
    row.agreed_on = (row.agreed_on or clock.day(at)) if agrees else None
    if changed or not agrees:
        row.shown_at, row.shown_by = None, None
    row.save()
    _note("tell", row, by, at)
    return row


@transaction.atomic
def show(*, supporter: Supporter, seen: str, by: Actor, at: datetime) -> Supporter:
    """`seen`: the mark of the page that was read. Raises Conflict where it is another by now, without their yes, or where
    a way to reach somebody stands in the words."""
    policies.require(by, Permission.NETWORK_MANAGE, at=at)
    row = _locked(supporter)
    check_seen(seen, page_mark(row))
    if row.agreed_on is None:
        raise Conflict(
            "network.supporter_no_yes",
            "のせてよいと まだ 聞いていません。聞いてから「よいと 言った」を つけてください。",
        )
    if not moderation.may_be_shown(row.words):
        raise Conflict(
            "network.supporter_contact",
            "取り組みの ことばに 電話番号・メール・アドレスが あります。消してから のせてください。",
        )
    if row.shown_at is None:
        row.shown_at, row.shown_by_id = at, by.person_id
        row.save(update_fields=["shown_at", "shown_by"])
        _note("show", row, by, at)
    return row


@transaction.atomic
def hide(*, supporter: Supporter, by: Actor, at: datetime) -> Supporter:
    """By themselves at any time, or by the desk."""
    policies.require_of(by, Permission.NETWORK_OWN, supporter.organisation_id, at=at)
    row = _locked(supporter)
    if row.shown_at is not None:
        row.shown_at, row.shown_by = None, None
        row.save(update_fields=["shown_at", "shown_by"])
        _note("hide", row, by, at)
    return row


def _locked(supporter: Supporter) -> Supporter:
    return Supporter.objects.select_for_update().get(pk=supporter.pk)


def _note(verb: str, row: Supporter, by: Actor, at: datetime) -> None:
    journal.record(f"network.supporter.{verb}", noun=NOUN, object_id=row.pk, by=by, at=at, data={})
