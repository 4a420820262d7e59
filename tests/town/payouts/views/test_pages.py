"""The desk's pages of payouts: from 起案 to the bank's answer, by clicks."""

from __future__ import annotations

import re
from datetime import date

import pytest
from allauth.account.authentication import AUTHENTICATION_METHODS_SESSION_KEY as METHODS
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from ibasho.base.journal.models import Entry
from ibasho.base.kernel import clock, zengin
from ibasho.town.payouts.models import Payee, PayerAccount, Run
from ibasho.town.payouts.queries import waiting
from tests import make
from tests.people import Cast, cast
from tests.signing_in import sign_in
from tests.town.payouts import ground

pytestmark = pytest.mark.django_db
BOOK = {
    "bank_code": "0005", "bank_kana": "にじ", "branch_code": "012", "branch_kana": "エキマエ", "account_type": "1",
    "account_number": "7654321", "holder_kana": "らーめん はなみち", "invoice_number": "",
}  # fmt: skip
PAYER = {
    **{name: BOOK[name] for name in ("bank_code", "bank_kana", "branch_code", "branch_kana", "account_type", "account_number")},
    "code": "kaikei", "name": "みほん市", "consignor_code": "1234567890", "consignor_kana": "みほんし", "list_first": "on",
    "newlines": "on", "is_active": "on",
}  # fmt: skip


@pytest.fixture(autouse=True)
def _that_day(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: ground.LATER)


@pytest.fixture
def people() -> Cast:
    return cast()


@pytest.fixture
def aoi(people: Cast) -> Client:
    return sign_in(Client(), people.aoi)


@pytest.fixture
def fumi(people: Cast) -> Client:
    return sign_in(Client(), people.fumi)


