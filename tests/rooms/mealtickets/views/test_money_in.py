"""Money in at the desk, from the counter, the bank's file and back to the giver."""

from __future__ import annotations

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from ibasho.base.journal.models import Entry
from ibasho.base.kernel import clock
from ibasho.base.kernel.actor import Actor
from ibasho.base.ports import pdf
from ibasho.rooms.mealtickets.actions import gifts
from ibasho.rooms.mealtickets.models import BankLine, Gift, Pool, Refund
from ibasho.rooms.mealtickets.rules.kinds import AccountKind as A
from tests import make
from tests.people import Cast, cast
from tests.rooms.mealtickets import ground
from tests.signing_in import sign_in

pytestmark = pytest.mark.django_db
SERVER = Actor.of_job("test")


@pytest.fixture
def people() -> Cast:
    return cast()


@pytest.fixture
def pool() -> Pool:
    return ground.general_pool(ground.fund(reserve_percent=0))


@pytest.fixture
def aoi(people: Cast, client: Client) -> Client:
    sign_in(client, people.aoi)
    return client


@pytest.fixture
def mado(people: Cast, client: Client) -> Client:
    sign_in(client, people.mado)
    return client


def promised(pool: Pool, yen: int = 3_000, **fields: str) -> Gift:
    return gifts.promise(
        fund=pool.fund, pool=None, channel="bank", amount_yen=yen, by=Actor.public(), at=clock.now(), **fields  # type: ignore[arg-type]
    )  # fmt: skip


def unissued(pool: Pool) -> int:
    return ground.balance(A.UNISSUED, pool.fund, pool=pool)


def file(text: str) -> SimpleUploadedFile:
    return SimpleUploadedFile("meisai.csv", text.encode("cp932"))


def rows(*payers: tuple[str, int]) -> str:
    today = clock.day(clock.now())
    lines = [f"{today:%Y/%m/%d},{yen},,{payer}" for payer, yen in payers]
    return "\n".join(["日付,お預り金額,お支払金額,摘要", *lines, ""])


def looked_at(client: Client, pool: Pool, text: str) -> str:
    page = client.post("/desk/meals/bank/", {"fund": pool.fund.pk, "file": file(text)}).content.decode()
    found = re.search(r'name="told" value="([^"]+)"', page)
    assert found is not None, page[-3000:]
    return found.group(1)


