"""What every page knows: the city, the door, the furigana setting. Touches no database, so error pages have it too."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest

from ibasho.base.ui import furigana
from ibasho.base.ui.doors import door_of


def page(request: HttpRequest) -> dict[str, Any]:
    return {
        "city": settings.IBASHO_CITY,
        "door": door_of(request),
        "demo_door": "/demo/" if settings.DEMO else "",
        "furigana": furigana.mode_of(request),
        "furigana_grades": furigana.GRADE_LABELS,
        "languages": settings.LANGUAGES,
    }
