"""Districts of all times, where each stands today, and the children who live in them."""

from __future__ import annotations

from datetime import date

from django.db.models import BooleanField, Case, F, Sum, Value, When
from django.utils.translation import gettext as _

from ibasho.town.areas.models import Cell, SchoolDistrict


def districts_of_all_times() -> list[SchoolDistrict]:
    """Those that hold longest into the future first; each carries `has_shape` instead of its shape."""
    rows = SchoolDistrict.objects.defer("geometry").annotate(
        has_shape=Case(
            When(geometry__isnull=False, then=Value(True)), default=Value(False), output_field=BooleanField()
        )
    )
    return list(rows.order_by(F("valid_until").desc(nulls_first=True), "kana", "name", "pk"))


def standing_words(row: SchoolDistrict, today: date) -> tuple[str, str]:
    """(`now`, `coming` or `ended`; the words for it)."""
    if row.valid_until and row.valid_until < today:
        return "ended", _("終わった")
    if row.valid_from and row.valid_from > today:
        return "coming", _("これから")
    return "now", _("終わる日が きまっている") if row.valid_until else _("いまの区域")


def children_by_district() -> dict[str, float]:
    """Children of 0 to 17 in the cells in use by the code of their district; empty where none are loaded."""
    rows = (
        Cell.objects.filter(population__current=True)
        .values_list("district_code")
        .annotate(children=Sum(F("infant") + F("lower") + F("upper") + F("junior") + F("high")))
        .order_by()
    )
    return {code: float(children or 0) for code, children in rows}
