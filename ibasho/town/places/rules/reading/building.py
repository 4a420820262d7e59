"""From the cells of a row to opening rules; where that would be guessing, to IRREGULAR with the place's words."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import astuple, dataclass, replace
from datetime import time

from ibasho.base.kernel.errors import Invalid
from ibasho.town.places.rules.opening import HolidayRule, Opening, Pattern
from ibasho.town.places.rules.opening_text import OpeningText
from ibasho.town.places.rules.reading.cells import (
    UNKNOWN,
    Row,
    contradicts,
    count_fits,
    merged_parts,
    read_cells,
)
from ibasho.town.places.rules.reading.gathering import Block, Part
from ibasho.town.places.rules.reading.tokens import Hours

ALL_MONTHS = frozenset(range(1, 13))
WORDS_MAX = 400
NO_DAY_SAID = "ひらく日は わかりません"


@dataclass(frozen=True, slots=True)
class Reading:
    """What was read from a row, and what stands there.

    `certain`: every word was understood, nothing was guessed, nothing contradicts; `notes` say in Japanese why
    not. Sessions of an uncertain reading are made only after a person has confirmed it. `original` holds all cells
    but the code, word for word; `unread` the words we could not place. `if_weekly` is what a person can confirm
    with one tap, where weekdays stand without how often.
    """

    openings: tuple[Opening, ...]
    original: str
    unread: tuple[str, ...] = ()
    certain: bool = True
    notes: tuple[str, ...] = ()
    if_weekly: tuple[Opening, ...] = ()


def read_opening(text: OpeningText, *, weekdays_mean_weekly: bool = False) -> Reading:
    """Read what a published row says about opening; it never fails and never guesses.

    Pass `weekdays_mean_weekly` for files whose weekday column is defined as the days of every week (利用可能曜日 of
    公共施設一覧 and 子育て施設一覧). In こども食堂 files 開催曜日 often means the weekday of a monthly day.
    """
    row = read_cells(text)
    openings = _openings(row, merged_parts(row, weekly=weekdays_mean_weekly))
    return Reading(
        openings=openings,
        original=_original(text),
        unread=tuple(row.unread),
        certain=not (row.doubts or row.unread),
        notes=tuple(row.doubts),
        if_weekly=() if row.unread or not all(map(_bare, openings)) else tuple(map(_weekly, openings)),
    )


def _original(text: OpeningText) -> str:
    _, *cells = astuple(replace(text, frequency=""))
    hours = "～".join(cell for cell in cells[2:4] if cell.strip())
    frequency = "" if text.frequency.strip().isdigit() else text.frequency
    return " ".join(cell.strip() for cell in (frequency, *cells[:2], hours, cells[4]) if cell.strip())


def _bare(rule: Opening) -> bool:
    return rule.pattern == Pattern.IRREGULAR and bool(rule.weekdays) and not (rule.words or rule.per)


def _weekly(rule: Opening) -> Opening:
    return replace(rule, pattern=Pattern.WEEKLY)


def _openings(row: Row, blocks: list[Block]) -> tuple[Opening, ...]:
    if not row.main.parts:
        return _without_days(row)
    if _open_question(row, blocks):
        return (_irregular(row),)
    try:
        rules = [rule for entry in _entries(row, blocks) for rule in _rules(row, *entry)]
    except Invalid as refusal:
        row.doubt(refusal.message)
        return (_irregular(row),)
    return _merged(rules)


def _without_days(row: Row) -> tuple[Opening, ...]:
    """Nothing names a day: the words themselves, or only hours, or nothing at all."""
    if row.main.about_days or row.main.text.strip():
        return (_irregular(row),)
    starts, ends = _one(row, _options(row, Block()))
    words = row.text.note.strip() if row.note.unread or row.note.caveats else ""
    if not words and starts is None and ends is None:
        return ()
    row.doubt("ひらく日が 書かれていません。")
    return (Opening(Pattern.IRREGULAR, starts=starts, ends=ends, words=_cut(words) or NO_DAY_SAID),)


def _open_question(row: Row, blocks: list[Block]) -> bool:
    """Whether the text leaves open on which days."""
    if contradicts(row):
        row.doubt("曜日の らんと 開催日の らんが くいちがっています。")
        return True
    no_week = row.main.anchor is None and any(part.fortnightly for part in row.main.parts)
    no_weekday = any(part.nth and not part.weekdays for part in row.main.parts)
    whose_season = len([block for block in blocks if block.parts]) > 1 and bool(_seasons(row, blocks))
    fits = all(count_fits(row, part) for part in row.main.parts)
    return row.main.vague or no_week or no_weekday or whose_season or not fits


def _irregular(row: Row) -> Opening:
    """The place's own words; the fields hold only what is sure."""
    said, parts = row.main, row.main.parts
    one_block = said.blocks[0] if len(said.blocks) == 1 else None
    starts, ends = _one(row, _options(row, one_block) if one_block else [row.hours])
    keep_hours = bool(said.hour_places) and (starts, ends) == UNKNOWN
    rule = Opening(
        Pattern.IRREGULAR,
        weekdays=row.column.union(*(part.weekdays for part in parts)),
        starts=starts,
        ends=ends,
        words=_words(row, keep_hours=keep_hours),
    )
    if said.unread or contradicts(row):
        return rule
    holidays = [part.holiday for part in parts if part.holiday]
    return replace(
        rule,
        nth=parts[0].nth if len(parts) == 1 and not said.vague else (),
        season=said.season,
        holiday=holidays[0] if holidays else said.holiday,
        months=one_block.months if one_block else frozenset(),
        times=said.times,
        per=said.per,
    )


