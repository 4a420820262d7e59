"""What a receipt may say. It depends on who receives the money, and never promises a deduction that isn't there. Pure.

所得税法 78条, 法人税法 37条, 租税特別措置法 41条の18の3. A group without a standing in law gives a receipt, and says so.
"""

from __future__ import annotations

from dataclasses import dataclass

from ibasho.base.kernel.nendo import label
from ibasho.rooms.mealtickets.rules.kinds import Receiver

CERTIFICATE = "寄附金受領証明書"
PLAIN = "寄附金受領書"
ITEM = "こどもの食事（食事チケット）のための寄附金"
_ASK = "税金の控除に つかえるかどうかは、税務署に おたずねください。"


@dataclass(frozen=True, slots=True)
class Wording:
    """`title` and `statement` stand on the paper, `worth` (in spaced words) on the pages."""

    title: str
    statement: str
    worth: str
    deductible: bool


def wording(receiver: str, certificate_words: str = "") -> Wording:
    """`certificate_words`: number and day of the 税額控除に係る証明 or 認定, as the fund has it; without it nothing is promised
    for 社協 and groups."""
    told = certificate_words.strip()
    if receiver == Receiver.CITY:
        return Wording(
            CERTIFICATE,
            "地方公共団体への寄附金です。個人の方は、所得税の寄附金控除と住民税の寄附金税額控除に使えます。"
            "法人の方は、全額を損金に入れられます。確定申告などのときに、この証明書をお出しください。",
            "受領証明書は、確定申告などで 寄附金控除に つかえます。",
            deductible=True,
        )
    if receiver in (Receiver.COUNCIL, Receiver.CERTIFIED) and told:
        return Wording(
            CERTIFICATE,
            f"{told}。個人の方は所得税の寄附金控除（所得控除か税額控除）に使えます。確定申告のときに、この証明書をお出しください。",
            "受領証明書は、確定申告で 所得税の 寄附金控除に つかえます。",
            deductible=True,
        )
    if receiver in (Receiver.COUNCIL, Receiver.CERTIFIED):
        return Wording(
            CERTIFICATE,
            f"寄附金を受けとったことを証明します。{_ASK.replace(' ', '')}",
            f"受領証明書を 出します。{_ASK}",
            deductible=False,
        )
    return Wording(
        PLAIN,
        "寄附金を受けとったことをしるします。この受領書は、寄附金控除（税金の控除）には使えません。",
        "受領書を 出します。この団体への 寄附では、税金は 少なく なりません（控除は ありません）。",
        deductible=False,
    )


def number_label(nendo: int, number: int) -> str:
    """`令和8年度 第12号`"""
    return f"{label(nendo)} 第{number}号"
