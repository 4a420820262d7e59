"""Lines of the bank at the desk: those nobody knows yet, with what they may be; gifts that came in part; files."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import F, QuerySet

from ibasho.base.kernel.yen import format_yen
from ibasho.rooms.mealtickets.models import BankFile, BankLine, Fund, Gift
from ibasho.rooms.mealtickets.rules.banking import is_named, references

WAITED_FOR_MAX = 2_000  # promises looked through for a name
SUGGESTED_MAX = 5


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A gift a line may belong to. `certain`: its number is in the payer's words and the sum fits, so that no person
    need look. `may_take`: False where the gift can take no more money."""

    gift: Gift
    words: str
    certain: bool = False
    may_take: bool = True


@dataclass(frozen=True, slots=True)
class OpenLine:
    line: BankLine
    suggestions: tuple[Suggestion, ...]


def lines(fund: Fund | None = None, state: str = "") -> QuerySet[BankLine]:
    """The newest first."""
    found = BankLine.objects.select_related("file__fund", "gift").order_by("-day", "-pk")
    if fund is not None:
        found = found.filter(file__fund=fund)
    return found.filter(state=state) if state else found


def in_part(fund: Fund | None = None) -> QuerySet[Gift]:
    """Promised by transfer, and not all of it has come."""
    found = Gift.objects.filter(state=Gift.State.PROMISED, received_yen__gt=0, channel=Gift.Channel.BANK)
    return (found if fund is None else found.filter(fund=fund)).select_related("fund").order_by("promised_at")


def files(fund: Fund | None = None) -> QuerySet[BankFile]:
    found = BankFile.objects.select_related("fund", "read_by").order_by("-read_at")
    return found if fund is None else found.filter(fund=fund)


def with_suggestions(rows: Sequence[BankLine]) -> list[OpenLine]:
    """What each open line may be; two statements for any number of lines."""
    named = _named(rows)
    waited_for = list(_waited_for({row.file.fund_id for row in rows})) if rows else []
    return [OpenLine(row, _suggested(row, named[row.pk], waited_for)) for row in rows]


def certain(line: BankLine) -> Gift | None:
    """The one gift this line surely belongs to."""
    sure = [one.gift for one in _suggested(line, _named([line])[line.pk], []) if one.certain]
    return sure[0] if len(sure) == 1 else None


def _named(rows: Sequence[BankLine]) -> dict[int, list[Gift]]:
    """By line, the gifts of its fund whose number stands in the payer's words."""
    told = {row.pk: references(row.payer) for row in rows}
    gifts = Gift.objects.filter(
        fund__in={row.file.fund_id for row in rows}, channel=Gift.Channel.BANK,
        reference__in=frozenset[str]().union(*told.values()),
    )  # fmt: skip
    known = {(gift.fund_id, gift.reference): gift for gift in gifts}
    return {
        row.pk: [
            known[row.file.fund_id, one] for one in sorted(told[row.pk]) if (row.file.fund_id, one) in known
        ]
        for row in rows
    }


def _waited_for(funds: set[int]) -> QuerySet[Gift]:
    return Gift.objects.filter(
        fund__in=funds, channel=Gift.Channel.BANK, state=Gift.State.PROMISED, received_yen__lt=F("amount_yen")
    ).order_by("-promised_at")[:WAITED_FOR_MAX]


def _suggested(line: BankLine, named: list[Gift], waited_for: list[Gift]) -> tuple[Suggestion, ...]:
    by_number = [
        _by_number(line, gift, alone=len(named) == 1) for gift in named if gift.fund_id == line.file.fund_id
    ]
    if by_number:
        return tuple(by_number)
    by_name = [
        Suggestion(gift, "金額と お名前が 同じです")
        for gift in waited_for
        if gift.fund_id == line.file.fund_id
        and gift.amount_yen - gift.received_yen == line.amount_yen
        and (is_named(line.payer, gift.kana) or is_named(line.payer, gift.name))
    ]
    return tuple(by_name[:SUGGESTED_MAX])


def _by_number(line: BankLine, gift: Gift, *, alone: bool) -> Suggestion:
    if gift.state in (Gift.State.RECEIVED, Gift.State.REFUNDED):
        words = "もう 受けとった寄附の番号です。2回 送られたのかもしれません。新しい寄附に するか、お返しするか 確かめてください"
        return Suggestion(gift, words, may_take=False)
    if gift.state == Gift.State.CANCELLED:
        return Suggestion(gift, "とりやめになった寄附の番号です。お金は 届いています")
    more = gift.received_yen + line.amount_yen - gift.amount_yen
    if more > 0:
        return Suggestion(gift, f"番号は 合っています。約束より {format_yen(more)} 多いです")
    words = (
        "番号と 金額が 合っています" if more == 0 else f"番号は 合っています。あと {format_yen(-more)} です"
    )
    return Suggestion(gift, words, certain=alone)
