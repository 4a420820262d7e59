"""ひきあわせ: a person brings a want and an offer together, both sides say yes, and what it became is written down."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.urls import reverse

from ibasho.base.journal import actions as journal
from ibasho.base.kernel.actor import Actor
from ibasho.base.kernel.errors import Conflict, Invalid
from ibasho.base.kernel.my_number import refuse_my_number
from ibasho.base.kernel.reasons import reason
from ibasho.rooms.network import policies
from ibasho.rooms.network.actions.supporting_letters import tell
from ibasho.rooms.network.models import Match, Notice
from ibasho.rooms.network.queries.supporting import side_of
from ibasho.rooms.network.rules import matching as rules
from ibasho.rooms.network.rules.kinds import Direction, MatchState
from ibasho.town.people import policies as people
from ibasho.town.people.permissions import Permission
from ibasho.town.places.rules import moderation

NOUN = "network.Match"
CHILDREN_MAX = 9_999


@transaction.atomic
def bring_together(*, want: Notice, offer: Notice, words: str = "", by: Actor, at: datetime) -> Match:
    """Proposes the pair to both. Raises Conflict where one has ended or somebody was first."""
    policies.require(by, Permission.NETWORK_MANAGE, at=at)
    said = refuse_my_number(" ".join(words.split()))[:200]
    keys = (want.pk, offer.pk)
    locked = Notice.objects.select_for_update(of=("self",)).filter(pk__in=keys).order_by("pk")
    rows = {one.pk: one for one in locked.select_related("organisation")}
    want, offer = rows[want.pk], rows[offer.pk]
    rules.check_pair(side_of(want), side_of(offer), want.state, offer.state)
    if Match.objects.filter(want=want, offer=offer).exists():
        raise Conflict("network.match_twice", "もう ひきあわせています。下の「ひきあわせ」を 見てください。")
    row = Match.objects.create(
        want=want, offer=offer, words=said, proposed_at=at, proposed_by_id=people.person_of(by)
    )
    _note("propose", row, by, at)
    _tell_both(row, "propose", "つながりそうな 相手が います", by, at)
    return row


@transaction.atomic
def say_yes(*, match: Match, side: str, by: Actor, at: datetime) -> Match:
    """By one of that side or, told on the telephone, by the desk. With both it is settled. Twice is once."""
    row = _of_side(match, side, by, at)
    rules.check_yes(row.state)
    name = _yes(side)
    if getattr(row, name) is None:
        setattr(row, name, at)
        if row.want_yes_at and row.offer_yes_at:
            row.state = MatchState.AGREED.value
        row.save(update_fields=[name, "state"])
        _note("yes", row, by, at, side=side)
        if row.state == MatchState.AGREED:
            _tell_both(row, "agreed", "ひきあわせが きまりました", by, at)
    return row


@transaction.atomic
def unsay(*, match: Match, side: str, by: Actor, at: datetime) -> Match:
    """The yes was pressed by mistake. Where it was settled the other side hears of it."""
    row = _of_side(match, side, by, at)
    rules.check_yes(row.state)
    settled = row.state == MatchState.AGREED
    setattr(row, _yes(side), None)
    row.state = MatchState.PROPOSED.value
    row.save(update_fields=[_yes(side), "state"])
    _note("unsay", row, by, at, side=side)
    if settled:
        _tell_other(row, side, "unsay", "ひきあわせの 返事が とりけされました", by, at)
    return row


@transaction.atomic
def decline(*, match: Match, side: str, by: Actor, at: datetime) -> Match:
    """Nothing comes of it, and no reason is asked for; the other side hears of it."""
    row = _of_side(match, side, by, at)
    rules.check_yes(row.state)
    row.state, row.ended_at, row.ended_by_id = MatchState.DECLINED.value, at, by.person_id
    row.save(update_fields=["state", "ended_at", "ended_by"])
    _note("decline", row, by, at, side=side)
    _tell_other(row, side, "decline", "ひきあわせが 見おくりに なりました", by, at)
    return row


@transaction.atomic
def resume(*, match: Match, by: Actor, at: datetime) -> Match:
    """After all: as it stood before somebody declined, or before it was said done."""
    row = _lock(match, by, at)
    if row.ended_at is None:
        raise Conflict("network.match_open", "まだ おわっていません。")
    declined = row.state == MatchState.DECLINED
    both = row.want_yes_at is not None and row.offer_yes_at is not None
    row.state = (MatchState.AGREED if both else MatchState.PROPOSED).value
    row.ended_at, row.ended_by = None, None
    row.save(update_fields=["state", "ended_at", "ended_by"])
    _note("resume", row, by, at)
    if declined:
        _tell_both(row, _once("resume", at), "ひきあわせを また すすめます", by, at)
    return row


@transaction.atomic
def done(*, match: Match, became: str, children: int | None, by: Actor, at: datetime) -> Match:
    """It happened: what it became, for the public page. Raises Invalid for words that can't stand there."""
    row = _lock(match, by, at)
    rules.check_done(row.state)
    row.became = _public(became)
    if children is not None and not 0 <= children <= CHILDREN_MAX:
        words = f"こどもの 数は 0から {CHILDREN_MAX}までで 入れてください。わからないときは 空のままで。"
        raise Invalid("network.match_children", words, fields={"children": words})
    row.children = children
    row.state, row.ended_at, row.ended_by_id = MatchState.DONE.value, at, by.person_id
    row.save(update_fields=["became", "children", "state", "ended_at", "ended_by"])
    _note("done", row, by, at)
    return row


