"""打診: a visit is asked of providers, each answers by one tap, the adviser decides. What a provider answered stands
in no journal, no mail and on no page of the family."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import datetime

from django.db import transaction

from ibasho.base.journal import actions as journal
from ibasho.base.kernel.actor import Actor
from ibasho.base.kernel.codes import new_code
from ibasho.base.kernel.errors import Conflict, Invalid
from ibasho.rooms.familysupport import policies
from ibasho.rooms.familysupport.actions import ask_letters, links
from ibasho.rooms.familysupport.models import Ask, Member, Visit
from ibasho.rooms.familysupport.queries import ask_form
from ibasho.rooms.familysupport.queries import asks as queries
from ibasho.rooms.familysupport.rules import asking as rules
from ibasho.rooms.familysupport.rules.kinds import AskAnswer, VisitState
from ibasho.town.people.permissions import Permission

NOUN = "familysupport.Visit"


@transaction.atomic
def ask(*, visits: Iterable[Visit], members: Iterable[Member], by: Actor, at: datetime) -> list[Ask]:
    """Asks each of the providers for each of the visits they can take; one mail each for all of them together. Who is
    asked already is not asked twice. Raises Conflict when nobody is left to ask, Invalid for an empty or too long list."""
    policies.require(by, Permission.SUPPORT_ADVISE, at=at)
    chosen, locked = {one.pk: one for one in members}, _lock_open(visits, at)
    _check_numbers(chosen, locked)
    batch, made = new_code(), []
    for visit in locked:
        made += _ask_one(visit, chosen, batch, at)
    if not made:
        raise Conflict(
            "familysupport.ask_nobody",
            "この時間に たのめる人が 選んだ中に いません。もう たのんだか、時間が 合わない人です。ほかの人を 選んでください。",
        )
    _write_to(made, by, at)
    for key, asked in sorted(Counter(one.visit_id for one in made).items()):
        journal.record(  # how many; who they are, and so who refused, stands on the asks alone
            "familysupport.ask.send", noun=NOUN, object_id=key, by=by, at=at, data={"asked": asked}
        )
    return made


@transaction.atomic
def answer(*, ask: Ask, yes: bool, by: Actor, at: datetime) -> Ask:
    """できます or 今回は むずかしい, as long as it is open; a changed mind is written over. A yes decides nothing by
    itself. Raises Conflict once it is decided or over."""
    policies.require_adviser_or_member(by, at=at)
    row = _lock(ask, at)
    row.answer = (AskAnswer.YES if yes else AskAnswer.NO).value
    row.answered_at, row.answered_via = at, by.via.value
    row.save(update_fields=["answer", "answered_at", "answered_via"])
    journal.record("familysupport.ask.answer", noun=NOUN, object_id=row.visit_id, by=by, at=at)
    return row


@transaction.atomic
def answer_all(*, ask: Ask, yes: bool, by: Actor, at: datetime) -> int:
    """The same answer for everything that was asked of them together and still waits; what is over meanwhile is passed
    by. Gives how many. Raises Conflict when nothing is left to answer."""
    policies.require_adviser_or_member(by, at=at)
    together = Ask.objects.filter(member=ask.member_id, batch=ask.batch, answer=AskAnswer.WAITING)
    _hold(together.values_list("visit_id", flat=True))  # what is decided in this second is seen to be so
    open_ones = together.filter(visit__state=VisitState.OPEN, visit__starts_at__gt=at).order_by("visit_id")
    rows = [answer(ask=one, yes=yes, by=by, at=at) for one in open_ones]
    if not rows:
        raise Conflict("familysupport.ask_over", "この おねがいは もう 返事ずみか、おわっています。")
    return len(rows)


@transaction.atomic
def take_back(*, ask: Ask, by: Actor, at: datetime) -> Ask:
    """The answer was a slip: it waits again. Raises Conflict once it is decided or over."""
    policies.require_adviser_or_member(by, at=at)
    row = _lock(ask, at)
    row.answer, row.answered_at, row.answered_via = AskAnswer.WAITING.value, None, ""
    row.save(update_fields=["answer", "answered_at", "answered_via"])
    journal.record("familysupport.ask.take_back", noun=NOUN, object_id=row.visit_id, by=by, at=at)
    return row


def settle_others(visit: Visit, *, by: Actor, at: datetime) -> int:
    """Part of the action that decides (or ends) a visit and holds its lock: everybody else who was asked and has not
    refused is thanked, once. Who was chosen counts as having said yes. Gives how many were thanked. That action is in the
    journal; an entry here would say, beside how many were asked, how many refused."""
    asked = Ask.objects.select_for_update(of=("self",), no_key=True).filter(visit=visit)
    open_ones = list(asked.filter(answer__in=queries.OPEN_ANSWERS).select_related("member").order_by("pk"))
    decided = visit.state in {VisitState.AGREED, VisitState.DONE}
    told = 0
    for one in open_ones:
        chosen = decided and one.member_id == visit.provider_id
        if chosen and one.answer == AskAnswer.YES:
            continue
        one.answer = (AskAnswer.YES if chosen else AskAnswer.SETTLED).value
        one.answered_at = at
        one.save(update_fields=["answer", "answered_at"])
        if not chosen:
            told += 1
            ask_letters.settled(one, visit, decided, by, at)
    return told


@transaction.atomic
def remind_due(*, by: Actor, at: datetime) -> int:
    """Who has not answered is asked once more, by one mail for all that waits. Gives how many mails were written."""
    due = [
        one
        for one in queries.unanswered(at).select_for_update(of=("self",), skip_locked=True)
        if rules.asks_again(sent_at=one.sent_at, starts_at=one.visit.starts_at, at=at)
    ]
    for one in due:
        one.reminded_at = at
    Ask.objects.bulk_update(due, ["reminded_at"])
    mails = _write_to(due, by, at, again=True)
    if due:
        journal.record(
            "familysupport.ask.remind", noun=NOUN, object_id="", by=by, at=at, data={"count": len(due)}
        )
    return mails


@transaction.atomic
def settle_ended(*, by: Actor, at: datetime) -> int:
    """Visits that ended without a decision (called off, withdrawn, begun): who was asked is let go."""
    rows = Visit.objects.select_for_update(of=("self",), skip_locked=True, no_key=True)
    ended = rows.filter(pk__in=queries.ended(at)).order_by("pk")
    return sum(settle_others(visit, by=by, at=at) for visit in ended)


@transaction.atomic
def forget(*, by: Actor, at: datetime) -> int:
    """Who was asked and what they said goes a year after the 年度."""
    gone, _ = queries.forgettable(at).delete()
    if gone:
        journal.record(
            "familysupport.ask.forget", noun=NOUN, object_id="", by=by, at=at, data={"count": gone}
        )
    return gone


def _lock_open(visits: Iterable[Visit], at: datetime) -> list[Visit]:
    """Every visit, still open and ahead of us. Raises Conflict with what became of it."""
    keys = {one.pk for one in visits}
    rows = Visit.objects.select_for_update(of=("self",), no_key=True).filter(pk__in=keys)
    locked = list(rows.select_related("request__member").order_by("pk"))
    for one in locked:
        _require_open(one, at)
    return locked


def _hold(keys: Iterable[int]) -> None:
    """Visits in the order of their keys, as deciding locks them."""
    rows = Visit.objects.select_for_update(of=("self",), no_key=True).filter(pk__in=list(keys))
    list(rows.order_by("pk"))


def _lock(ask: Ask, at: datetime) -> Ask:
    """The visit first, then the ask: in the order in which deciding locks."""
    visit = Visit.objects.select_for_update(of=("self",), no_key=True).get(pk=ask.visit_id)
    row = Ask.objects.select_for_update(of=("self",), no_key=True).select_related("member").get(pk=ask.pk)
    if visit.state != VisitState.OPEN or visit.starts_at <= at or row.answer == AskAnswer.SETTLED:
        raise Conflict("familysupport.ask_over", rules.too_late(visit.state))
    return row


def _require_open(visit: Visit, at: datetime) -> None:
    if visit.state != VisitState.OPEN:
        raise Conflict(
            "familysupport.ask_not_open",
            f"この回は もう「{VisitState(visit.state).label}」です。さがしている回だけ たのめます。",
        )
    if visit.starts_at <= at:
        raise Conflict(
            "familysupport.ask_begun",
            "この回は もう はじまる時間を すぎました。はじまる前に 決めたものだけが 保険の 対象です。",
        )


def _check_numbers(members: dict[int, Member], visits: Sequence[Visit]) -> None:
    if not members or not visits:
        raise Invalid(
            "familysupport.ask_empty", "たのむ人を 1人以上 選んでください。", fields={"members": "1人以上 選んでください。"}
        )  # fmt: skip
    if len(members) > rules.MEMBERS_MAX or len(visits) > rules.VISITS_MAX:
        words = f"一度に たのめるのは {rules.MEMBERS_MAX}人、{rules.VISITS_MAX}回までです。少なくして もう一度 おしてください。"
        raise Invalid("familysupport.ask_too_many", words, fields={"members": words})


def _ask_one(visit: Visit, chosen: dict[int, Member], batch: str, at: datetime) -> list[Ask]:
    """Those of the chosen who can take this visit and were not asked for it yet."""
    names = list(visit.request.children.values_list("call_name", flat=True))
    known = {one.member_id: one for one in visit.asks.all()}
    made = []
    for found in ask_form.able(visit, at):
        before = known.get(found.member.pk)
        if found.member.pk not in chosen or (before and not rules.may_ask_again(before.answer)):
            continue
        row = before or Ask(visit=visit, member=found.member)
        row.batch, row.reasons, row.sent_at = (
            batch,
            rules.unnamed(ask_form.tellable(found.reasons, visit, at), names),
            at,
        )
        row.answer, row.answered_at, row.answered_via, row.reminded_at = (
            AskAnswer.WAITING.value,
            None,
            "",
            None,
        )
        row.save()
        made.append(row)
    return made


def _write_to(made: Sequence[Ask], by: Actor, at: datetime, *, again: bool = False) -> int:
    """One mail each. Who has no mail, or does not want these, is rung up: the list of asks says so."""
    mails = 0
    for member_id in dict.fromkeys(one.member_id for one in made):
        theirs = [one for one in made if one.member_id == member_id]
        member = theirs[0].member
        if queries.wants(member):
            mails += ask_letters.asked(member, theirs, links.ensure(member, at), by, at, again=again)
    return mails
