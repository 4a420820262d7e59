"""Kit and helpers between groups: offered, asked for, promised, handed over, back again."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import date, datetime

from django.db import transaction

from ibasho.base.journal import actions as journal
from ibasho.base.kernel import clock
from ibasho.base.kernel.actor import Actor
from ibasho.base.kernel.errors import Conflict, Invalid, NotFound
from ibasho.rooms.network import policies
from ibasho.rooms.network.actions import meeting_letters
from ibasho.rooms.network.models import Loan, LoanItem
from ibasho.rooms.network.queries import lending
from ibasho.rooms.network.rules import lending as rules
from ibasho.rooms.network.rules.kinds import LoanKind, LoanState
from ibasho.rooms.network.rules.meetings import tidy
from ibasho.town.people import policies as people
from ibasho.town.people.models import Organisation
from ibasho.town.people.permissions import Permission

NAME_MAX, NOTE_MAX = 80, 200


@dataclass(frozen=True, slots=True)
class Item:
    kind: LoanKind
    name: str
    count: int
    note: str = ""
    is_active: bool = True


@dataclass(frozen=True, slots=True)
class Wish:
    starts_on: date
    ends_on: date
    count: int
    words: str = ""


@transaction.atomic
def offer(*, organisation: Organisation, item: Item, by: Actor, at: datetime) -> LoanItem:
    policies.require_of(by, Permission.NETWORK_OWN, organisation.pk, at=at)
    rules.check_item(item.count, 0)
    made = LoanItem.objects.create(organisation=organisation, **_tidy(item))
    _note("loan_item.offer", made, by, at)
    return made


@transaction.atomic
def change(*, item: LoanItem, to: Item, by: Actor, at: datetime) -> LoanItem:
    """Not fewer than are promised; with `is_active` False nobody can ask any more, promises stay."""
    row = _item(item, by, at)
    rules.check_item(to.count, rules.most_out(clock.day(at), _spans(row, at)))
    for name, value in _tidy(to).items():
        setattr(row, name, value)
    row.save()
    _note("loan_item.change", row, by, at)
    return row


@transaction.atomic
def ask(*, item: LoanItem, organisation: Organisation, wish: Wish, by: Actor, at: datetime) -> Loan:
    """Raises Conflict where there is not enough on one of the days: the lender is asked only for what it has."""
    policies.require_of(by, Permission.NETWORK_OWN, organisation.pk, at=at)
    row = _locked_item(item.pk)
    if not row.is_active:
        raise Conflict("network.loan_inactive", "いまは かしていません。ほかのものを さがしてください。")
    if row.organisation_id == organisation.pk:
        raise Invalid("network.loan_own", "自分の団体のものは かりなくても 使えます。")
    rules.check_ask(wish.starts_on, wish.ends_on, wish.count, row.count, clock.day(at))
    rules.check_free(row.count, rules.Span(wish.starts_on, wish.ends_on, wish.count), _spans(row, at))
    words = tidy(wish.words, NOTE_MAX, "words", "なにに 使うか")
    made = Loan.objects.create(
        **{**asdict(wish), "words": words}, item=row, organisation=organisation, asked_at=at,
        asked_by_id=people.person_of(by),
    )  # fmt: skip
    _note("loan.ask", made, by, at)
    sentence = f"{organisation.name}から、かしてほしいと おねがいが あります。返事を おねがいします。"
    meeting_letters.lending(made, row.organisation, "ask", "かしてほしい おねがい", sentence, by, at)
    return made


@transaction.atomic
def agree(*, loan: Loan, words: str = "", by: Actor, at: datetime) -> Loan:
    """The lender says yes; the days are held. Of two that want the last one, the second is refused."""
    row = _lender(loan, LoanState.AGREED, by, at)
    others = _spans(row.item, at)
    rules.check_free(row.item.count, rules.Span(row.starts_on, row.ends_on, row.count), others)
    return _answered(
        row, LoanState.AGREED, words, "かしてもらえます", "かしてもらえることに なりました。", by, at
    )


@transaction.atomic
def decline(*, loan: Loan, words: str = "", by: Actor, at: datetime) -> Loan:
    row = _lender(loan, LoanState.DECLINED, by, at)
    return _answered(
        row, LoanState.DECLINED, words, "今回は かせません", "今回は かせないと 返事が ありました。", by, at
    )


@transaction.atomic
def lent(*, loan: Loan, by: Actor, at: datetime) -> Loan:
    """It was handed over. By either side."""
    row = _either(loan, LoanState.LENT, by, at)
    return _moved(row, LoanState.LENT, by, at)


@transaction.atomic
def returned(*, loan: Loan, by: Actor, at: datetime) -> Loan:
    """It is back with its owner, who says so; what comes back early is free again."""
    row = _lender(loan, LoanState.RETURNED, by, at)
    row.back_on = clock.day(at)
    row.save(update_fields=["back_on"])
    return _moved(row, LoanState.RETURNED, by, at)


@transaction.atomic
def cancel(*, loan: Loan, by: Actor, at: datetime) -> Loan:
    """Before it is handed over, by either side; the other one is told."""
    row = _either(loan, LoanState.CANCELLED, by, at)
    _moved(row, LoanState.CANCELLED, by, at)
    own = policies.may_of(by, Permission.NETWORK_OWN, row.item.organisation_id, at=at)
    tell = [row.organisation] if own else [row.item.organisation]
    if policies.may(by, Permission.NETWORK_WRITE, at=at):
        tell = [row.organisation, row.item.organisation]
    for to in tell:
        meeting_letters.lending(
            row, to, "cancel", "かしかりの とりやめ", "つぎの かしかりは とりやめに なりました。", by, at
        )
    return row


def _answered(
    row: Loan, state: LoanState, words: str, subject: str, sentence: str, by: Actor, at: datetime
) -> Loan:
    row.answer_words = tidy(words, NOTE_MAX, "answer_words", "返事の ことば")
    row.answered_at, row.answered_by_id = at, people.person_of(by)
    row.save(update_fields=["answer_words", "answered_at", "answered_by"])
    _moved(row, state, by, at)
    told = f"{row.item.organisation.name}に {sentence}" if state == LoanState.AGREED else sentence
    if row.answer_words:
        told += f"\n「{row.answer_words}」"
    meeting_letters.lending(row, row.organisation, state.value, subject, told, by, at)
    return row


def _moved(row: Loan, state: LoanState, by: Actor, at: datetime) -> Loan:
    row.state = state.value
    row.save(update_fields=["state"])
    _note(f"loan.{state.value}", row, by, at)
    return row


def _lender(loan: Loan, wish: LoanState, by: Actor, at: datetime) -> Loan:
    policies.require_of(by, Permission.NETWORK_OWN, loan.item.organisation_id, at=at)
    return _locked(loan, wish)


def _either(loan: Loan, wish: LoanState, by: Actor, at: datetime) -> Loan:
    sides = (loan.item.organisation_id, loan.organisation_id)
    own = [one for one in sides if policies.may_of(by, Permission.NETWORK_OWN, one, at=at)]
    policies.require_of(by, Permission.NETWORK_OWN, own[0] if own else sides[0], at=at)
    return _locked(loan, wish)


def _locked(loan: Loan, wish: LoanState) -> Loan:
    """The item first: whoever promises a piece holds the lock on all its loans."""
    item = _locked_item(loan.item_id)
    row = (
        Loan.objects.select_for_update(of=("self",)).select_related("organisation").filter(pk=loan.pk).first()
    )
    if row is None:
        raise NotFound("network.loan_unknown", "見つかりません。一覧から えらんでください。")
    row.item = item
    rules.check_next(row.state, wish.value)
    return row


def _locked_item(pk: int) -> LoanItem:
    row = (
        LoanItem.objects.select_for_update(of=("self",)).select_related("organisation").filter(pk=pk).first()
    )
    if row is None:
        raise NotFound("network.loan_item_unknown", "見つかりません。一覧から えらんでください。")
    return row


def _item(item: LoanItem, by: Actor, at: datetime) -> LoanItem:
    policies.require_of(by, Permission.NETWORK_OWN, item.organisation_id, at=at)
    return _locked_item(item.pk)


def _spans(item: LoanItem, at: datetime) -> list[rules.Span]:
    return lending.spans(item, clock.day(at))


def _tidy(item: Item) -> dict[str, object]:
    name = tidy(item.name, NAME_MAX, "name", "名前")
    if not name:
        sentence = "なにを かせるのかを 書いてください。"
        raise Invalid("network.loan_name", sentence, fields={"name": sentence})
    note = tidy(item.note, NOTE_MAX, "note", "ひとこと")
    return {**asdict(item), "kind": item.kind.value, "name": name, "note": note}


def _note(verb: str, row: Loan | LoanItem, by: Actor, at: datetime) -> None:
    journal.record(
        f"network.{verb}", noun=f"network.{type(row).__name__}", object_id=row.pk, by=by, at=at,
        data={"organisation": row.organisation_id},
    )  # fmt: skip
