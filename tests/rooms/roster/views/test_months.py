"""The month's end by clicks: しめる → 受領一覧・口座 → わたす・起案; the same behind both doors."""

from __future__ import annotations

from datetime import date

import pytest
from django.test import Client

from ibasho.base.kernel import clock
from ibasho.base.ports import pdf
from ibasho.rooms.roster.models import Helper, Honorarium, Month
from ibasho.rooms.roster.queries import month_paper
from ibasho.rooms.roster.queries import months as queries
from ibasho.town.payouts.models import Payee, Run
from ibasho.town.people.actions import protection
from tests.people import Cast, cast
from tests.rooms.roster import ground
from tests.rooms.roster.ground import Ground
from tests.rooms.roster.hours_ground import FIRST_OF_DECEMBER, closed, with_account, worked
from tests.signing_in import sign_in
from tests.town.payouts import ground as payouts

pytestmark = pytest.mark.django_db
OPS, DESK = "/ops/roster/months/", "/desk/roster/months/"
BOOK = {
    "bank_code": "0005", "bank_kana": "にじ", "branch_code": "012", "branch_kana": "エキマエ", "account_type": "1",
    "account_number": "7654321", "holder_kana": "すぎやま けいこ",
}  # fmt: skip


@pytest.fixture(autouse=True)
def _that_day(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: FIRST_OF_DECEMBER)


@pytest.fixture
def people() -> Cast:
    return cast()


@pytest.fixture
def world(people: Cast) -> Ground:
    made = ground.ground(people)
    for helper in made.helpers:
        worked(people, made.roster, helper)
    return made


@pytest.fixture
def hana(people: Cast) -> Client:
    return sign_in(Client(), people.hana)


@pytest.fixture
def aoi(people: Cast) -> Client:
    return sign_in(Client(), people.aoi)


