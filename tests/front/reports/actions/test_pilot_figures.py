"""Before and after: measured from an indicator's figure, or written down with where it comes from."""

from __future__ import annotations

from datetime import timedelta

import pytest

from ibasho.base.kernel.actor import Actor
from ibasho.base.kernel.errors import Conflict, Invalid, NotFound
from ibasho.base.kernel.facts import Audience, Fact, Mark
from ibasho.front.reports.actions import pilot_figures as figures
from ibasho.front.reports.models import Definition, Line, Pilot, PilotFigure
from ibasho.front.reports.queries import sources
from ibasho.front.reports.queries import trying as queries
from ibasho.front.reports.rules.kinds import Moment
from tests import make
from tests.front.reports import ground, trying_ground
from tests.make import AT
from tests.people import Cast, cast

pytestmark = pytest.mark.django_db
TODAY = trying_ground.TODAY
ONE = timedelta(days=1)
B, A = Moment.BEFORE, Moment.AFTER


@pytest.fixture
def people() -> Cast:
    return cast()


@pytest.fixture
def line(people: Cast) -> Line:
    return ground.deck(people)["R7-6-3"]


@pytest.fixture
def pilot(line: Line) -> Pilot:
    return trying_ground.pilot(line)


@pytest.fixture
def aoi(people: Cast) -> Actor:
    return people.by(people.aoi)


def definition(code: str = "places_open") -> Definition:
    return Definition.objects.get(indicator__code=code)


def fact(value: float | str | None, **told: object) -> Fact:
    return Fact(
        value=value, unit="回", source="入口の 人数", as_of=TODAY, query="x.y", audience=Audience.DESK, **told  # type: ignore[arg-type]
    )  # fmt: skip


def test_measured_before_and_after_by_the_rooms_own_figure(pilot: Pilot, aoi: Actor) -> None:
    make.place()
    figures.measure(pilot=pilot, moment=B, definition=definition(), by=aoi, at=AT)
    make.place("あおぞら")
    figures.measure(pilot=pilot, moment=A, definition=definition(), by=aoi, at=AT + 7 * ONE)
    (pair,) = queries.pairs(pilot)
    assert (pair.label, pair.difference) == ("公開している 居場所", "1か所 ふえた")
    assert pair.before is not None and pair.before.source and pair.before.as_of == TODAY
    assert all(PilotFigure.objects.values_list("query", flat=True))


def test_of_the_pilots_place_where_the_indicator_knows_places(
    pilot: Pilot, aoi: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    pilot.place = place = make.place()
    pilot.save()
    of = Definition.objects.create(
        indicator=definition().indicator, number=2, since_on=TODAY, words="ためし", over="year", place_fact="places.x", made_at=AT
    )  # fmt: skip
    monkeypatch.setattr(sources, "each_place", lambda name, span: {place.pk: fact(3)})
    made = figures.measure(pilot=pilot, moment=B, definition=of, by=aoi, at=AT)
    assert (made.label, made.value) == ("公開している 居場所（みどり食堂）", 3)
    monkeypatch.setattr(sources, "each_place", lambda name, span: {})
    none = figures.measure(pilot=pilot, moment=A, definition=of, by=aoi, at=AT)
    assert none.value is None and "記録なし" in none.source
    pilot.place = None
    pilot.save()
    with pytest.raises(Conflict, match="居場所ごと"):
        figures.measure(pilot=pilot, moment=A, definition=of, by=aoi, at=AT)


def test_a_suppressed_figure_stays_so(pilot: Pilot, aoi: Actor, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        sources, "area", lambda name, over, span: fact(None, marks=frozenset({Mark.SUPPRESSED}))
    )
    made = figures.measure(pilot=pilot, moment=B, definition=definition(), by=aoi, at=AT)
    assert (made.value, made.marks) == (None, ["秘匿"])
    figures.measure(pilot=pilot, moment=A, definition=definition(), by=aoi, at=AT)
    assert queries.pairs(pilot)[0].difference == "秘匿の 数が あるので くらべません"


def test_words_and_what_nobody_offers_are_not_measured(
    pilot: Pilot, aoi: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sources, "area", lambda name, over, span: fact("場所"))
    with pytest.raises(Conflict, match="数ではない"):
        figures.measure(pilot=pilot, moment=B, definition=definition(), by=aoi, at=AT)

    def nobody(*told: object) -> Fact:
        raise KeyError(told)

    monkeypatch.setattr(sources, "area", nobody)
    with pytest.raises(Conflict, match="計算できません"):
        figures.measure(pilot=pilot, moment=B, definition=definition(), by=aoi, at=AT)
    assert not PilotFigure.objects.exists()


def test_nothing_measured_later_is_called_before(pilot: Pilot, aoi: Actor) -> None:
    with pytest.raises(Invalid):
        figures.measure(pilot=pilot, moment=B, definition=definition(), by=aoi, at=AT + ONE)


def test_written_down_with_its_source_and_mended(pilot: Pilot, aoi: Actor) -> None:
    told = {"label": "来た中学生", "unit": "人", "source": "入口の 人数", "by": aoi}
    figures.note(pilot=pilot, moment=B, value=3, as_of=TODAY - ONE, at=AT, **told)  # type: ignore[arg-type]
    figures.note(pilot=pilot, moment=B, value=4, as_of=TODAY - ONE, at=AT, **told)  # type: ignore[arg-type]
    late = figures.note(pilot=pilot, moment=A, value=None, as_of=TODAY, at=AT, **told)  # type: ignore[arg-type]
    assert [one.value for one in PilotFigure.objects.filter(moment="before")] == [4]
    assert queries.pairs(pilot)[0].difference == "記録の ない 数が あるので くらべません"
    figures.remove(figure=late, by=aoi, at=AT)
    assert queries.pairs(pilot)[0].difference == "あとの 数が ありません"
    with pytest.raises(Invalid) as refused:
        figures.note(
            pilot=pilot, moment=B, label="回数", value=1, unit="回", as_of=TODAY, source=" ", by=aoi, at=AT
        )
    assert "source" in refused.value.fields


def test_a_judged_pilots_figures_stay(pilot: Pilot, aoi: Actor) -> None:
    kept = trying_ground.figure(pilot)
    Pilot.objects.update(state="judged")
    for deed in (
        lambda: figures.remove(figure=kept, by=aoi, at=AT),
        lambda: figures.measure(pilot=pilot, moment=A, definition=definition(), by=aoi, at=AT),
    ):
        with pytest.raises(Conflict):
            deed()


@pytest.mark.parametrize("who", ["tsubaki", "hana", "tamotsu"])
def test_nobody_else_does(pilot: Pilot, people: Cast, who: str) -> None:
    by, kept = people.by(getattr(people, who)), trying_ground.figure(pilot)
    for deed in (
        lambda: figures.measure(pilot=pilot, moment=B, definition=definition(), by=by, at=AT),
        lambda: figures.note(
            pilot=pilot, moment=B, label="x", value=1, unit="", as_of=TODAY, source="y", by=by, at=AT
        ),
        lambda: figures.remove(figure=kept, by=by, at=AT),
    ):
        with pytest.raises(NotFound):
            deed()
