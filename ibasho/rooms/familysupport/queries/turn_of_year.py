"""What of family support ends with a 年度: for the list of April (front.reports). Counts alone, never a family."""

from __future__ import annotations

from datetime import date

from django.db.models import Q

from ibasho.rooms.familysupport.models import CentreRules, Child, Tariff
from ibasho.rooms.familysupport.rules.kinds import MemberState, TariffState

Held = tuple[int, date | None, date | None]
FIRST_GRADES = (6, 12)  # full years old on 1 April: 小学1年生, 中学1年生


def tariff_spans(last: date, first: date) -> list[Held]:
    """(centre, from, until) of every published tariff that holds on `last` or on `first`."""
    rows = Tariff.objects.filter(_around(last, first), state=TariffState.PUBLISHED)
    return list(rows.values_list("centre_id", "valid_from", "valid_until"))


def rules_spans(last: date, first: date) -> list[Held]:
    rows = CentreRules.objects.filter(_around(last, first))
    return list(rows.values_list("centre_id", "valid_from", "valid_until"))


def entering_school(first: date) -> int:
    """Children of members who enter a primary or a junior high school on the 1 April `first` (学校教育法 17条: born from
    2 April to 1 April of the year after): where they go to school is written by hand."""
    born = Q()
    for years in FIRST_GRADES:
        born |= Q(born_on__gt=date(first.year - years - 1, 4, 1), born_on__lte=date(first.year - years, 4, 1))
    living = (MemberState.ACTIVE, MemberState.PAUSED)
    return Child.objects.filter(born, member__state__in=living).count()


def _around(last: date, first: date) -> Q:
    return Q(Q(valid_until=None) | Q(valid_until__gte=last), valid_from__lte=first)
