"""What the council gets to see of a hearing, sheet by sheet: five steps, what was published, themes with their answers,
voices as they may be read, figures published elsewhere. Nothing raw."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from ibasho.base.kernel.disclosure import disclosure
from ibasho.rooms.voices.models import Hearing, Opinion, PublishedFigure, Question
from ibasho.rooms.voices.queries import releases, results, tables, themes
from ibasho.rooms.voices.rules.kinds import Method, Moment, Respondent, StepKind, Verdict, Wording
from ibasho.rooms.voices.rules.wordings import text

Cell = str | int | float | None
Rows = list[tuple[Cell, ...]]
EVERYBODY = "みんな"
HIDDEN = "秘匿"
WORDING = Wording.PARENT


@dataclass(frozen=True, slots=True)
class Sheet:
    """`code` names it in an address, `title` in the workbook."""

    code: str
    title: str
    header: tuple[str, ...]
    rows: Rows


def sheets(hearing: Hearing, day: date) -> list[Sheet]:
    return [make(hearing, day) for make in _SHEETS.values()]


def sheet(hearing: Hearing, code: str, day: date) -> Sheet | None:
    make = _SHEETS.get(code)
    return make(hearing, day) if make else None


def numbers(hearing: Hearing, day: date) -> Sheet:
    """Every published number on a line of its own; a hidden one says so."""
    districts = {code: one.name for code, one in tables.districts(hearing, day).items()}
    questions: dict[str, Question | None] = {tables.HEADS: None}
    questions.update({tables.name(one): one for one in tables.asked(hearing)})
    rows: Rows = []
    for name, standing in releases.shown(hearing).items():
        if name in questions:
            rows += _of_table(questions[name], standing, districts)
    header = ("きいたこと", "えらんだもの・だれ", "だれ・小学校区", "人数", "割合（%）", "いつまでの数")
    return Sheet("numbers", "集計", header, rows)


def _of_table(question: Question | None, standing: releases.Standing, districts: dict[str, str]) -> Rows:
    table = standing.table
    called = results.label_words(question, WORDING, districts)
    asked = text(question.words, WORDING) if question else "だれが 答えたか"
    on = str(standing.release.released_on)
    shares = disclosure.shares(table)

    def line(row: str, column: str, number: int | None, share: float | None) -> tuple[Cell, ...]:
        told = None if share is None else round(share * 100, 1)
        return (asked, row, column, HIDDEN if number is None else number, told, on)

    found: Rows = []
    columns = table.labels(1) if len(table.dims) > 1 else ()
    for at, code in enumerate(table.labels(0)):
        if not columns:
            found.append(line(called[code], EVERYBODY, table.counts[at][0], shares[at][0]))
            continue
        found.append(line(called[code], EVERYBODY, table.rows[at], None))
        for over, column in enumerate(columns):
            found.append(line(called[code], called[column], table.counts[at][over], shares[at][over]))
    if table.based:
        found.append(line("合計" if table.exclusive else "答えた人", EVERYBODY, table.total, None))
    return found


def _overview(hearing: Hearing, day: date) -> Sheet:
    rows: Rows = [
        ("題", hearing.title), ("なんの ために", hearing.purpose), ("いかす 施策", hearing.policy),
        ("事業の 番号", hearing.line_code), ("いつの 意見か", Moment(hearing.moment).label),
        ("きき方", "、".join(Method(one).label for one in hearing.methods)),
        ("だれに", "、".join(Respondent(one).label for one in hearing.respondents)),
        ("いつから", _day(hearing.opens_on)), ("いつまで", _day(hearing.closes_on)),
        ("段階", hearing.get_state_display()),
        ("答えた人", _people(hearing)),
        ("出典", hearing.source_name), ("出典のアドレス", hearing.source_url),
    ]  # fmt: skip
    steps = {one.kind: one for one in hearing.steps.all()}
    for kind in StepKind:
        if one := steps.get(kind.value):
            told = f"しなかった：{one.skipped_why}" if one.skipped_why else one.note
            rows.append((f"5つの段：{kind.label}", _day(one.done_on or one.planned_on), told))
    wide: Rows = [(*row, *[None] * (3 - len(row))) for row in rows]
    return Sheet("overview", "概要", ("こと", "内容", "説明"), wide)


def _people(hearing: Hearing) -> Cell:
    """As published, by us or by whoever held it."""
    if hearing.source_name:
        told = PublishedFigure.objects.filter(hearing=hearing, is_total=True, wish="", respondent="")
        return told.values_list("value", flat=True).first() or "「公表された数」の 枚に あります"
    standing = releases.heads(hearing)
    total = standing.table.total if standing else None
    return "まだ 公開していません" if total is None else total


def _themes(hearing: Hearing, day: date) -> Sheet:
    rows: Rows = [
        (one.theme.title, *_decided(one), _done(one), _told(one), str(one.theme.answer_by))
        for one in themes.chains(themes.standing(hearing), day)
    ]
    header = (
        "テーマ",
        "決めたこと",
        "わけ",
        "決めた日",
        "つぎに 答える日",
        "できたこと",
        "知らせたところ",
        "いつまでに 答えるか",
    )
    return Sheet("themes", "テーマと答え", header, rows)


def _decided(chain: themes.Chain) -> tuple[Cell, ...]:
    one = chain.decision
    if one is None:
        return ("まだ", "", "", "")
    return (Verdict(one.verdict).label, one.why, str(one.decided_on), _day(one.next_on))


def _done(chain: themes.Chain) -> str:
    return "、".join(f"{one.on} {one.words}" for one in chain.done)


def _told(chain: themes.Chain) -> str:
    """As everybody reads it: beside a theme the name of a class would say who wished for it."""
    return "、".join(
        f"{on} {way}（{where}）" if where else f"{on} {way}" for on, way, where in chain.told_publicly
    )


def _voices(hearing: Hearing, _day_: date) -> Sheet:
    """As two people have let them stand. Their keys are random: no order tells who came when."""
    shown = Opinion.objects.filter(hearing=hearing, state=Opinion.State.SHOWN)
    shown = shown.select_related("question").order_by("question__position", "pk")
    rows: Rows = [
        (
            text(one.question.words, WORDING) if one.question else "",
            Respondent(one.respondent).label,
            one.shown_words,
        )
        for one in shown
    ]
    return Sheet("voices", "声", ("きいたこと", "だれ", "声"), rows)


def _figures(hearing: Hearing, _day_: date) -> Sheet:
    rows: Rows = [
        (one.group, one.label, one.value, one.unit, "合計" if one.is_total else "")
        for one in PublishedFigure.objects.filter(hearing=hearing).order_by("position")
    ]
    return Sheet("figures", "公表された数", ("まとまり", "なに", "数", "単位", "注"), rows)


def _day(day: date | None) -> str:
    return str(day) if day else ""


_SHEETS: dict[str, Callable[[Hearing, date], Sheet]] = {
    "overview": _overview,
    "numbers": numbers,
    "themes": _themes,
    "voices": _voices,
    "figures": _figures,
}
