"""Answers on paper and in a letter: the A4 poster that goes back to where it was said, and words for a school's mail."""

from __future__ import annotations

import io
import math
from collections.abc import Sequence
from datetime import date
from typing import Any

import segno
from django.conf import settings
from django.urls import reverse

from ibasho.base.kernel import wareki
from ibasho.base.ports import pdf
from ibasho.base.ui.furigana import pieces
from ibasho.rooms.voices.models import Hearing, Theme
from ibasho.rooms.voices.queries.themes import Chain

SHEET_MM, ANSWER_MM, LINE_MM, LINE_LETTERS = (
    185,
    36,
    7.5,
    34,
)  # what an A4 sheet holds beside its head and its code
_QUIET = 4  # modules of white: without them no reader finds the code
HEADING = "みんなの 声に こたえます"
NEXT = "つぎに こたえる日"
SCAN = "しゃしんや つづきは、ここから 見られます。"
THANKS = "声を きかせてくれて、ありがとう。"
NEVER = "だれが 言ったかは、だれにも わかりません。"
QR_ALT = "答えの ページへの QRコード"


def poster_of_theme(chain: Chain, *, day: date) -> bytes:
    """One answer, large. Raises Invalid `pdf.letter` for a letter no font has."""
    return _poster(chain.theme.hearing, [chain], theme_address(chain.theme), day)


def poster_of_hearing(hearing: Hearing, chains: Sequence[Chain], *, day: date) -> bytes:
    """All answers of a hearing (or of one door of it); the code leads to all of them."""
    return _poster(hearing, chains, answers_address(hearing), day)


def theme_address(theme: Theme) -> str:
    return f"{settings.PUBLIC_URL}{reverse('voices:theme', args=[theme.public_id])}"


def answers_address(hearing: Hearing) -> str:
    return f"{settings.PUBLIC_URL}{reverse('voices:answers')}?h={hearing.public_id}"


def _poster(hearing: Hearing, chains: Sequence[Chain], address: str, day: date) -> bytes:
    data = {
        "title": f"{HEADING}：{hearing.child_title}", "day": day.isoformat(), "heading": pieces(HEADING),
        "asked": pieces(hearing.child_title), "large": len(chains) == 1,
        "sheets": [[_answer(one) for one in sheet] for sheet in _sheets(chains)],
        "thanks": pieces(THANKS), "never": pieces(NEVER), "scan": pieces(SCAN), "alt": QR_ALT, "who": _who(),
    }  # fmt: skip
    return pdf.render("voices/pdf/answers.typ", data, files={"page.svg": qr(address)})


def _sheets(chains: Sequence[Chain]) -> list[list[Chain]]:
    """So many answers to a page as its code still stands below them."""
    sheets: list[list[Chain]] = []
    left = 0.0
    for one in chains:
        wants = ANSWER_MM + LINE_MM * _lines(one)
        if not sheets or wants > left:
            sheets.append([])
            left = SHEET_MM
        sheets[-1].append(one)
        left -= wants
    return sheets


def _lines(chain: Chain) -> int:
    last = chain.decision
    told = [last.child_why if last else "", *(f"{_day(row.on)} {row.child_words}" for row in chain.done[-2:])]
    return sum(math.ceil(len(words) / LINE_LETTERS) for words in told)


def _answer(chain: Chain) -> dict[str, Any]:
    last, said = chain.decision, chain.said
    done = [pieces(f"{_day(row.on)} {row.child_words}") for row in chain.done[-2:]]
    next_on = f"{NEXT}：{_day(last.next_on)}" if last and last.next_on else ""
    return {
        "code": said.code, "mark": said.mark, "verdict": pieces(said.words), "asked": pieces(chain.theme.child_title),
        "why": pieces(last.child_why if last else ""), "done": done, "next": pieces(next_on) if next_on else None,
    }  # fmt: skip


def letter(chain: Chain) -> str:
    """Words for a school's mail or paper: to children first, then to those at home. Plain text, without furigana."""
    last = chain.decision
    lines = [
        f"【{chain.theme.hearing.child_title}】 みんなの 声に こたえます", "",
        f"みんなの 声：{chain.theme.child_title}", f"こたえ：{chain.said.words}",
    ]  # fmt: skip
    if last:
        lines += [f"わけ：{last.child_why}"]
        lines += [f"つぎに こたえる日：{_day(last.next_on)}"] if last.next_on else []
    lines += [f"できたこと：{row.child_words}（{_day(row.on)}）" for row in chain.done]
    lines += ["", f"くわしく：{theme_address(chain.theme)}", "", "（保護者の方へ）"]
    lines += [f"「{chain.theme.hearing.title}」で いただいた声「{chain.theme.title}」への 市の 答えです。"]
    if last:
        lines += [f"{last.get_verdict_display()}。{last.why}"]
    return "\n".join([*lines, "声は 名前なしで いただいています。", _who()])


def qr(text: str) -> bytes:
    """Error correction Q: a quarter of it may be gone."""
    out = io.BytesIO()
    segno.make(text, error="q", micro=False, boost_error=False).save(
        out, kind="svg", border=_QUIET, xmldecl=False, dark="#000", light="#fff"
    )
    return out.getvalue()


def _day(day: date | None) -> str:
    return wareki.day_label(day) if day else ""


def _who() -> str:
    city = settings.IBASHO_CITY
    return f"{city['name']} {city['department']}　{city.get('phone', '')}".strip()
