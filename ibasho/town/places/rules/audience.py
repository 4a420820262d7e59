"""Reading who may come from the free words of a notice.

A text is read only as a whole: if one clause of it is not understood, nothing is claimed (None), for a
wrong "you may come" sends a child to a closed door.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

from ibasho.town.places.rules.stages import CHILD_STAGES, Stage

# From which age, to below which age: by school entry, and by birthdays (a third grader turns nine).
_SPANS = {
    Stage.INFANT: (0, 6, 7),
    Stage.LOWER: (6, 9, 10),
    Stage.UPPER: (9, 12, 13),
    Stage.JUNIOR: (12, 15, 16),
    Stage.HIGH: (15, 18, 19),
}


@dataclass(frozen=True, slots=True)
class Audience:
    """Who may come, as far as the words say it. `partly`: stages of which only some ages may come.
    `alone` and `with_adult` hold what the words say about coming alone; empty means nothing was said."""

    stages: frozenset[Stage] = frozenset()
    partly: frozenset[Stage] = frozenset()
    anyone: bool = False
    alone: frozenset[Stage] = frozenset()
    with_adult: frozenset[Stage] = frozenset()
    words: str = ""


@dataclass(frozen=True, slots=True)
class _Span:
    """Ages from `start` to below `end`; the flags say that a bound is a birthday, not a school year."""

    start: int
    end: int
    start_by_age: bool = False
    end_by_age: bool = False

    def covers(self, stage: Stage) -> bool:
        begin, by_school, by_age = _SPANS[stage]
        return self.start <= begin and self.end >= (by_age if self.end_by_age else by_school)

    def touches(self, stage: Stage) -> bool:
        begin, by_school, by_age = _SPANS[stage]
        return self.start < (by_age if self.start_by_age else by_school) and self.end > begin


_CLASSES: tuple[tuple[str, int, int], ...] = (
    (r"小[・,]?中[・,]?高(?:校)?生", 6, 18),
    (r"小[・,]?中学?生", 6, 15),
    (r"中[・,]?高(?:校)?生", 12, 18),
    (r"(?:小学校?)?低学年", 6, 9),
    (r"(?:小学校?)?高学年", 9, 12),
    (r"小学生", 6, 12),
    (r"中学生", 12, 15),
    (r"高校生(?:世代|年代)?", 15, 18),
    (r"乳幼児|未就学児?童?|就学前(?:の?(?:子ども|こども|お子さ[まん]))?", 0, 6),
    (r"乳児", 0, 1),
    (r"幼児", 1, 6),
)
_SCHOOLS = {"小": 5, "中": 11, "高": 14}
_GRADE = re.compile(r"(小|中|高)(?:学校?|校)?([1-6])(?:年生?)?")
_AGE = re.compile(r"(\d{1,2})[歳才]")
_ANYONE = re.compile(
    r"(?:年齢を?問わず)?(?:どなたでも|だれでも|誰でも|みんな)(?:どうぞ|参加(?:可能?|でき(?:る|ます))|可|OK|歓迎|利用可能?)?"
    r"|(?:対象)?(?:年齢)?(?:参加)?(?:制限|条件)?(?:は?(?:特に)?なし)|年齢不問"
)
_TAIL = r"(?:の(?:方|子ども|こども|子供|お子さ[まん]|児童|生徒))?"
_FAMILY = re.compile(r"と(?:その)?(?:家族|ご家族|保護者|親)$")
_ONLY = re.compile(r"(?:のみ|限定|に限る|が対象|を対象|対象)(?:です|とします|としています)?$")
_LEAD = re.compile(r"^[・●○◆※*\s]*(?:参加)?(?:対象者?|利用者)?(?:は|:)?")
_WITH_ADULT = re.compile(
    r"(?:は|:)?(?:必ず)?(?:要)?(?:保護者|大人|おとな|親)(?:の方)?(?:の|と)?(?:同伴|付き?添い?|いっしょ|一緒)"
    r"(?:が)?(?:必要|必須|要|でお願いします|で(?:参加)?|に(?:参加)?)?(?:です)?$"
)
_ALONE = re.compile(
    r"(?:は|なら|:)?(?:(?:こども|子ども|子供)(?:だけ|のみ)|(?:ひとり|一人|1人))で(?:の)?(?:も)?(?:参加|利用|来て)?(?:も)?"
    r"(?:可能?|OK|いい|よい|でき(?:る|ます))?(?:です)?$"
)


def read_audience(text: str) -> Audience | None:
    """「小学4年生以上」「高校生以下」「0～18歳」「中学生まで」「どなたでも」「幼児～小3は大人同伴、小4以上はこどもだけで可」."""
    clauses = [c for c in re.split(r"[、。;\n\s]+", _folded(text)) if c]
    facts = [_clause(_LEAD.sub("", clause, count=1)) for clause in clauses]
    known = [fact for fact in facts if fact is not None]
    says = {fact.says for fact in known}
    if not known or len(known) < len(facts) or {"anyone", "who"} <= says or len(text) > 200:
        return None
    return _together(known, text.strip())


def _folded(text: str) -> str:
    plain = unicodedata.normalize("NFKC", text).replace("〜", "~").replace("から", "~")
    plain = re.sub(r"([一二三四五六])(?=年)", lambda m: str("一二三四五六".index(m[1]) + 1), plain)
    return re.sub(r"[~∼ー―–-]+(?=[小中高\d])", "~", plain).replace("(", "").replace(")", "")


@dataclass(frozen=True, slots=True)
class _Fact:
    spans: tuple[_Span, ...]
    says: str = "who"
    adults: bool = False


def _clause(clause: str) -> _Fact | None:
    if _ANYONE.fullmatch(clause):
        return _Fact((), "anyone", adults=True)
    for says, ending in (("with_adult", _WITH_ADULT), ("alone", _ALONE)):
        if found := ending.search(clause):
            spans = _spans(clause[: found.start()])
            return _Fact(spans, says) if spans else None
    bare = _ONLY.sub("", clause)
    family = _FAMILY.search(bare)
    spans = _spans(bare[: family.start()] if family else bare)
    return _Fact(spans, "who", adults=bool(family)) if spans else None


def _spans(words: str) -> tuple[_Span, ...]:
    """One or several ages joined by ・ or と; empty if any of them is not understood."""
    whole = _span(words)
    if whole:
        return (whole,)
    parts = [_span(part) for part in re.split(r"[・,/と]", words)]
    return tuple(part for part in parts if part) if len(parts) > 1 and all(parts) else ()


def _span(words: str) -> _Span | None:
    words = re.sub(_TAIL + "$", "", words)
    if found := re.fullmatch(r"(.+?)(以下|まで|未満|以上|~)", words):
        return _bounded(found[1], found[2])
    if "~" in words:
        return _between(words)
    return _term(words)


def _bounded(words: str, bound: str) -> _Span | None:
    if bound == "まで" and "~" in words:
        return _between(words)
    term = _term(words)
    if term is None:
        return None
    if bound == "未満":
        return _Span(0, term.start, end_by_age=True) if term.start_by_age else None
    if bound in ("以下", "まで"):
        return _Span(0, term.end, end_by_age=term.end_by_age)
    return _Span(term.start, 19, start_by_age=term.start_by_age, end_by_age=True)


def _between(words: str) -> _Span | None:
    left, _, right = words.partition("~")
    if left.isdigit() and _AGE.fullmatch(right):
        left += "歳"
    if right[:1].isdigit() and (school := re.match(r"[小中高]", left)) and not _AGE.fullmatch(right):
        right = school[0] + right
    first, last = _term(left), _term(right)
    if first is None or last is None or first.start >= last.end:
        return None
    return _Span(first.start, last.end, first.start_by_age, last.end_by_age)


def _term(words: str) -> _Span | None:
    if age := _AGE.fullmatch(words):
        return _Span(int(age[1]), int(age[1]) + 1, start_by_age=True, end_by_age=True)
    if (grade := _GRADE.fullmatch(words)) and (grade[1] == "小" or int(grade[2]) <= 3):
        entry = _SCHOOLS[grade[1]] + int(grade[2])
        return _Span(entry, entry + 1)
    for pattern, start, end in _CLASSES:
        if re.fullmatch(pattern, words):
            return _Span(start, end)
    return None


def _together(facts: list[_Fact], words: str) -> Audience:
    anyone = any(fact.says == "anyone" for fact in facts)
    stages, partly = _covered(span for fact in facts for span in fact.spans)
    if not any(fact.says in ("who", "anyone") for fact in facts) and not _both_ways(facts):
        stages, partly = frozenset(), frozenset()  # only says who needs an adult, not who may come
    adults = frozenset({Stage.ADULT}) if any(fact.adults for fact in facts) else frozenset()
    guarded = _covered(span for fact in facts if fact.says == "with_adult" for span in fact.spans)
    return Audience(
        stages=frozenset(Stage) if anyone else stages | adults,
        partly=frozenset() if anyone else partly,
        anyone=anyone,
        alone=_covered(span for fact in facts if fact.says == "alone" for span in fact.spans)[0],
        with_adult=guarded[0] | guarded[1],
        words=words,
    )


def _both_ways(facts: list[_Fact]) -> bool:
    return {"alone", "with_adult"} <= {fact.says for fact in facts}


def _covered(spans: Iterable[_Span]) -> tuple[frozenset[Stage], frozenset[Stage]]:
    """(stages wholly inside one of the spans, stages only touched)."""
    found = list(spans)
    whole = frozenset(stage for stage in CHILD_STAGES if any(span.covers(stage) for span in found))
    touched = frozenset(stage for stage in CHILD_STAGES if any(span.touches(stage) for span in found))
    return whole, touched - whole
