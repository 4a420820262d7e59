"""What schemathesis is told before it asks: each request comes from another household, or the limit by the minute would answer."""

from __future__ import annotations

import random
from typing import Any

import schemathesis


@schemathesis.hook
def before_call(context: Any, case: Any, kwargs: dict[str, Any]) -> None:
    case.headers = dict(case.headers or {})
    case.headers["X-Forwarded-For"] = ".".join(str(random.randrange(1, 255)) for _ in range(4))
