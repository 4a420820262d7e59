"""Which kanji a child has learnt by which school year: 学年別漢字配当表 (小学校学習指導要領 2017, in force since April 2020).

1,026 kanji; `kyoiku_kanji.txt` holds one line for each school year 1–6.
"""

from __future__ import annotations

from importlib import resources

LAST_GRADE = 6


def _read_table() -> dict[str, int]:
    lines = resources.files(__package__).joinpath("kyoiku_kanji.txt").read_text("utf-8").split()
    return {kanji: grade for grade, line in enumerate(lines, start=1) for kanji in line}


_GRADES = _read_table()


def grade_of(kanji: str) -> int | None:
    """The school year (1–6) in which a kanji is taught, None when not at primary school."""
    return _GRADES.get(kanji)


def learnt_by(kanji: str, grade: int) -> bool:
    """Whether a child in school year `grade` meets the kanji that year or has met it before."""
    return _GRADES.get(kanji, LAST_GRADE + 1) <= grade
