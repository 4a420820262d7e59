"""The yearly report on paper: A4 for grown-ups, four pages for children, both from the same `Edition`."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict
from typing import Any

from django.conf import settings
from django.urls import reverse

from ibasho.base.kernel import nendo as years
from ibasho.base.kernel import wareki
from ibasho.base.ports import pdf
from ibasho.base.ui.furigana import pieces, unread
from ibasho.base.ui.helplines import HELPLINES
from ibasho.front.reports.rules import kids as kids_rules
from ibasho.front.reports.rules import pictures
from ibasho.front.reports.rules.edition import (
    Edition,
    FigureTold,
    LineTold,
    Passage,
    Saying,
    TableTold,
)
from ibasho.front.reports.rules.kids import KidFigure
from ibasho.front.reports.rules.kids_words import Word
from ibasho.front.reports.rules.kinds import Party
from ibasho.front.reports.rules.openly import KINDS
from ibasho.front.reports.rules.pictures import Bars
from ibasho.front.reports.rules.report import GLANCE, SOURCES, is_empty
from ibasho.rooms.voices.queries.door_pictures import qr

DRAFT, WITHDRAWN = "下書き", "取り下げました"
_KINDS = {kids_rules.LAST: "last", kids_rules.THIS: "this", kids_rules.AIM: "aim"}


def report(edition: Edition, *, stamp: str = "") -> bytes:
    """A4 with cover, contents and page numbers. `stamp` stands across every page. Raises Invalid for a letter no font has."""
    label = years.label(edition.nendo)
    data = {
        "title": f"{label} こどもの居場所 年次報告", "day": edition.made_on.isoformat(), "year": label, "until": edition.until,
        "city": edition.city, "number": f"第{edition.number}版", "made": wareki.long_label(edition.made_on), "stamp": stamp,
        "who": _who(), "chapters": [_chapter(one, edition) for one in edition.passages],
        "site": _site(settings.PUBLIC_URL + reverse("reports:yearly", args=[edition.nendo])),
    }  # fmt: skip
    return pdf.render("reports/pdf/yearly.typ", data)


def kids(edition: Edition, *, stamp: str = "") -> bytes:
    """Four pages of A4 with the reading above every kanji. Raises Invalid for a letter no font has."""
    told = kids_rules.of(edition, lambda text: not unread(text))
    address = settings.PUBLIC_URL + reverse("voices:home")
    data = {
        "title": f"{told.year} {Word.NAME.label} {Word.TITLE.label} {Word.EDITION.label}", "day": edition.made_on.isoformat(), "stamp": pieces(stamp),
        "stamped": bool(stamp), "city": pieces(told.city), "year": pieces(told.year), "words": _fixed(),
        "hello": pieces(told.hello or Word.HELLO.label), "big": [_figure(one) for one in told.big],
        "glance": pieces(told.glance_words), "drawn": [_figure(one) for one in told.drawn],
        "chapters": [{"title": pieces(one.title), "words": pieces(one.words)} for one in told.chapter_words],
        "sayings": [
            {"who": pieces(one.who), "lines": [[pieces(head), pieces(said)] for head, said in one.lines]} for one in told.sayings
        ],
        "answers": [
            {"said": pieces(one.said), "verdict": pieces(one.verdict), "why": pieces(one.why)} for one in told.answers
        ],
        "said": pieces(told.said_words), "gaps": _all(told.gaps), "openly": pieces(told.openly_words),
        "tried": pieces(told.tried_words), "next": _all(told.next), "address": _site(address), "alt": Word.QR_ALT.label,
        "lines": [[pieces(str(one.name)), one.number] for one in HELPLINES[:3]], "who": pieces(_who()),
    }  # fmt: skip
    return pdf.render("reports/pdf/yearly_kids.typ", data, files={"voice.svg": qr(address)})


def _chapter(one: Passage, edition: Edition) -> dict[str, Any]:
    return {
        "code": one.code, "title": one.title, "lead": one.lead, "words": _paragraphs(one.words), "glance": one.code == GLANCE,
        "figures": [_row(figure) for figure in one.figures], "big": [_big(figure) for figure in one.figures],
        "pictures": [] if one.code == GLANCE else _pictures(one.figures), "tables": [_table(table) for table in one.tables],
        "lines": [_line(line) for line in one.lines], "sayings": _sayings(one.sayings),
        "answers": [asdict(answer) for answer in one.answers], "gaps": _gaps(one),
        "empty": is_empty(one), "sources": _sources(edition.figures) if one.code == SOURCES else [],
    }  # fmt: skip


def _row(one: FigureTold) -> list[str]:
    row = pictures.row_of(one)
    day = wareki.short_label(one.as_of) if one.as_of else one.missing
    return [
        one.title,
        row.now,
        row.last,
        row.aim,
        "・".join(part for part in (row.notes, day) if part) or pictures.NONE,
    ]


def _big(one: FigureTold) -> dict[str, str]:
    return {
        "title": one.title,
        "shown": one.shown,
        "said": one.reached_words,
        "note": pictures.note(one.marks, one.n),
    }


def _pictures(figures: Iterable[FigureTold]) -> list[dict[str, Any]]:
    return [_bars(bars) for one in figures for bars in pictures.of_figure(one)]


def _bars(bars: Bars) -> dict[str, Any]:
    return {
        "title": bars.title, "top": bars.top,
        "rows": [
            {"label": row.label, "value": row.value, "shown": row.shown, "note": row.note, "target": row.is_target}
            for row in bars.rows
        ],
    }  # fmt: skip


def _table(table: TableTold) -> dict[str, Any]:
    drawn = pictures.of_table(table)
    return {
        "title": table.title, "head": ["", *table.columns], "picture": _bars(drawn) if drawn else None,
        "rows": [[row.label, *(cell.shown_with_marks for cell in row.cells)] for row in table.rows],
        "note": table.note, "source": f"{table.source}（{wareki.long_label(table.as_of)}）",
    }  # fmt: skip


def _line(one: LineTold) -> dict[str, Any]:
    return {
        "code": one.code, "title": one.title, "state": one.state, "lead": one.lead, "aim": one.aim,
        "pilots": [asdict(pilot) for pilot in one.pilots],
        "decisions": [
            {
                "kind": row.kind, "reason": row.reason, "on": wareki.long_label(row.decided_on),
                "next": f"{row.next_code} {row.next_title}".strip(),
            }
            for row in one.decisions
        ],
    }  # fmt: skip


def _sayings(rows: tuple[Saying, ...]) -> list[dict[str, Any]]:
    told = {label: [_saying(one) for one in rows if one.party == party] for party, label in Party.choices()}
    return [{"party": label, "rows": found} for label, found in told.items() if found]


def _saying(one: Saying) -> dict[str, Any]:
    heads = f"{one.heads}人" if one.heads and f"{one.heads}人" not in one.who else ""
    behind = "・".join(part for part in (heads, one.place, wareki.long_label(one.said_on)) if part)
    lines = (("よかったこと", one.good), ("こまったこと", one.hard), ("つぎに", one.next))
    return {"who": one.who, "behind": behind, "lines": [list(pair) for pair in lines if pair[1]]}


def _gaps(one: Passage) -> list[dict[str, Any]]:
    told = {
        label: [[gap.title, gap.words] for gap in one.gaps if gap.kind == kind]
        for kind, label in KINDS.items()
    }
    return [{"kind": kind, "rows": rows} for kind, rows in told.items() if rows]


def _sources(figures: Iterable[FigureTold]) -> list[list[str]]:
    """What a reader can follow up: how it is counted, from what, by which function."""
    return [
        [one.title, one.definition, f"{one.source}（{wareki.long_label(one.as_of)}）", one.query]
        for one in figures
        if one.is_known and one.as_of
    ]


def _paragraphs(text: str) -> list[str]:
    return [line for line in (line.strip() for line in text.splitlines()) if line]


def _figure(one: KidFigure) -> dict[str, Any]:
    bars = [
        {
            "label": pieces(bar.label),
            "value": bar.value,
            "shown": pieces(bar.shown),
            "kind": _KINDS[bar.label],
        }
        for bar in one.bars
    ]
    return {
        "title": pieces(one.title), "number": one.number, "unit": _unit(one.unit), "about": pieces(one.about), "bars": bars, "dots": one.dots,
        "top": max((bar.value for bar in one.bars), default=0) or 1,
    }  # fmt: skip


def _unit(unit: str) -> list[tuple[str, str | None]]:
    """As it is read behind a number: 人 is にん there, never ひと."""
    read = [(base.removeprefix("10"), above) for base, above in pieces(f"10{unit}")]
    return [one for one in read if one[0]]


def _fixed() -> dict[str, Any]:
    return {one.value: pieces(one.label) for one in Word if one is not Word.QR_ALT}


def _all(texts: Iterable[str]) -> list[list[tuple[str, str | None]]]:
    return [pieces(one) for one in texts]


def _site(address: str) -> str:
    return address.split("://")[-1]


def _who() -> str:
    city = settings.IBASHO_CITY
    return f"{city['name']} {city['department']} {city.get('phone', '')}".strip()
