"""`python -m demo.loading [--check]`: load the demo city named by CITY, or only ask whether it may be loaded."""

from __future__ import annotations

import sys
import time
from datetime import timedelta

import django
from django.conf import settings

FRESH = timedelta(days=14)


def main() -> None:
    django.setup()
    from demo.loading import loader
    from ibasho.base.kernel import clock

    if "--check" in sys.argv:
        loader.refuse_other_data(settings.CITY_SLUG)
        return
    started, at = time.monotonic(), clock.now()
    if loader.load(settings.CITY_SLUG, at=at, say=_say):
        _say(f"{time.monotonic() - started:.0f} 秒で できました")
    elif made := loader.loaded_on(settings.CITY_SLUG):
        _say(f"{clock.day(made)} に つくったものを 使います")
        if at - made > FRESH:
            _say("日にちは つくった日から 数えています。きょうから 数えなおすには make demo FRESH=1")


def _say(words: str) -> None:
    sys.stdout.write(f"  {words}\n")
    sys.stdout.flush()


main()
