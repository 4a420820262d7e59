"""All that the access matrix walks into of reports."""

from __future__ import annotations

from tests.front.reports.april_objects import ReportsAprilObjects
from tests.front.reports.measuring_objects import ReportsMeasuringObjects
from tests.front.reports.plan_objects import ReportsPlanObjects
from tests.front.reports.rehearsals_objects import ReportsRehearsalsObjects
from tests.front.reports.reviews_objects import ReportsReviewsObjects
from tests.front.reports.trying_objects import ReportsTryingObjects
from tests.front.reports.yearly_objects import ReportsYearlyObjects


class ReportsNounsObjects(
    ReportsAprilObjects,
    ReportsMeasuringObjects,
    ReportsPlanObjects,
    ReportsReviewsObjects,
    ReportsTryingObjects,
    ReportsYearlyObjects,
    ReportsRehearsalsObjects,
):
    """One class per noun."""
