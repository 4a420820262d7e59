"""花 offers a pot on her page, 健 asks for it on his; at the desk 窓 types in for who has no account."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from ibasho.base.kernel import clock
from ibasho.rooms.network.models import Loan, LoanItem
from ibasho.rooms.network.queries import group_waiting
from tests.people import Cast, cast
from tests.rooms.network import ground
from tests.signing_in import sign_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def people() -> Cast:
    return cast()


def post(client: Client, page: str, /, *args: str, **sent: object) -> str:
    return client.post(reverse(f"network:{page}", args=args), sent, follow=True).content.decode()


def days(first: int, last: int) -> dict[str, str]:
    today = clock.day(clock.now())
    return {"starts_on": str(today + timedelta(days=first)), "ends_on": str(today + timedelta(days=last))}


def test_offered_asked_and_handed_over(people: Cast) -> None:
    hana, ken = sign_in(Client(), people.hana), sign_in(Client(), people.ken)
    item = {"kind": "kit", "name": "大きな なべ", "count": "2", "is_active": "on"}
    assert "入れました" in post(hana, "ops_loan_item_new", **item, organisation=people.midori.public_id)
    pot = LoanItem.objects.get()
    assert "大きな なべ" in ken.get(reverse("network:ops_lending")).content.decode()
    wish = {**days(2, 3), "count": "1", "organisation": people.aozora.public_id}
    assert "すぎた日" in post(ken, "ops_loan_ask", pot.public_id, **{**wish, **days(-2, 3)})
    assert "えらんで" in post(
        ken, "ops_loan_ask", pot.public_id, **{**wish, "organisation": people.midori.public_id}
    )
    assert "おねがいしました" in post(ken, "ops_loan_ask", pot.public_id, **wish)
    loan = Loan.objects.get()
    assert (
        ken.post(reverse("network:ops_loan_do", args=[loan.public_id]), {"do": "agreed"}).status_code == 404
    )
    assert "「かす」と 返事しました" in post(hana, "ops_loan_do", loan.public_id, do="agreed", words="どうぞ")
    assert "「わたした」" in post(ken, "ops_loan_do", loan.public_id, do="lent")
    assert "「返ってきた」" in post(hana, "ops_loan_do", loan.public_id, do="back")
    assert ken.get(reverse("network:ops_loan_item", args=[pot.public_id])).status_code == 404


def test_mado_types_in_for_others(client: Client, people: Cast) -> None:
    pot = ground.loan_item(people.midori)
    sign_in(client, people.mado)
    page = post(
        client, "desk_loan_ask", pot.public_id, **days(1, 1), count="1", organisation=people.aozora.public_id
    )
    assert "おねがいしました" in page and "あおぞら学習室" in page
    assert "とりやめました" in post(client, "desk_loan_do", Loan.objects.get().public_id, do="off")
    assert "直しました" in post(
        client, "desk_loan_item", pot.public_id, kind="kit", name="なべ（大）", count="3", is_active="on",
        organisation=people.midori.public_id,
    )  # fmt: skip
    assert LoanItem.objects.get().count == 3


def test_mado_types_in_behind_the_group_s_door(client: Client, people: Cast) -> None:
    pot, chairs = ground.loan_item(people.midori), ground.loan_item(people.aozora, name="いす")
    sign_in(client, people.mado)
    assert client.get(reverse("network:ops_lending")).status_code == 404
    session = client.session
    session["acting_for"], session["acting_via"] = people.midori.pk, "phone"
    session.save()
    page = client.get(reverse("network:ops_lending")).content.decode()
    assert "大きな なべ" in page and "いす" in page
    wish = {**days(2, 3), "count": "1", "organisation": people.midori.public_id}
    assert "おねがいしました" in post(client, "ops_loan_ask", chairs.public_id, **wish)
    assert Loan.objects.get().organisation == people.midori
    assert client.get(reverse("network:ops_loan_item", args=[pot.public_id])).status_code == 200
    assert client.get(reverse("network:ops_loan_item", args=[chairs.public_id])).status_code == 404
    ground_loan = Loan.objects.get()
    ground_loan.item, ground_loan.organisation = pot, people.aozora
    ground_loan.save()
    mado = replace(people.by(people.mado), acting_for=people.midori.pk)
    assert [one.count for one in group_waiting.waiting_for(mado, clock.now())] == [1]
