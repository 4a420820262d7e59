"""The phrases of an opening in English and Portuguese; `words_abroad` puts them together."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from ibasho.town.places.rules.opening import HolidayRule, IrregularCount

_ENDS = {1: "st", 2: "nd", 3: "rd"}
_TEENS = range(11, 14)
_MASCULINE = frozenset({5, 6})  # sábado, domingo; the other days are feiras


@dataclass(frozen=True, slots=True)
class Abroad:
    """Phrases with `str.format` slots. `weekdays`, `lasts` (`last`): Monday first; `months`: January first.
    `ordinal`: (which of the month, weekday) → `2nd`; `day_of_month`: a day → `5th`."""

    weekdays: tuple[str, ...]
    lasts: tuple[str, ...]
    months: tuple[str, ...]
    ordinal: Callable[[int, int], str]
    day_of_month: Callable[[int], str]
    both: str
    daily: str
    weekday_range: str
    fortnight: str
    anchor: str
    of_month: str
    day_of_the_month: str
    days_of_month: str
    month_range: str
    in_months: str
    date: str
    from_day: str
    to_day: str
    since: str
    until: str
    no_hours: str
    school_holidays: str
    school_term: str
    and_holidays: str
    or_holidays: str
    holidays: str
    holiday: Mapping[HolidayRule, str]
    once: str
    times: str
    some: str
    per: Mapping[IrregularCount, str]
    not_every_week: str
    irregular: str


def _english(number: int) -> str:
    return f"{number}{'th' if number in _TEENS else _ENDS.get(number % 10, 'th')}"


def _portuguese(number: int, weekday: int) -> str:
    return f"{number}{'º' if weekday in _MASCULINE else 'ª'}"


ENGLISH = Abroad(
    weekdays=("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"),
    lasts=("last",) * 7,
    months=("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"),
    ordinal=lambda number, _weekday: _english(number),
    day_of_month=_english,
    both=" and ",
    daily="every day",
    weekday_range="{}–{}",
    fortnight="every two weeks on {}",
    anchor="counted from the week of {}",
    of_month="{} of the month",
    day_of_the_month="{} of every month",
    days_of_month="{} of every month",
    month_range="{}–{} only",
    in_months="in {} only",
    date="{} {} {}",
    from_day="from {}",
    to_day="until {}",
    since="from {}",
    until="until {}",
    no_hours="hours not known yet",
    school_holidays="only during school holidays",
    school_term="closed during school holidays",
    and_holidays=" and public holidays",
    or_holidays="{} or public holidays",
    holidays="public holidays",
    holiday={
        HolidayRule.CLOSED: "closed on public holidays",
        HolidayRule.ONLY: "only on public holidays",
        HolidayRule.NEXT_DAY: "on the next day where it is a public holiday",
    },
    once="once",
    times="{} times",
    some="some times",
    per={
        IrregularCount.PER_WEEK: "a week",
        IrregularCount.PER_MONTH: "a month",
        IrregularCount.PER_TWO_MONTHS: "in two months",
        IrregularCount.PER_YEAR: "a year",
    },
    not_every_week="(perhaps not every week)",
    irregular="no fixed days",
)

PORTUGUESE = Abroad(
    weekdays=("seg.", "ter.", "qua.", "qui.", "sex.", "sáb.", "dom."),
    lasts=("última",) * 5 + ("último",) * 2,
    months=("jan.", "fev.", "mar.", "abr.", "mai.", "jun.", "jul.", "ago.", "set.", "out.", "nov.", "dez."),
    ordinal=_portuguese,
    day_of_month=str,
    both=" e ",
    daily="todos os dias",
    weekday_range="{} a {}",
    fortnight="a cada duas semanas, {}",
    anchor="contando da semana de {}",
    of_month="{} do mês",
    day_of_the_month="dia {} de cada mês",
    days_of_month="dias {} de cada mês",
    month_range="só de {} a {}",
    in_months="só em {}",
    date="{} de {} de {}",
    from_day="a partir de {}",
    to_day="até {}",
    since="a partir das {}",
    until="até as {}",
    no_hours="horário ainda não informado",
    school_holidays="só nas férias escolares",
    school_term="fechado nas férias escolares",
    and_holidays=" e feriados",
    or_holidays="{} ou feriados",
    holidays="feriados",
    holiday={
        HolidayRule.CLOSED: "fechado nos feriados",
        HolidayRule.ONLY: "só nos feriados",
        HolidayRule.NEXT_DAY: "se for feriado, no dia seguinte",
    },
    once="1 vez",
    times="{} vezes",
    some="algumas vezes",
    per={
        IrregularCount.PER_WEEK: "por semana",
        IrregularCount.PER_MONTH: "por mês",
        IrregularCount.PER_TWO_MONTHS: "a cada dois meses",
        IrregularCount.PER_YEAR: "por ano",
    },
    not_every_week="(talvez não toda semana)",
    irregular="sem dias fixos",
)

ABROAD: Mapping[str, Abroad] = {"en": ENGLISH, "pt-br": PORTUGUESE}