def test_cash_is_typed_once_and_shown_with_its_receipt(
    mado: Client, pool: Pool, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = mado.get("/desk/meals/gifts/new/").content.decode()
    once = re.search(r'name="once" value="([^"]+)"', page)
    assert once is not None
    given = {
        "once": once.group(1), "amount": "３,０００円", "purpose": f"any-{pool.fund.public_id}", "name": "星野 保",
        "address": "みほん市虹橋町1",
    }  # fmt: skip
    for _ in range(2):
        answer = mado.post("/desk/meals/gifts/new/", given, follow=True)
    told = answer.content.decode()
    gift = Gift.objects.get()
    assert (gift.state, unissued(pool)) == ("received", 3_000)
    assert "星野 保" in told
    assert "お金の 通り道" in told
    monkeypatch.setattr(pdf, "render", pdf.Recorder())
    paper = mado.post(f"/desk/meals/gifts/{gift.reference}/receipt.pdf")
    assert (paper.status_code, paper["Content-Type"]) == (200, "application/pdf")


@pytest.mark.parametrize("amount", ["", "1", "3000.5", "-500", "たくさん", "99999999"])
def test_an_amount_that_cannot_be_is_said_beside_its_field(amount: str, mado: Client, pool: Pool) -> None:
    given = {"amount": amount, "purpose": f"any-{pool.fund.public_id}"}
    answer = mado.post("/desk/meals/gifts/new/", given)
    assert answer.status_code == 200
    assert "dads-field__error" in answer.content.decode()
    assert not Gift.objects.exists()


def test_a_receipt_is_numbered_later_when_it_is_wanted_after_all(aoi: Client, pool: Pool) -> None:
    gift = gifts.receive(gift=promised(pool), yen=3_000, by=SERVER, at=clock.now())
    page = f"/desk/meals/gifts/{gift.reference}/"
    assert "そろうと" in aoi.post(f"{page}receipt/", {"name": "星野 保"}, follow=True).content.decode()
    told = aoi.post(
        f"{page}receipt/", {"name": "星野 保", "address": "虹橋町1"}, follow=True
    ).content.decode()
    assert "番号が つきました" in told
    assert gift.receipt.number == 1


def test_names_are_for_those_who_keep_the_money(people: Cast, client: Client, pool: Pool) -> None:
    gift = gifts.receive(gift=promised(pool, name="星野 保"), yen=3_000, by=SERVER, at=clock.now())
    for who, named in ((people.mado, False), (people.aoi, True)):
        sign_in(client, who)
        for address in ("", "?format=csv", f"{gift.reference}/"):
            page = client.get(f"/desk/meals/gifts/{address}").content.decode()
            assert ("星野 保" in page) is named
            assert gift.public_id not in page or named
    told = Entry.objects.get(verb="mealtickets.gift.export")
    assert (told.person_id, told.data) == (people.aoi.pk, {"what": "gifts", "rows": 1})


def test_the_list_is_narrowed_and_searched(aoi: Client, pool: Pool) -> None:
    one, other = promised(pool, 3_000, name="星野 保"), promised(pool, 777)
    page = aoi.get(f"/desk/meals/gifts/?reference={one.reference}").content.decode()
    assert one.reference in page
    assert f"/{other.reference}/" not in page
    assert "ありません" in aoi.get("/desk/meals/gifts/?state=refunded&nendo=2020").content.decode()
    assert one.reference in aoi.get("/desk/meals/gifts/?channel=bank&pool=nonsense&page=x").content.decode()
    found = aoi.post("/desk/meals/gifts/names/", {"name": "星野"}).content.decode()
    assert one.reference in found
    assert "2文字より" in aoi.post("/desk/meals/gifts/names/", {"name": "星"}).content.decode()


def test_what_a_month_brought_is_listed_for_the_receiver(aoi: Client, pool: Pool) -> None:
    for name, anonymous in (("星野 保", True), ("みなと水産", False)):
        row = gifts.promise(
            fund=pool.fund, pool=None, channel="bank", amount_yen=3_000, name=name, anonymous=anonymous, by=SERVER,
            at=clock.now(),
        )  # fmt: skip
        gifts.receive(gift=row, yen=3_000, by=SERVER, at=clock.now())
    told = aoi.get("/desk/meals/gifts/accepted/?format=csv").content.decode("utf-8-sig")
    assert "匿名" in told
    assert "みなと水産" in told
    assert "星野" not in told
    assert "ありません" in aoi.get("/desk/meals/gifts/accepted/?month=2020-01").content.decode()
    assert aoi.get("/desk/meals/gifts/accepted/?month=nonsense&fund=x").status_code == 200


def test_a_bank_file_is_looked_at_before_it_is_taken(aoi: Client, pool: Pool) -> None:
    gift = promised(pool)
    told = looked_at(aoi, pool, rows((f"{gift.reference} ﾎｼﾉ", 3_000), ("ﾘｿｸ", 12)))
    assert not BankLine.objects.exists()
    page = aoi.post("/desk/meals/bank/take/", {"told": told}, follow=True).content.decode()
    assert "新しい入金 2、前に読んだもの 0、寄附と 合ったもの 1" in page
    assert unissued(pool) == 3_000
    assert (
        "もう 読んであります"
        in aoi.post("/desk/meals/bank/take/", {"told": told}, follow=True).content.decode()
    )
    assert "ﾘｿｸ" in aoi.get("/desk/meals/bank/?format=csv").content.decode("utf-8-sig")
    assert gift.reference in aoi.get("/desk/meals/bank/?state=matched").content.decode()


@pytest.mark.parametrize("text", ["", "名前,住所\nあ,い\n", "日付,お預り金額,摘要\n"])
def test_a_file_that_is_no_list_of_a_bank_says_why(text: str, aoi: Client, pool: Pool) -> None:
    answer = aoi.post("/desk/meals/bank/", {"fund": pool.fund.pk, "file": file(text)})
    assert "dads-field__error" in answer.content.decode()
    assert "1時間" in aoi.post("/desk/meals/bank/take/", {"told": "x:y:z"}, follow=True).content.decode()


def test_an_open_line_goes_to_a_gift_or_becomes_one_or_is_set_aside(aoi: Client, pool: Pool) -> None:
    gift = promised(pool, 3_000, kana="ほしの たもつ")
    first, second, third = (ground.bank_line(pool.fund, yen) for yen in (3_000, 500, 12))
    page = aoi.get("/desk/meals/bank/").content.decode()
    assert "金額と お名前が 同じです" in page
    where = f"/desk/meals/bank/{first.pk}/"
    assert "この番号の 寄附は ありません" in aoi.post(f"{where}assign/", {"reference": "0"}).content.decode()
    aoi.post(f"{where}assign/", {"reference": gift.reference})
    aoi.post(f"/desk/meals/bank/{second.pk}/gift/", {"purpose": f"any-{pool.fund.public_id}", "name": ""})
    assert "入れてください" in aoi.post(f"/desk/meals/bank/{third.pk}/ignore/", {"why": ""}).content.decode()
    aoi.post(f"/desk/meals/bank/{third.pk}/ignore/", {"why": "利息"})
    assert (unissued(pool), BankLine.objects.filter(state="open").count()) == (3_500, 0)
    aoi.post(f"/desk/meals/bank/{third.pk}/undo/", {"why": "まちがえた"})
    assert "さきに" in aoi.post(f"{where}undo/", {"why": "まちがえた"}).content.decode()
    assert list(BankLine.objects.filter(state="open")) == [third]


def test_a_part_can_be_the_gift(aoi: Client, pool: Pool) -> None:
    gift = gifts.receive(gift=promised(pool), yen=1_000, by=SERVER, at=clock.now())
    assert gift.reference in aoi.get("/desk/meals/bank/").content.decode()
    page = aoi.get(f"/desk/meals/gifts/{gift.reference}/").content.decode()
    assert "届いた分で 受けとる" in page
    aoi.post(f"/desk/meals/gifts/{gift.reference}/settle/")
    assert unissued(pool) == 1_000
    assert "届いている お金が ない" in aoi.post(
        f"/desk/meals/gifts/{gift.reference}/settle/", follow=True
    ).content.decode()  # fmt: skip


def test_one_asks_and_another_decides(people: Cast, client: Client, pool: Pool) -> None:
    gift = gifts.receive(gift=promised(pool), yen=3_000, by=SERVER, at=clock.now())
    sign_in(client, people.aoi)
    form = f"/desk/meals/gifts/{gift.reference}/refund/"
    assert "3,000円 まで" in client.post(form, {"yen": "3001", "why": "x"}).content.decode()
    assert client.post(form, {"yen": "3000", "why": "2回 送った"}).status_code == 302
    refund = Refund.objects.get()
    assert "ほかの担当の方が 決めます" in client.get("/desk/meals/gifts/refunds/").content.decode()
    approve = f"/desk/meals/gifts/refunds/{refund.pk}/approve/"
    assert "別の人が" in client.post(approve, {"confirmed": "yes"}, follow=True).content.decode()
    sign_in(client, people.fumi)
    assert "2回 送った" in client.get(approve).content.decode()
    assert unissued(pool) == 3_000
    client.post(approve, {"confirmed": "yes"})
    assert unissued(pool) == 0
    assert "お返しした" in client.get(f"/desk/meals/gifts/{gift.reference}/").content.decode()
    assert "まだ お返ししていない寄附だけ" in client.get(form).content.decode()


def test_what_became_meals_is_said_kindly(aoi: Client, pool: Pool) -> None:
    ground.give(pool, 3_000, live_yen=3_000)
    gift = Gift.objects.get()
    assert (
        "チケットや 食事に なりました"
        in aoi.get(f"/desk/meals/gifts/{gift.reference}/refund/").content.decode()
    )


def test_what_waits_is_told_on_the_desk(people: Cast, aoi: Client, pool: Pool) -> None:
    ground.bank_line(pool.fund)
    gift = ground.give(pool, 3_000)
    Refund.objects.create(gift=gift, amount_yen=1, why="x", asked_at=make.AT, asked_by=people.fumi)
    page = aoi.get("/desk/").content.decode()
    assert "だれのか わからない入金" in page
    assert "返金を きめる" in page
    Refund.objects.update(asked_by=people.aoi)
    assert "返金を きめる" not in aoi.get("/desk/").content.decode()


@pytest.mark.parametrize(
    "address", ["gifts/9999999/", "bank/99/", "gifts/refunds/99/approve/", "gifts/9999999/refund/"]
)
def test_what_is_not_there_is_404(address: str, aoi: Client) -> None:
    assert aoi.get(f"/desk/meals/{address}").status_code == 404
