"""Districts of all times, and where each stands today."""

from __future__ import annotations

from datetime import date, timedelta

from django.db.models import BooleanField, Case, F, Q, Value, When
from django.utils.translation import gettext as _

from ibasho.town.areas.models import SchoolDistrict


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


def changes_on(day: date) -> bool:
    """Whether districts begin on this day or ended the day before."""
    begins, ended = Q(valid_from=day), Q(valid_until=day - timedelta(days=1))
    return SchoolDistrict.objects.filter(begins | ended).exists()