def page(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def post(client: Client, address: str, **data: object) -> str:
    return client.post(address, data, follow=True).content.decode()


def line_of(month: Month, name: str) -> Honorarium:
    return month.lines.get(helper__name=name)


def test_the_lead_closes_the_month_and_hands_over_cash(hana: Client, world: Ground, people: Cast) -> None:
    shown = page(hana, OPS)
    assert "11月を しめる" in shown
    assert "13,500" in shown
    told = post(hana, f"{OPS}close/", organisation=people.midori.public_id, first="2026-11-01")
    month = Month.objects.get()
    here = f"{OPS}{month.public_id}/"
    assert "しめました" in told
    assert "山口 みのる" in told
    assert "もう しめてあります" in post(
        hana, f"{OPS}close/", organisation=people.midori.public_id, first="2026-11-01"
    )
    paper = hana.get(f"{here}receipts/")
    assert paper.content.startswith(b"%PDF")
    assert paper["Cache-Control"] == "no-store, private"
    one, other, _third = month.lines.order_by("pk")
    given = post(hana, f"{here}do/", do="hand", lines=[one.public_id, other.public_id], day="2026-12-01")
    assert "2人に わたしました" in given
    assert "はらった 2026-12-01" in given
    assert "開きなおす" not in given
    back = f"{here}lines/{one.public_id}/"
    assert "わたしていないことに もどしました" in post(hana, back, do="back")
    assert "わたした人を えらび" in post(hana, f"{here}do/", do="hand", day="")


def test_the_list_as_files(hana: Client, world: Ground, people: Cast) -> None:
    month = closed(people)
    file = hana.get(f"{OPS}{month.public_id}/?format=csv")
    assert "山口 みのる,有償ボランティア,現金（受領印）,270,1000,4500,0,4500" in file.content.decode(
        "utf-8-sig"
    )
    assert hana.get(f"{OPS}{month.public_id}/?format=xlsx").content[:2] == b"PK"
    assert hana.get(f"{OPS}{month.public_id}/?format=csv-cp932").content.decode("cp932").startswith("名前")


def test_a_line_shows_the_hours_behind_it(hana: Client, world: Ground, people: Cast) -> None:
    month = closed(people)
    shown = page(hana, f"{OPS}{month.public_id}/lines/{line_of(month, '山口 みのる').public_id}/")
    assert "15:30" in shown and "20:00" in shown and "葵" in shown


def test_from_an_account_on_paper_to_the_citys_run(
    hana: Client, aoi: Client, world: Ground, people: Cast
) -> None:
    month, payer = closed(people), payouts.payer()
    row = line_of(month, "杉山 けいこ")
    here = f"/roster/months/{month.public_id}/"
    line = f"/ops{here}lines/{row.public_id}/"
    assert "受けとり方を かえました" in post(hana, line, do="bank")
    assert "口座を 待っている人が 1人" in page(hana, f"/ops{here}")
    account = f"/ops/roster/months/accounts/{row.helper.public_id}/?line={row.public_id}"
    assert account in page(hana, line)
    assert "4けた" in post(hana, account, **{**BOOK, "bank_code": "5"})
    assert "もう1人の担当者が" in post(hana, account, **BOOK)
    payee = Payee.objects.get()
    shown = page(hana, line)
    assert "…321" in shown and "7654321" not in shown
    assert "通帳と 同じです" in page(aoi, f"/desk/payouts/payees/{payee.public_id}/")
    assert "アカウントのない人" in page(aoi, "/desk/payouts/payees/")
    post(aoi, f"/desk/payouts/payees/{payee.public_id}/confirm/")
    assert "起案は、市の" in page(hana, f"/ops{here}")
    assert "起案する" in page(aoi, f"/desk{here}")
    assert "銀行が お休み" in post(aoi, f"/desk{here}pay/", payer=payer.pk, pay_on="2026-12-26")
    assert "支払元と 振込指定日" in post(aoi, f"/desk{here}pay/", payer="", pay_on="")
    assert "確認を たのむ" in post(aoi, f"/desk{here}pay/", payer=payer.pk, pay_on="2026-12-25")
    assert Run.objects.get().payments.get().name == "杉山 けいこ"
    assert "いま 振りこめる分は ありません" in post(
        aoi, f"/desk{here}pay/", payer=payer.pk, pay_on="2026-12-25"
    )
    assert "支払いに 入っている（2026-12-25）" in page(hana, f"/ops{here}")
    assert "かえられません" in post(hana, line, do="cash")


def test_a_changed_account_of_one_outside_is_a_new_row(aoi: Client, world: Ground, people: Cast) -> None:
    payee = with_account(people, world.helpers[0])
    changed = post(aoi, f"/desk/payouts/payees/{payee.public_id}/edit/", **BOOK, invoice_number="")
    assert "前の 口座と きろく" in changed
    assert [(row.state, row.outside) for row in Payee.objects.order_by("pk")] == [
        ("ended", payee.outside), ("waiting", payee.outside),
    ]  # fmt: skip


def test_a_permit_that_is_over_says_how_to_mend_it(hana: Client, world: Ground, people: Cast) -> None:
    Helper.objects.filter(pk=world.helpers[0].pk).update(
        pay_kind="city_staff", side_job_until=date(2026, 10, 31)
    )
    assert "兼業許可は 2026年10月31日まで" in page(hana, OPS)
    month = closed(people)
    here = f"{OPS}{month.public_id}/"
    assert "この月に まだ 入っていない人" in page(hana, here)
    assert "足せる人が いません" in post(hana, f"{here}do/", do="complete")
    Helper.objects.filter(pk=world.helpers[0].pk).update(side_job_until=date(2027, 3, 31))
    assert "いま 足せます" in page(hana, here)
    assert "残りを 足しました" in post(hana, f"{here}do/", do="complete")
    assert month.lines.count() == 3


def test_an_account_is_asked_for_before_the_month_is_closed(
    hana: Client, world: Ground, people: Cast
) -> None:
    Helper.objects.filter(pk=world.helpers[1].pk).update(pay_way="bank")
    address = f"{OPS}accounts/{world.helpers[1].public_id}/"
    assert address in page(hana, OPS)
    assert "書きました" in post(hana, address, **BOOK)
    assert address not in page(hana, OPS)
    assert sign_in(Client(), people.ken).get(address).status_code == 404


def test_opening_again_asks_why(hana: Client, world: Ground, people: Cast) -> None:
    month = closed(people)
    here = f"{OPS}{month.public_id}/do/"
    assert "開きなおしますか" in page(hana, here)
    assert "わけ" in post(hana, here, why="")
    assert "開きなおしました" in post(hana, here, why="時間が ちがう")
    assert Month.objects.get().state == "open"
    assert hana.get(f"{OPS}{month.public_id}/").status_code == 404


def test_strangers_meet_nothing(world: Ground, people: Cast) -> None:
    month = closed(people)
    ken = sign_in(Client(), people.ken)
    assert ken.get(f"{OPS}{month.public_id}/").status_code == 404
    assert (
        ken.post(f"{OPS}close/", {"organisation": people.midori.public_id, "first": "2026-11-01"}).status_code
        == 404
    )
    mado = sign_in(Client(), people.mado)
    assert mado.get(f"{DESK}{month.public_id}/").status_code == 404
    row = line_of(month, "山口 みのる")
    other = Month.objects.create(organisation=people.aozora, first=date(2026, 10, 1), state="closed")
    hana = sign_in(Client(), people.hana)
    assert hana.get(f"{OPS}{other.public_id}/lines/{row.public_id}/").status_code == 404


def test_people_under_protection_have_no_name_here(aoi: Client, world: Ground, people: Cast) -> None:
    Helper.objects.filter(pk=world.helpers[0].pk).update(person=people.tamotsu)
    protection.protect(person=people.tamotsu, by=people.by(people.fumi), at=FIRST_OF_DECEMBER)
    month = closed(people)
    shown = page(aoi, f"{DESK}{month.public_id}/")
    assert "山口" not in shown
    assert "名前は ふせています" in shown
    assert aoi.get(f"{DESK}accounts/{world.helpers[0].public_id}/").status_code == 404


def test_the_paper_has_cash_lines_alone(world: Ground, people: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    with_account(people, world.helpers[0])
    month = closed(people)
    told = month_paper.receipts(month, queries.lines(month, day=date(2026, 12, 1)), date(2026, 12, 1))
    assert [row["name"] for row in told["rows"]] == ["杉山 けいこ", "大石 ひろ"]
    assert told["total"] == 9_000
    assert pdf.render("roster/pdf/receipts.typ", told).startswith(b"%PDF")
    assert pdf.render("roster/pdf/receipts.typ", {**told, "rows": [], "total": 0}).startswith(b"%PDF")
