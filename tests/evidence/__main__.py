"""`python -m tests.evidence` (make trust): takes in what long runs have shown and makes docs/trust.md, docs/asvs.md, docs/wcag.md and docs/access.md anew."""

from __future__ import annotations

import sys

from tests.evidence import access_page, asvs, keeping, page, wcag

if __name__ == "__main__":
    told = keeping.take_in()
    page.write()
    asvs.write()
    access_page.write()
    wcag.write()
    sys.stdout.write(f"docs/trust.md and docs/experience.md: {told} lines of new runs taken in\n")