def _public(became: str) -> str:
    sentence = "なにに なったかを 書いてください。例：「お米 30kgが 90食の カレーに なりました」"
    said = reason(became, code="network.became", sentence=sentence, field="became")
    if not moderation.may_be_shown(said):
        words = "だれでも 読めるページに のります。電話番号・メール・アドレスは 書かないでください。"
        raise Invalid("network.became_contact", words, fields={"became": words})
    return said


def _yes(side: str) -> str:
    return "want_yes_at" if side == Direction.WANT else "offer_yes_at"


def _of_side(match: Match, side: str, by: Actor, at: datetime) -> Match:
    """Raises NotFound for who is not of that side."""
    notice = match.want if side == Direction.WANT else match.offer
    policies.require_of(by, Permission.NETWORK_OWN, notice.organisation_id, at=at)
    return _locked(match)


def _lock(match: Match, by: Actor, at: datetime) -> Match:
    policies.require(by, Permission.NETWORK_MANAGE, at=at)
    return _locked(match)


def _locked(match: Match) -> Match:
    rows = Match.objects.select_for_update(of=("self",))
    return rows.select_related("want__organisation", "offer__organisation").get(pk=match.pk)


def _tell_both(row: Match, what: str, subject: str, by: Actor, at: datetime) -> None:
    for side in Direction:
        _tell(row, side, what, subject, by, at)


def _tell_other(row: Match, side: str, what: str, subject: str, by: Actor, at: datetime) -> None:
    """Who did not press."""
    other = Direction.OFFER if side == Direction.WANT else Direction.WANT
    _tell(row, other, _once(what, at), subject, by, at)


def _tell(row: Match, side: Direction, what: str, subject: str, by: Actor, at: datetime) -> None:
    mine, other = (row.want, row.offer) if side is Direction.WANT else (row.offer, row.want)
    tell(
        mine.organisation, key=f"network.match.{what}:{row.public_id}", subject=subject, by=by, at=at,
        page=reverse("network:ops_supporting"),
        words=f"あなたの「{mine.title}」と、{other.organisation.name}の「{other.title}」です。",
    )  # fmt: skip


def _once(what: str, at: datetime) -> str:
    """What may be pressed again later is told again then."""
    return f"{what}-{int(at.timestamp())}"


def _note(verb: str, row: Match, by: Actor, at: datetime, **data: str) -> None:
    journal.record(f"network.match.{verb}", noun=NOUN, object_id=row.public_id, by=by, at=at, data=dict(data))
