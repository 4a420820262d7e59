"""The bank's lines: taken once each, brought together with gifts, set aside, and taken apart again.

A file is kept first; each line then finds its gift in a transaction of its own, so that none blocks another.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from ibasho.base.journal import actions as journal
from ibasho.base.kernel import clock
from ibasho.base.kernel.actor import Actor
from ibasho.base.kernel.errors import Conflict, DomainError, Invalid, NotFound
from ibasho.base.kernel.reasons import reason
from ibasho.rooms.mealtickets import policies
from ibasho.rooms.mealtickets.actions import gifts
from ibasho.rooms.mealtickets.datasets.bank import Problem
from ibasho.rooms.mealtickets.models import BankFile, BankLine, Fund, Gift, Pool
from ibasho.rooms.mealtickets.queries import bank as queries
from ibasho.rooms.mealtickets.rules.banking import Incoming, bearing_nendo, heads_of, new_keys
from ibasho.town.people.permissions import Permission

NOUN = "mealtickets.BankLine"
State = BankLine.State


@dataclass(frozen=True, slots=True)
class Taken:
    """`known`: lines an earlier file told of."""

    file: BankFile
    new: int
    known: int


@dataclass(frozen=True, slots=True)
class Matched:
    """How many lines found their gift, and what was in the way of others, by line."""

    lines: int
    problems: tuple[tuple[int, str], ...]


@transaction.atomic
def take(
    *,
    fund: Fund,
    filename: str,
    sha256: str,
    lines: Sequence[Incoming],
    problems: Sequence[Problem],
    by: Actor,
    at: datetime,
) -> Taken:
    """Raises Conflict where these very bytes were read before. Nothing moves yet: see `match_open`."""
    policies.require(by, Permission.MEALS_MONEY, at=at)
    Fund.objects.select_for_update(no_key=True).get(pk=fund.pk)  # one file at a time
    if BankFile.objects.filter(fund=fund, sha256=sha256).exists():
        raise Conflict("bank.file_known", _("このファイルは もう 読んであります。何も かわっていません。"))
    file = BankFile.objects.create(
        fund=fund, filename=filename[:160], sha256=sha256, read_at=at, read_by_id=by.person_id,
        problems=[[one.number, one.words] for one in problems],
    )  # fmt: skip
    keys = new_keys(fund.pk, lines, known_keys(fund, lines))
    BankLine.objects.bulk_create(
        BankLine(file=file, key=key, day=line.day, amount_yen=line.yen, payer=line.payer)
        for line, key in zip(lines, keys, strict=True)
        if key
    )
    taken = Taken(file, sum(map(bool, keys)), sum(not key for key in keys))
    journal.record(
        "mealtickets.bank.take", noun="mealtickets.BankFile", object_id=file.pk, by=by, at=at,
        data={"new": taken.new, "known": taken.known, "problems": len(problems)},
    )  # fmt: skip
    return taken


def known_keys(fund: Fund, lines: Sequence[Incoming]) -> list[str]:
    """Keys of the lines kept before that may be the same as one of `lines`."""
    heads = heads_of(fund.pk, lines)
    days = {line.day for line in lines}
    kept = BankLine.objects.filter(file__fund=fund, day__in=days).values_list("key", flat=True)
    return [key for key in kept if key.split("-", 1)[0] in heads]


def match_open(*, fund: Fund, by: Actor, at: datetime) -> Matched:
    """Every open line whose payer wrote the number of a promised gift goes to that gift. What a person took apart
    before is left to a person."""
    policies.require(by, Permission.MEALS_MONEY, at=at)
    done, problems = 0, []
    for line in queries.lines(fund, State.OPEN).filter(why="").order_by("day", "pk"):
        gift = queries.certain(line)
        if gift is None:
            continue
        try:
            assign(line=line, gift=gift, why=_("振込番号が 合った"), by=by, at=at)
            done += 1
        except DomainError as error:  # named below; the next line goes on
            problems.append((line.pk, error.message))
    return Matched(done, tuple(problems))


@transaction.atomic
def assign(*, line: BankLine, gift: Gift, why: str = "", by: Actor, at: datetime) -> BankLine:
    """This amount is (part of) this gift. Raises Conflict where the line is no longer open or the gift can take no
    more."""
    policies.require(by, Permission.MEALS_MONEY, at=at)
    owner = Gift.objects.select_for_update().get(pk=gift.pk)
    row = _open(line)
    if owner.fund_id != row.file.fund_id or owner.channel != Gift.Channel.BANK:
        raise Invalid(
            "bank.other_fund",
            _("この入金と 基金か 方法がちがう寄附です。銀行振込の 寄附を えらんでください。"),
        )
    gifts.receive(
        gift=owner, yen=row.amount_yen, by=by, at=at, nendo=bearing_nendo(row.day, clock.day(at))
    )  # fmt: skip
    return _put(row, State.MATCHED, gift=owner, why=why, verb="assign", by=by, at=at)


@transaction.atomic
def make_gift(
    *, line: BankLine, pool: Pool | None, name: str, anonymous: bool, by: Actor, at: datetime
) -> Gift:
    """Money nobody had promised is a gift all the same: promised and received in one go."""
    policies.require(by, Permission.MEALS_MONEY, at=at)
    gift = gifts.promise(
        fund=line.file.fund, pool=pool, channel=Gift.Channel.BANK, amount_yen=line.amount_yen, name=name,
        anonymous=anonymous, by=by, at=at,
    )  # fmt: skip
    assign(line=line, gift=gift, why=_("入金から つくった"), by=by, at=at)
    gift.refresh_from_db()
    return gift


@transaction.atomic
def ignore(*, line: BankLine, why: str, by: Actor, at: datetime) -> BankLine:
    """No gift: interest, a transfer of the city's own."""
    policies.require(by, Permission.MEALS_MONEY, at=at)
    return _put(_open(line), State.IGNORED, gift=None, why=_why(why), verb="ignore", by=by, at=at)


