"""What a receipt may say, receiver by receiver: no deduction is promised that isn't there."""

from __future__ import annotations

import pytest

from ibasho.rooms.mealtickets.rules.kinds import Receiver
from ibasho.rooms.mealtickets.rules.receipts import number_label, wording

PROOF = "税額控除に係る証明 令和8年4月1日 静福第12号"


@pytest.mark.parametrize(
    ("receiver", "certificate", "title", "deductible"),
    [
        (Receiver.CITY, "", "寄附金受領証明書", True),
        (Receiver.COUNCIL, "", "寄附金受領証明書", False),
        (Receiver.COUNCIL, PROOF, "寄附金受領証明書", True),
        (Receiver.CERTIFIED, "  ", "寄附金受領証明書", False),
        (Receiver.CERTIFIED, PROOF, "寄附金受領証明書", True),
        (Receiver.GROUP, "", "寄附金受領書", False),
        (Receiver.GROUP, PROOF, "寄附金受領書", False),
    ],
)
def test_the_wording_follows_the_receiver(
    receiver: Receiver, certificate: str, title: str, deductible: bool
) -> None:
    found = wording(receiver.value, certificate)
    assert (found.title, found.deductible) == (title, deductible)


@pytest.mark.parametrize("receiver", list(Receiver))
@pytest.mark.parametrize("certificate", ["", PROOF])
def test_only_who_may_promises_a_deduction(receiver: Receiver, certificate: str) -> None:
    found = wording(receiver.value, certificate)
    assert ("控除に つかえます" in found.worth) == found.deductible
    assert ("使えます" in found.statement) == found.deductible
    if receiver == Receiver.GROUP:
        assert "使えません" in found.statement
        assert "なりません" in found.worth


def test_the_number_of_the_certificate_is_named() -> None:
    assert PROOF in wording(Receiver.COUNCIL.value, PROOF).statement


def test_a_number_is_told_with_its_year() -> None:
    assert number_label(2026, 12) == "令和8年度 第12号"
