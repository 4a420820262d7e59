"""What leaves the centre: no figure below ten, none that can be worked out, not even with all tables beside each other."""

from __future__ import annotations

from datetime import date
from random import Random

import pytest
from django.db import ProgrammingError, transaction

from ibasho.base.kernel import clock
from ibasho.base.kernel.actor import Actor
from ibasho.base.kernel.disclosure.disclosure import Shown, attack, from_json
from ibasho.base.kernel.errors import Conflict, Invalid, NotFound
from ibasho.rooms.care.actions import publishing, releasing
from ibasho.rooms.care.models import PublishedYear, YearRelease
from ibasho.rooms.care.queries import figures
from ibasho.rooms.care.rules import consultation_tables as tables
from ibasho.rooms.care.rules.categories import CODES
from ibasho.rooms.care.rules.consultations import months_of
from ibasho.rooms.care.rules.kinds import SMALL, Channel
from tests import make
from tests.base.kernel.disclosure import other_attackers
from tests.people import Cast, cast
from tests.rooms.care import ground

pytestmark = pytest.mark.django_db

LATER = clock.at(date(2027, 5, 10), make.AT.time())
SOURCE = "資料（R6.8.21）"


@pytest.fixture
def people() -> Cast:
    found = cast()
    for one in (found.sumi, found.tomoe):
        one.memberships.update(ends_on=date(2028, 3, 31))
        type(one).objects.filter(pk=one.pk).update(ends_on=date(2028, 3, 31))
    return found


def a_year(people: Cast, seed: int = 1) -> None:
    """Every month has a few of the rare kinds, many of the common ones."""
    drawn = Random(seed)
    usual = dict(zip(CODES, (300, 90, 40, 20, 8, 3, 2, 4, 1), strict=True))
    for month in months_of(2026):
        for channel, part in ((Channel.VISIT, 0.5), (Channel.PHONE, 0.4), (Channel.LETTER, 0.02)):
            counts = {code: round(size * part * drawn.uniform(0.5, 1.5)) for code, size in usual.items()}
            some = {code: n for code, n in counts.items() if n}
            ground.month_totals(people, month, some, channel=channel, firsts=3)


def out(people: Cast, through: date) -> YearRelease:
    return releasing.release(nendo=2026, through=through, by=Cast.by(people.tomoe), at=LATER)


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_month_after_month_nobody_works_out_a_small_number(people: Cast, seed: int) -> None:
    """Released every month, the hardest case; with the engine's attacker, and with two of another make."""
    a_year(people, seed)
    months = months_of(2026)
    for through in (*months[:4], months[8], months[11]):
        out(people, through)
    shown = [from_json(one.body["tables"]) for one in figures.releases(2026)]
    assert len(shown) == 6 and any(n for one in shown[-1] for n in one.cells().values())
    for release in shown:
        assert all(n is None or n >= SMALL for one in release for n in one.cells().values())
    assert attack(shown, SMALL) == []
    for known in (shown, [remembered(release, shown) for release in shown]):
        assert other_attackers.by_elimination(known) == []
        assert other_attackers.with_a_pencil(known, SMALL) == []
    assert attack([remembered(release, shown) for release in shown], SMALL) == []


def remembered(release: list[Shown], others: list[list[Shown]]) -> list[Shown]:
    """With what another table says of a quarter that was over in both."""
    told = {
        key: n
        for other in others
        for one in other
        for key, n in one.cells().items()
        if n is not None and one.is_settled(key)
    }
    return [
        one.filled(
            {key: told.get(key) if n is None and one.is_settled(key) else n for key, n in one.cells().items()}
        )
        for one in release
    ]


def test_a_quarter_that_is_over_is_the_same_in_the_next_table(people: Cast) -> None:
    """The attacker supposes so; a number hidden in one and shown in the other would be found."""
    a_year(people)
    first, second = (out(people, month) for month in (date(2026, 6, 1), date(2026, 9, 1)))
    old, new = (
        {one.name: one for one in from_json(release.body["tables"])}[tables.QUARTERS]
        for release in (first, second)
    )
    assert (old.settled, new.settled) == (("q1",), ("q1", "q2"))
    both = [(old.at(code, "q1"), new.at(code, "q1")) for code in CODES]
    assert all(a is None or b is None or a == b for a, b in both)
    assert any(a is not None for a, _b in both)


def test_only_the_lead_lets_out_and_what_is_out_stays(people: Cast) -> None:
    a_year(people)
    for who in (people.sumi, people.fumi, people.aoi, people.hana):
        with pytest.raises(NotFound):
            releasing.release(nendo=2026, through=date(2026, 6, 1), by=Cast.by(who), at=make.AT)
    made = out(people, date(2026, 6, 1))
    with pytest.raises(Conflict):
        out(people, date(2026, 6, 1))
    with pytest.raises(ProgrammingError), transaction.atomic():
        YearRelease.objects.filter(pk=made.pk).update(nendo=2025)


def test_a_year_with_hardly_any_is_not_let_out(people: Cast) -> None:
    ground.month_totals(people, date(2026, 4, 1), {"abuse": 3, "other": 2})
    with pytest.raises(Invalid, match="どの数も 出せません"):
        out(people, date(2026, 4, 1))
    assert not YearRelease.objects.exists()


def test_the_deck_is_taken_as_it_stands_and_mended_in_place(people: Cast) -> None:
    told = {"welfare": 660, "abuse": 186, "family": 88, "school": 39}
    by = Cast.by(people.tomoe)
    publishing.publish(nendo=2023, total=6412, shares={}, source_name=SOURCE, by=by, at=make.AT)
    publishing.publish(nendo=2023, total=6413, shares=told, source_name=SOURCE, by=by, at=make.AT)
    (row,) = PublishedYear.objects.all()
    assert row.total == 6413
    shares = [(one.category, one.per_mille) for one in row.shares.order_by("position")]
    assert shares == [(code, told.get(code)) for code in CODES], "five stay without a number"
    publishing.remove(year=row, by=by, at=make.AT)
    assert not PublishedYear.objects.exists()


def test_published_figures_are_typed_in_by_the_lead_or_come_with_the_city(people: Cast) -> None:
    for who in (people.sumi, people.aoi):
        with pytest.raises(NotFound):
            publishing.publish(
                nendo=2023, total=1, shares={}, source_name=SOURCE, by=Cast.by(who), at=make.AT
            )
    server = Actor.of_job("demo")
    publishing.publish(nendo=2023, total=6413, shares={}, source_name=SOURCE, by=server, at=make.AT)
    with pytest.raises(Invalid):
        publishing.publish(
            nendo=2023, total=6413, shares={"welfare": 2000}, source_name=SOURCE, by=server, at=make.AT
        )
