"""One target under atheris, in the environment of the tools: `python -m tests.fuzz.guided card corpus/ -max_total_time=60`.

Everything of ours is instrumented, so that an input which reaches a new branch is kept and changed further.
"""

from __future__ import annotations

import os
import sys

import atheris

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
os.environ.setdefault("IBASHO_MODE", "demo")
with atheris.instrument_imports(include=["ibasho"]):
    from tests.fuzz.targets import TARGETS


def main(name: str, *options: str) -> None:
    target = TARGETS[name]

    def one(data: bytes) -> None:
        target.meets(data)

    atheris.Setup([sys.argv[0], *options], one)
    atheris.Fuzz()


if __name__ == "__main__":
    main(*sys.argv[1:])
