"""`python -m tests.evidence` (make trust): takes in what long runs have shown and makes docs/trust.md and docs/asvs.md anew."""

from __future__ import annotations

import sys

from tests.evidence import asvs, keeping, page

if __name__ == "__main__":
    told = keeping.take_in()
    page.write()
    asvs.write()
    sys.stdout.write(f"docs/trust.md: {told} lines of new runs taken in\n")
