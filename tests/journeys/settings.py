"""The demo's settings on a clock of its own: it starts on a Tuesday after school (`make.AT`) and goes on from there, so that
what is open, due and late is the same on whatever day and hour the tests run."""

from __future__ import annotations

import os
from datetime import datetime
from pathlib import Path

from config.settings import *  # noqa: F403
from config.settings import DATABASES
from ibasho.base.kernel import clock
from tests import moment

DATABASES["default"]["NAME"] = os.environ["JOURNEYS_DATABASE"]
EMAIL_FILE_PATH = Path(os.environ["IBASHO_MEDIA"]) / "mail"
_real = clock.now
_began = datetime.fromisoformat(os.environ["JOURNEYS_BEGAN"])  # when the copy was started, of the real clock


def _now() -> datetime:
    return moment.AT + (_real() - _began)


clock.now = _now
