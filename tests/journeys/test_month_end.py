"""The meals of a month are closed: akari at her desk, kenta signs on the way on his phone, the files equal the books."""

from __future__ import annotations

import io
import re

from openpyxl import load_workbook
from playwright.sync_api import Browser

from tests.evidence.keeping import measured
from tests.journeys.once import both, walking
from tests.journeys.walking import Walk


def test_a_month_is_closed_signed_by_two_and_its_files_equal_the_books(browser: Browser, city: str) -> None:
    """Once for both sizes: a month can be closed only once."""
    with (
        walking(browser, city, "akari", "tablet") as akari,
        walking(browser, city, "kenta", "phone") as kenta,
    ):
        akari.start()
        akari.tap("月を しめる")
        akari.tap("で しめる")
        akari.sees("1円まで 合っています")
        both(akari, "month")
        together, ledger = said(akari, "あわせて"), said(akari, "帳簿の「お店に これから払う」")
        akari.tap("起案する")
        akari.tap("確認を たのむ")
        akari.tap("確認した")
        akari.sees("確認したのは あなたです")
        planned = stat(akari, "合計")
        kenta.open("/desk/")
        kenta.tap("支払いの 決裁")
        kenta.tap(kenta.page.locator("main table a").first)
        both(kenta, "run")
        kenta.tap("決裁へ")
        kenta.tap("決裁する")
        kenta.sees("決裁しました")
        files = taken_out(akari)
        assert (column(files["Excel"], "金額"), together) == (planned, ledger)
        assert sum_of(files["CSV（Shift_JIS）"].decode("cp932")) == planned
        assert files["PDF（A4）"].startswith(b"%PDF")
        measured(
            "U10", minutes=round(akari.seconds / 60, 1), clicks_to_file=3, difference_yen=ledger - together
        )


def taken_out(akari: Walk) -> dict[str, bytes]:
    """From the desk's top: what waits, the run, the file. Each of three files by a third click."""
    akari.open("/desk/")
    taps = akari.taps
    akari.tap("支払いを 進める")
    akari.tap(akari.page.locator("main table a").first)
    both(akari, "approved")
    found = {}
    for kind in ("Excel", "CSV（Shift_JIS）", "PDF（A4）"):
        with akari.page.expect_download() as coming:
            akari.page.get_by_role("link", name=kind).click()
        found[kind] = coming.value.path().read_bytes()
    assert akari.taps - taps == 2
    akari.tap("保存したら つぎへ")
    akari.sees("全銀ファイルを 出して、銀行に わたしてください。")
    akari.tap("支払一覧")
    both(akari, "list")
    return found


def column(excel: bytes, name: str) -> int:
    """The sum of a column of yen."""
    rows = list(load_workbook(io.BytesIO(excel)).active.iter_rows(values_only=True))  # type: ignore[union-attr]
    return sum(int(row[rows[0].index(name)]) for row in rows[1:])  # type: ignore[arg-type]


def sum_of(csv: str) -> int:
    head, *rows = [line.split(",") for line in csv.replace('"', "").splitlines()]
    return sum(int(row[head.index("金額")]) for row in rows)


def said(akari: Walk, name: str) -> int:
    """Yen that stand beside a word."""
    return yen(
        akari.page.locator("dl > div", has=akari.page.locator("dt", has_text=name)).locator("dd").inner_text()
    )


def stat(akari: Walk, name: str) -> int:
    return yen(akari.page.locator("dl.stats > div", has_text=name).first.inner_text())


def yen(words: str) -> int:
    found = re.search(r"([\d,]+)\s*円", words)
    assert found, words
    return int(found[1].replace(",", ""))