def _words(row: Row, *, keep_hours: bool) -> str:
    words = row.main.text.strip() if keep_hours else row.main.without_hours()
    words = words.lstrip("・、 ")
    return _cut(f"{row.text.weekdays.strip()}、{words}" if contradicts(row) else words)


def _cut(words: str) -> str:
    """A rule shows a line, not a page; the whole stands in `Reading.original`."""
    return words if len(words) <= WORDS_MAX else words[: WORDS_MAX - 1] + "…"


def _entries(row: Row, blocks: list[Block]) -> Iterator[tuple[Part, frozenset[int], list[Hours]]]:
    """Days, months and hours that go together. Hours said for some months leave the other months as they were."""
    seasons = _seasons(row, blocks)
    covered = frozenset[int]().union(*(season.months for season in seasons))
    for block in blocks:
        for part in block.parts:
            if rest := (block.months or ALL_MONTHS) - covered:
                yield part, rest, _checked(row, _options(row, block), blocks)
            for season in seasons:
                yield part, season.months, season.hours or [UNKNOWN]


def _seasons(row: Row, blocks: list[Block]) -> list[Block]:
    """「冬季（11月～3月）17:00」: months with hours and without days of their own, beside the days or in a note."""
    beside = [block for block in blocks if block.months and not block.parts]
    if beside or row.note.unread or row.note.parts or any(block.months for block in blocks):
        return beside
    return [block for block in row.note.blocks if block.months and block.hours]


def _options(row: Row, *blocks: Block) -> list[Hours]:
    """The hours for a block: beside the days, or in a note read whole, or in the hour cells."""
    beside = [hours for block in blocks for hours in block.hours]
    if beside:
        return beside
    whole_note = not (row.note.unread or row.note.parts or any(block.months for block in row.note.blocks))
    return (row.note.hours if whole_note else []) or [row.hours]


