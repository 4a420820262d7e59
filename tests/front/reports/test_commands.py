"""A city takes its own plan in with one command, is told everything that is wrong with it at once, and may do it again."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from ibasho.front.reports.commands import reports
from ibasho.front.reports.models import Goal, Indicator, Line
from ibasho.front.reports.rules import plan
from ibasho.town.people.models import Organisation

pytestmark = pytest.mark.django_db
DOCS = Path("docs/plan.md")
PLAN = """
source = "まち こども計画（R8.3）"
[[goal]]
code = "h1"
kind = "policy"
number = "①"
words = "みんなで すすめる"
child_words = "いっしょに やろう"
indicators = ["places_open"]
[[line]]
code = "R8-1"
nendo = 2026
title = "交流会"
state = "plan"
begins = 2026-10-01
goals = ["h1"]
lead = "こども課"
"""


def load(tmp_path: Path, text: str, *options: str) -> Result:
    file = tmp_path / "plan.toml"
    file.write_text(text, encoding="utf-8")
    return CliRunner().invoke(reports, ["load-plan", str(file), *options])


@pytest.fixture(autouse=True)
def section() -> Organisation:
    return Organisation.objects.create(kind="city", name="こども課")


def test_taken_in_with_the_indicators_and_again_without_harm(tmp_path: Path) -> None:
    told = load(tmp_path, PLAN)
    assert told.exit_code == 0, told.output
    assert "計画の ことば 1、事業 1" in told.output
    line = Line.objects.get(code="R8-1")
    assert (line.made_by, line.parts.get().kind, line.indicators.get().code) == (None, "lead", "places_open")
    assert Indicator.objects.count() > 50
    Line.objects.update(title="直した")
    again = load(tmp_path, PLAN)
    assert "事業 0" in again.output and "前から ある 2" in again.output
    assert Line.objects.get().title == "直した"


def test_only_looked_at_nothing_is_written(tmp_path: Path) -> None:
    told = load(tmp_path, PLAN, "--check")
    assert told.exit_code == 0 and "まだ 何も 入れていません" in told.output
    assert not Line.objects.exists() and not Indicator.objects.exists()


def test_everything_that_is_wrong_is_told_at_once(tmp_path: Path) -> None:
    text = PLAN.replace('kind = "policy"', 'kind = "dream"').replace("nendo = 2026", 'nendo = "R8"')
    text = text.replace("begins = 2026-10-01", 'begins = "10月"').replace(
        'title = "交流会"', 'titel = "交流会"'
    )
    told = load(tmp_path, text)
    assert told.exit_code == 1
    for said in ("h1 の kind「dream」", "aim policy vision effect", "R8-1 の nendo", "R8-1 の begins", "「titel」は 知らない", "title が ない"):  # fmt: skip
        assert said in told.output
    assert not Line.objects.exists() and not Goal.objects.exists()


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ('lead = "こども課"', 'lead = "ない課"', "登録されていない 課・団体が あります：ない課"),
        ('["places_open"]', '["no_such"]', "知らない しるしが あります：no_such"),
        ('code = "R8-1"', 'code = "new"', "大文字"),
        ('goals = ["h1"]', 'goals = "h1"', "文字の ならび"),
        ('goals = ["h1"]', 'goals = ["h9"]', "「h9」が ない"),
        ('lead = "こども課"', 'lead = "こども課"\nwith = ["こども課"]', "両方に ある"),
        ("[[line]]", "[line]", "[[line]] と 書く"),
        ('title = "交流会"', f'title = "{"あ" * 121}"', "120字を こえている"),
        ('title = "交流会"', 'title = "1234-5678-9018"', "マイナンバー"),
        ("[[goal]]", "[[goals]]", "知らない 見出し「goals」"),
        ('title = "交流会"', 'title = "交流会', "読めません"),
    ],
)  # fmt: skip
def test_each_mistake_is_named(tmp_path: Path, old: str, new: str, says: str) -> None:
    told = load(tmp_path, PLAN.replace(old, new))
    assert told.exit_code == 1 and says in told.output, told.output
    assert not Line.objects.exists() and not Indicator.objects.exists()


def test_a_file_of_another_writing_is_refused_kindly(tmp_path: Path) -> None:
    file = tmp_path / "plan.toml"
    file.write_bytes('source = "計画"'.encode("cp932"))
    told = CliRunner().invoke(reports, ["load-plan", str(file)])
    assert told.exit_code == 1 and "UTF-8" in told.output


def test_the_example_in_the_manual_can_be_read() -> None:
    example = DOCS.read_text(encoding="utf-8").split("```toml\n")[1].split("```")[0]
    found = plan.read(example)
    assert found.goals and found.lines[-1].follows