@transaction.atomic
def undo(*, line: BankLine, why: str, by: Actor, at: datetime) -> BankLine:
    """Open again. Raises Conflict while its gift stands as received: the ledger has its yen, so it is refunded
    first."""
    policies.require(by, Permission.MEALS_MONEY, at=at)
    gift = _gift_of(line)
    row = _locked(line)
    if row.state == State.OPEN or row.gift_id != (gift.pk if gift else None):
        raise Conflict("bank.open_already", _("この入金は もう もどしてあります。"))
    if gift is not None:
        _give_back(gift, row)
    return _put(row, State.OPEN, gift=None, why=_why(why), verb="undo", by=by, at=at)


def _give_back(gift: Gift, row: BankLine) -> None:
    if gift.state == Gift.State.RECEIVED:
        raise Conflict(
            "bank.gift_received",
            _(
                "この寄附は もう 受けとって 記帳しました。まちがいのときは、さきに 寄附のページから 返金を 申請してください。"
            ),
        )
    if gift.state == Gift.State.PROMISED:
        gift.received_yen -= row.amount_yen
        gift.save(update_fields=["received_yen"])


def _gift_of(line: BankLine) -> Gift | None:
    """Its gift, locked before the line as everybody does."""
    gift_id = BankLine.objects.filter(pk=line.pk).values_list("gift", flat=True).first()
    return None if gift_id is None else Gift.objects.select_for_update().get(pk=gift_id)


def _locked(line: BankLine) -> BankLine:
    row = (
        BankLine.objects.select_for_update(of=("self",))
        .select_related("file__fund")
        .filter(pk=line.pk)
        .first()
    )
    if row is None:
        raise NotFound("bank.line_gone", _("この入金は 見つかりません。一覧から 見てください。"))
    return row


def _open(line: BankLine) -> BankLine:
    row = _locked(line)
    if row.state != State.OPEN:
        raise Conflict(
            "bank.settled_already",
            _("この入金は もう「%(state)s」に なっています。") % {"state": row.get_state_display()},
        )
    return row


def _why(words: str) -> str:
    sentence = _("わけを 書いてください。あとで 見る人の ために のこします。")
    return reason(words, code="bank.no_why", sentence=sentence, most=160)


def _put(
    row: BankLine, state: str, *, gift: Gift | None, why: str, verb: str, by: Actor, at: datetime
) -> BankLine:  # fmt: skip
    before = row.gift_id
    row.state, row.gift, row.why = state, gift, why[:160]
    row.save(update_fields=["state", "gift", "why"])
    journal.record(
        f"mealtickets.bank.{verb}", noun=NOUN, object_id=row.pk, by=by, at=at, why=row.why,
        data={"yen": row.amount_yen, "gift": row.gift_id or before},
    )  # fmt: skip
    return row
