"""Two roles on a server of the city's own: the owner grants to the app role, never to itself."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
ASK = (
    "from django.conf import settings; print(settings.DATABASES['default']['USER'], settings.IBASHO_APP_ROLE)"
)


@pytest.mark.parametrize(("role", "said"), [("owner", "boss app"), ("app", "app app")])
def test_the_owner_grants_to_the_app_role_whichever_of_them_runs(role: str, said: str) -> None:
    env = os.environ | {
        "DJANGO_SETTINGS_MODULE": "config.settings", "IBASHO_MODE": "demo", "IBASHO_DB_ROLE": role,
        "DATABASE_URL": "postgresql://app@db/city", "DATABASE_OWNER_URL": "postgresql://boss@db/city",
    }  # fmt: skip
    done = subprocess.run(
        [sys.executable, "-c", ASK], cwd=ROOT, env=env, capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == said
