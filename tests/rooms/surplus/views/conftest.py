"""What stories of surplus share."""

from __future__ import annotations

import pytest

from ibasho.base.kernel import clock
from tests import make


@pytest.fixture
def the_clock_stands(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: make.AT)
