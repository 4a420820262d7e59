"""`python -m ibasho.front.web.privacy > docs/dpia.md`: the impact assessment of today."""

from __future__ import annotations

import sys

import django

from ibasho.front.web.privacy import impact

if __name__ == "__main__":
    django.setup()
    sys.stdout.write(impact.document())
