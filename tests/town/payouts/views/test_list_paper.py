"""支払一覧 on A4: for 会計課, and the run has gone out with it as with Excel."""

from __future__ import annotations

import pytest
from django.test import Client

from ibasho.base.kernel import clock
from ibasho.base.ports import pdf
from ibasho.town.payouts.models import Run
from tests.people import Cast, cast
from tests.signing_in import sign_in
from tests.town.payouts import ground

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _that_day(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: ground.LATER)


@pytest.fixture
def people() -> Cast:
    return cast()


def test_the_paper_is_the_list_and_counts_as_taken_out(people: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    recorder = pdf.Recorder()
    monkeypatch.setattr(pdf, "render", recorder)
    run = ground.approved(people)
    client = sign_in(Client(), people.aoi)
    answer = client.get(f"/desk/payouts/runs/{run.public_id}/list/?format=pdf")
    assert answer["Content-Type"] == "application/pdf"
    ((template, data, _files),) = recorder.calls
    assert (template, data["total"], data["approved"]) == ("payouts/pdf/list.typ", 60_400, True)
    assert [one["yen"] for one in data["lines"]] == [48_000, 12_400]
    assert [step for step, name, _day in data["people"] if name] == ["起案", "確認（1人目）", "決裁（2人目）"]
    assert Run.objects.get(pk=run.pk).listed_at == ground.LATER


def test_before_it_is_approved_the_paper_says_so_and_counts_for_nothing(people: Cast) -> None:
    run = ground.run(people)
    client = sign_in(Client(), people.aoi)
    answer = client.get(f"/desk/payouts/runs/{run.public_id}/list/?format=pdf")
    assert answer.content.startswith(b"%PDF")
    assert Run.objects.get(pk=run.pk).listed_at is None
