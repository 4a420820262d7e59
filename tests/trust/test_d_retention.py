"""C37, C47: what the inventory promises to forget is forgotten by the night's real jobs, also after an old backup came back."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime, timedelta

import pytest
from django.apps import apps
from django.db import connection
from django.test.utils import CaptureQueriesContext
from procrastinate.contrib.django import app as jobs

from ibasho.base.kernel import clock
from ibasho.front.web.privacy import inventory
from tests import house, make

pytestmark = pytest.mark.django_db
# On empty tables a job never comes to these: their parents would have to be there. Each is shown by a story with rows.
BEHIND_SHOWN = {
    "care.NoteWord": "tests/rooms/care/actions/test_notices_clock.py::test_rows_go_five_years_after_their_year",
    "care.Notice": "tests/rooms/care/actions/test_notices_clock.py::test_ninety_days_after_the_end_the_key_is_thrown_away",
    "familysupport.Child": "tests/rooms/familysupport/actions/test_members.py::test_names_children_and_reasons_go_and_the_number_stays",
    "familysupport.CourseTaken": "tests/rooms/familysupport/actions/test_members.py::test_names_children_and_reasons_go_and_the_number_stays",
    "familysupport.Provider": "tests/rooms/familysupport/actions/test_members.py::test_names_children_and_reasons_go_and_the_number_stays",
    "openhouse.HandBack": "tests/rooms/openhouse/actions/test_group_keeping.py::test_five_years_after_the_fiscal_year",
    "roster.Training": "tests/rooms/roster/actions/test_erasing.py::test_a_name_goes_on_the_thirtieth_day_and_the_hours_stay",
    "surplus.Handover": "tests/rooms/surplus/actions/test_ageing.py::test_food_and_all_that_hangs_on_it_goes_five_years_after",
    "surplus.Proposal": "tests/rooms/surplus/actions/test_ageing.py::test_food_and_all_that_hangs_on_it_goes_five_years_after",
    "surplus.RecallAnswer": "tests/rooms/surplus/actions/test_ageing.py::test_food_and_all_that_hangs_on_it_goes_five_years_after",
    "surplus.Share": "tests/rooms/surplus/actions/test_ageing.py::test_food_and_all_that_hangs_on_it_goes_five_years_after",
    "surplus.Stop": "tests/rooms/surplus/actions/test_ageing.py::test_food_and_all_that_hangs_on_it_goes_five_years_after",
    "surplus.Use": "tests/rooms/surplus/actions/test_ageing.py::test_food_and_all_that_hangs_on_it_goes_five_years_after",
}
BEHIND = frozenset(BEHIND_SHOWN)
JOBS = {one.task.name: one.task for one in jobs.periodic_registry.periodic_tasks.values()}


def _carried() -> dict[str, set[str]]:
    """Job → models it has to take."""
    found: dict[str, set[str]] = defaultdict(set)
    for one in inventory.fields():
        if one.carried_by and one.retention in inventory.keeping().gone:
            found[one.carried_by].add(one.label)
    return found


def night(at: datetime, names: Iterable[str], monkeypatch: pytest.MonkeyPatch) -> None:
    """The real jobs, in the order of their names, as of `at`."""
    monkeypatch.setattr(clock, "now", lambda: at)
    for name in sorted(names):
        JOBS[name].func(timestamp=int(at.timestamp()))


def _untouched(job: str, labels: set[str], at: datetime, monkeypatch: pytest.MonkeyPatch) -> set[str]:
    with CaptureQueriesContext(connection) as asked:
        night(at, [job], monkeypatch)
    told = "\n".join(query["sql"] for query in asked.captured_queries)
    return {label for label in labels if f'"{apps.get_model(label)._meta.db_table}"' not in told}


@pytest.mark.parametrize("job", sorted(_carried()))
def test_each_job_looks_at_every_model_that_names_it(job: str, monkeypatch: pytest.MonkeyPatch) -> None:
    left = _untouched(job, _carried()[job], make.AT + timedelta(days=5_000), monkeypatch)
    assert left <= BEHIND, "the job has never heard of it"


def test_a_job_that_forgets_nothing_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    """The control: the journal's table is no job's of these."""
    left = _untouched("people.forget", {"people.DataAsk", "roster.Shift"}, make.AT, monkeypatch)
    assert left == {"roster.Shift"}


@pytest.mark.parametrize("test", sorted(set(BEHIND_SHOWN.values())))
def test_what_is_only_asked_for_with_its_parent_has_a_story_of_its_own(test: str) -> None:
    path, _, name = test.partition("::")
    assert f"def {name}(" in (house.ROOT / path).read_text(encoding="utf-8")