def page(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def post(client: Client, address: str, data: dict[str, object] | None = None) -> str:
    return client.post(address, data or {}, follow=True).content.decode()


@pytest.fixture
def run(people: Cast) -> Run:
    return ground.run(people)


def test_a_run_goes_its_way_by_clicks(aoi: Client, fumi: Client, run: Run, people: Cast) -> None:
    here = f"/desk/payouts/runs/{run.public_id}/"
    assert run.title in page(aoi, "/desk/payouts/")
    assert "確認を たのむ" in page(aoi, here)
    assert "1人目の担当者" in post(aoi, f"{here}ask/")
    assert "もう1人の担当者" in post(aoi, f"{here}confirm/")
    shown = page(aoi, here)
    assert "確認したのは あなたです" in shown
    assert "決裁へ" not in shown
    assert "もう1人の担当者に たのんで" in post(aoi, f"{here}approve/")  # the address alone helps nobody
    assert "60,400円" in page(fumi, f"{here}approve/")
    assert "つぎは 支払一覧" in post(fumi, f"{here}approve/")
    assert "全銀ファイル" not in re.sub(r"支払一覧.*?全銀ファイルを 出せます", "", page(aoi, here))
    assert "さきに 支払一覧" in post(aoi, f"{here}send/")
    listed = aoi.get(f"{here}list/?format=csv")
    assert listed.content.startswith(b"\xef\xbb\xbf")
    assert "0000001" in listed.content.decode("utf-8-sig")
    answer = aoi.post(f"{here}send/")
    assert answer["Content-Disposition"].startswith("attachment")
    assert zengin.read(answer.content).yen == 60_400
    assert aoi.post(f"{here}send/").content == answer.content
    assert "結果を 読みこむ" in page(aoi, here)
    for name in ("葵", "文"):
        assert name in page(aoi, here)


def test_a_list_taken_before_the_approval_does_not_count(aoi: Client, run: Run) -> None:
    aoi.get(f"/desk/payouts/runs/{run.public_id}/list/?format=csv")
    assert Run.objects.get().listed_at is None
    assert not Entry.objects.filter(verb="payouts.run.list").exists()


@pytest.mark.parametrize("step", ["approve", "list", "send"])
def test_what_moves_money_asks_for_the_second_factor_again(aoi: Client, run: Run, step: str) -> None:
    here = f"/desk/payouts/runs/{run.public_id}/{step}/"
    session = aoi.session
    for record in session[METHODS]:
        record["at"] -= 3600
    session.save()
    answer = aoi.get(here)
    assert answer.status_code == 302
    assert "/accounts/" in answer["Location"]


def test_the_banks_answer_is_looked_at_and_then_taken(aoi: Client, people: Cast) -> None:
    run = ground.sent(people)
    here = f"/desk/payouts/runs/{run.public_id}/result/"
    ramen, curry = run.payments.order_by("pk").values_list("public_id", flat=True)
    text = (
        f"参照番号,金額,振込結果,理由\n{ramen},48000,振込済,\n{curry},12400,組戻,口座なし\nNNNNNNNNNN,1,済,\n"
    )
    shown = post(aoi, here, {"file": SimpleUploadedFile("r.csv", text.encode("cp932"))})
    assert "まだ 何も書いていません" in shown
    assert "この支払いに ない" in shown
    assert set(run.payments.values_list("state", flat=True)) == {"planned"}
    lines = re.search(r'name="lines" value="([^"]+)"', shown)
    assert lines is not None
    told = post(aoi, f"{here}take/", {"lines": lines[1]})
    assert "振込ずみ 1件、もどってきた 1件、変わらない行 1件" in told
    assert "組戻 口座なし" in told
    again = post(aoi, here, {"file": SimpleUploadedFile("r.csv", text.encode("utf-8-sig"))})
    assert "この内容で 読みこむ" not in again
    assert "変わらない行 3件" in post(aoi, f"{here}take/", {"lines": lines[1]})
    assert Run.objects.get().state == "settled"


@pytest.mark.parametrize(
    ("body", "words"), [(b"a,b\n1,2\n", "「振込結果」の列"), (b"\x89PNG\r\n\x1a\n0000", "読めません"), (b"", "何も入っていません")]
)  # fmt: skip
def test_a_file_that_is_no_result_says_why(aoi: Client, people: Cast, body: bytes, words: str) -> None:
    run = ground.sent(people)
    shown = post(
        aoi, f"/desk/payouts/runs/{run.public_id}/result/", {"file": SimpleUploadedFile("r.csv", body)}
    )
    assert words in shown


def test_lines_somebody_tampered_with_are_not_taken(aoi: Client, people: Cast) -> None:
    run = ground.sent(people)
    assert "もう一度 えらんで" in post(
        aoi, f"/desk/payouts/runs/{run.public_id}/result/take/", {"lines": "x:y:z"}
    )


def test_without_a_list_all_are_told_paid_by_hand(aoi: Client, people: Cast) -> None:
    run = ground.sent(people)
    here = f"/desk/payouts/runs/{run.public_id}/result/"
    assert "一覧が ないとき" in page(aoi, here)
    assert "2件を 振込ずみに" in post(aoi, f"{here}all/", {"day": "2026-12-25"})
    assert run.payments.values_list("result_on", flat=True)[0] == date(2026, 12, 25)


def test_withdrawing_asks_why(aoi: Client, run: Run) -> None:
    here = f"/desk/payouts/runs/{run.public_id}/withdraw/"
    assert "わけ" in post(aoi, here)
    assert "取りさげました" in post(aoi, here, {"why": "金額が ちがう"})
    assert run.title in page(aoi, "/desk/payouts/?show=over")


def test_a_payee_is_written_by_one_and_confirmed_by_another(aoi: Client, fumi: Client, people: Cast) -> None:
    shown = post(aoi, "/desk/payouts/payees/new/", {**BOOK, "organisation": people.midori.pk})
    assert "書いたのは あなたです" in shown
    row = Payee.objects.get()
    here = f"/desk/payouts/payees/{row.public_id}/"
    assert "通帳と 同じです" not in page(aoi, here)
    assert "もう1人の担当者に 確かめて" in post(aoi, f"{here}confirm/")
    assert "通帳と 同じです" in page(fumi, here)
    assert "この口座へ 払えます" in post(fumi, f"{here}confirm/")
    changed = post(aoi, f"{here}edit/", {**BOOK, "account_number": "0000009"})
    assert "前の 口座と きろく" in changed
    assert Payee.objects.count() == 2
    assert "使わないことに" in post(
        aoi, f"/desk/payouts/payees/{Payee.objects.latest('pk').public_id}/end/", {"why": "閉店"}
    )


def test_a_letter_no_bank_takes_is_told_beside_its_field(aoi: Client, people: Cast) -> None:
    shown = post(
        aoi, "/desk/payouts/payees/new/", {**BOOK, "organisation": people.midori.pk, "holder_kana": "花道"}
    )
    assert "「花」（1文字目）" in shown
    assert not Payee.objects.exists()


def test_the_citys_own_account(aoi: Client) -> None:
    assert "ほぞんしました" in post(aoi, "/desk/payouts/payers/new/", PAYER)
    assert PayerAccount.objects.get().consignor_kana == "ﾐﾎﾝｼ"
    assert "もう あります" in post(aoi, "/desk/payouts/payers/new/", PAYER)
    changed = {name: value for name, value in PAYER.items() if name not in ("code", "list_first")}
    post(aoi, "/desk/payouts/payers/kaikei/", changed)
    assert PayerAccount.objects.get().list_first is False
    assert "10けた" in post(aoi, "/desk/payouts/payers/kaikei/", {**changed, "consignor_code": "12"})


def test_what_waits_waits_for_the_right_person(aoi: Client, run: Run, people: Cast) -> None:
    def lines(who: str) -> set[str]:
        return {one.label for one in waiting.waiting_for(people.by(getattr(people, who)), make.AT)}

    assert lines("aoi") == {"支払いを 進める"}
    post(aoi, f"/desk/payouts/runs/{run.public_id}/ask/")
    post(aoi, f"/desk/payouts/runs/{run.public_id}/confirm/")
    assert lines("aoi") == set()
    assert lines("fumi") == {"支払いの 決裁"}
    ground.payee(people, "そばや", confirmed=False)
    assert lines("aoi") == set()
    assert lines("fumi") == {"支払いの 決裁", "口座を 確かめる"}
    assert lines("mado") == lines("hana") == lines("tamotsu") == set()