def _checked(row: Row, options: list[Hours], blocks: list[Block]) -> list[Hours]:
    """No hours at all rather than hours that contradict the hour cells or overlap each other."""
    said = [hours for block in blocks for hours in block.hours] or options
    if not _within_cells(said, row.hours):
        row.doubt("時間の らんと 文の時間が くいちがっているので、時間は読みませんでした。")
        return [UNKNOWN]
    if _overlap(options):
        row.doubt("いくつかの時間が かさなっているので、時間は読みませんでした。")
        return [UNKNOWN]
    return options


def _within_cells(said: list[Hours], cells: Hours) -> bool:
    return all(
        one is None or not known or pick(known) == one
        for one, known, pick in (
            (cells[0], [starts for starts, _ in said if starts], min),
            (cells[1], [ends for _, ends in said if ends], max),
        )
    )


def _overlap(options: list[Hours]) -> bool:
    rows = sorted(options, key=lambda hours: hours[0] or time.min)
    return any(
        before[1] is None or after[0] is None or after[0] < before[1]
        for before, after in zip(rows, rows[1:], strict=False)
    )


def _one(row: Row, options: list[Hours]) -> Hours:
    return options[0] if len(options) == 1 and _within_cells(options, row.hours) else UNKNOWN


def _rules(row: Row, part: Part, months: frozenset[int], options: list[Hours]) -> Iterator[Opening]:
    for starts, ends in options:
        yield replace(_rule(row, part, months), starts=starts, ends=ends)


def _rule(row: Row, part: Part, months: frozenset[int]) -> Opening:
    said = row.main
    if part.dates:
        return Opening(Pattern.DATES, dates=part.dates, words=_remark(row))
    weekly = part.weekly or bool(said.per)  # 「週2回 火・木」
    pattern = _pattern(part, weekly=weekly)
    if pattern == Pattern.IRREGULAR:
        row.doubt("曜日は 書かれていますが、毎週かどうか 書かれていません。")
    return Opening(
        pattern,
        weekdays=part.weekdays,
        nth=part.nth,
        days_of_month=part.days,
        anchor=said.anchor if part.fortnightly else None,
        season=said.season,
        holiday=part.holiday if part.holiday and said.holiday == HolidayRule.AS_USUAL else said.holiday,
        months=frozenset() if months == ALL_MONTHS else months,
        valid_from=said.valid_from,
        valid_until=said.valid_until,
        words="" if pattern == Pattern.IRREGULAR else _remark(row),
    )


def _pattern(part: Part, *, weekly: bool) -> Pattern:
    if part.nth:
        return Pattern.MONTHLY_NTH
    if part.days:
        return Pattern.MONTHLY_DAY
    if part.fortnightly:
        return Pattern.FORTNIGHTLY
    return Pattern.WEEKLY if weekly else Pattern.IRREGULAR


def _remark(row: Row) -> str:
    """Behind a rule that was read: 「変更の可能性あり」."""
    return _cut("、".join(caveat.lstrip("※").strip() for caveat in row.main.caveats + row.note.caveats))


def _merged(rules: list[Opening]) -> tuple[Opening, ...]:
    """「第2火曜、第2木曜」 and 「第1土曜、第3土曜」 are one rule each."""
    rules = _join(rules, lambda rule: replace(rule, weekdays=frozenset({0})), _join_weekdays)
    rules = _join(rules, lambda rule: replace(rule, nth=(1,)), _join_nth)
    return tuple(dict.fromkeys(rules))


def _join(
    rules: list[Opening], key: Callable[[Opening], Opening], join: Callable[[Opening, Opening], Opening]
) -> list[Opening]:
    joined: dict[Opening, Opening] = {}
    for rule in rules:
        same = key(rule) if rule.pattern == Pattern.MONTHLY_NTH else rule
        joined[same] = join(joined[same], rule) if same in joined else rule
    return list(joined.values())


def _join_weekdays(one: Opening, other: Opening) -> Opening:
    return replace(one, weekdays=one.weekdays | other.weekdays)


def _join_nth(one: Opening, other: Opening) -> Opening:
    return replace(one, nth=one.nth + other.nth)
