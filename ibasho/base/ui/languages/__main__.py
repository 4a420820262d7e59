"""`python -m ibasho.base.ui.languages collect|compile|check`: the files of messages (`make messages`)."""

from __future__ import annotations

import sys

from ibasho.base.ui.languages import catalogs, plain


def main(deed: str) -> int:
    if deed == "collect":
        print(f"{catalogs.collect()} texts")  # noqa: T201
    if deed in ("collect", "compile"):
        print(f"{catalogs.compile_all()} catalogs")  # noqa: T201
        return 0
    found = catalogs.flaws()
    for flaw in found:
        print(f"{flaw.language}\t{flaw.what}\t{flaw.text}")  # noqa: T201
    hard = plain.flaws()
    for one in hard:
        print(f"{plain.EASY}\t{one.word or 'long'}\t{one.sentence}")  # noqa: T201
    return 1 if found or hard else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1] if len(sys.argv) > 1 else "check"))
