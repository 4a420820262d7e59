"""Whether the keys are kept where they should be."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Warning  # noqa: A004 - Django's own name


def kept_apart(**_told: Any) -> list[CheckMessage]:
    """A city's own copy should not hold the keys of its secrets in the process that serves pages."""
    if settings.MODE != "production" or settings.VAULT:
        return []
    return [
        Warning(
            "The keys of what only the こども家庭センター may read stand in the web process: who takes it over reads everything.",
            hint="Run `ibasho vault serve` as another OS user and set VAULT (docs/care-keys.md).",
            id="ibasho.W001",
        )
    ]
