from __future__ import annotations

import json

from ibasho.base.kernel.tables import Unreadable
from ibasho.town.places.datasets.report import report_of, unreadable_as_dict
from tests.town.places.datasets.files import shokudo


def test_a_clean_import_ends_with_zero() -> None:
    report = report_of(shokudo({}, {}), "places.csv", created=2)
    assert report.exit_code == 0
    assert report.counts() == {
        "read": 2, "created": 2, "updated": 0, "unchanged": 0, "missing": 0, "rejected": 0, "empty_rows": 0,
    }  # fmt: skip


def test_warnings_alone_do_not_fail_an_import_but_a_refused_row_does() -> None:
    assert report_of(shokudo({"緯度": "99"}), "x.csv").exit_code == 0
    assert report_of(shokudo({"名称": ""}), "x.csv").exit_code == 1


def test_the_report_is_json_and_names_row_column_value_and_remedy() -> None:
    data = json.loads(json.dumps(report_of(shokudo({"緯度": "99"}), "x.csv", dry_run=True).as_dict()))
    assert data["problems"][0] | {"message": ""} == {
        "row": 2, "column": "緯度", "value": "99", "message": "", "severity": "warning",
        "remedy": "緯度はおよそ20～46、経度はおよそ122～154です。地図で確かめてください", "code": "position_outside_japan",
    }  # fmt: skip


def test_lines_put_the_worst_first() -> None:
    lines = report_of(shokudo({"緯度": "99"}, {"名称": ""}), "x.csv", missing=1, dry_run=True).lines()
    assert lines[0].startswith("x.csv: こども食堂のデータフォーマット（utf-8-sig、見出しは1行目）")
    assert "まだ書いていません" in lines[0]
    assert "消さずに印をつけます" in lines[2]
    assert [line[:5] for line in lines[-2:]] == ["[入れない", "[確かめて"]


def test_many_problems_are_cut_with_a_count() -> None:
    lines = report_of(shokudo(*({"名称": ""} for _ in range(30))), "x.csv").lines(most=10)
    assert lines[-1].startswith("ほかに20件")


def test_an_unreadable_file_is_one_line_and_exit_code_two() -> None:
    told = unreadable_as_dict("x.csv", Unreadable("binary", "読めません。"))
    assert told == {"file": "x.csv", "error": "binary", "message": "読めません。", "exit_code": 2}
