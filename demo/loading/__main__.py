"""What `make demo` runs before it serves, each in one process: starting Django takes longer than the work.

`python -m demo.loading tables` (the owner role): may this database hold a demo? then its tables and grants.
`python -m demo.loading city` (the app role): the city named by CITY, then the static files.
"""

from __future__ import annotations

import sys
import time
from datetime import timedelta

import django
from django.conf import settings

FRESH = timedelta(days=14)


def main(what: str) -> None:
    django.setup()
    {"tables": _tables, "city": _city}[what]()


def _tables() -> None:
    from django.core.management import call_command

    from demo.loading import loader
    from ibasho.base.journal import grants

    loader.refuse_other_data(settings.CITY_SLUG)
    call_command("migrate", verbosity=0, interactive=False)
    call_command("createcachetable", verbosity=0)
    grants.apply()


def _city() -> None:
    from django.core.management import call_command

    from demo.loading import loader
    from ibasho.base.kernel import clock

    started, at = time.monotonic(), clock.now()
    if loader.load(settings.CITY_SLUG, at=at, say=_say):
        _say(f"{time.monotonic() - started:.0f} 秒で できました")
    elif made := loader.loaded_on(settings.CITY_SLUG):
        _say(f"{clock.day(made)} に つくったものを 使います")
        if at - made > FRESH:
            _say("日にちは つくった日から 数えています。きょうから 数えなおすには make demo FRESH=1")
    call_command("collectstatic", interactive=False, verbosity=0)


def _say(words: str) -> None:
    sys.stdout.write(f"  {words}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main(sys.argv[1])
