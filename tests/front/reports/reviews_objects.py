"""What the access matrix walks into: reviews of reports."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from ibasho.base.kernel import clock
from ibasho.base.kernel.nendo import nendo
from tests import make
from tests.front.reports import reviews_ground
from tests.people import Cast


class ReportsReviewsObjects:
    """Makers of this noun, each named `_reports_…`."""

    people: Cast
    _made: dict[str, Any]

    def _reports_review(self) -> dict[str, Any]:
        """花's own words of a place of hers, nobody has read them."""
        if "reports_review!" not in self._made:
            at = clock.now()
            day = clock.day(at - timedelta(days=1))
            place = make.place("みどり食堂の 庭", organisation=self.people.midori)
            told = {"said_on": day, "nendo": nendo(day), "place": place}
            self._made["reports_review!"] = reviews_ground.written(self.people.hana, at=at, **told)
        return {"public_id": self._made["reports_review!"].public_id}

    def _reports_review_drop(self) -> dict[str, Any]:
        return {**self._reports_review(), "verb": "drop"}

    def _reports_review_party(self) -> dict[str, Any]:
        return {"party": "child"}
