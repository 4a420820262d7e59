"""Nothing of a supporter is shown before they said yes and somebody looked; they may stop it at any time."""

from __future__ import annotations

import pytest

from ibasho.base.kernel.errors import Conflict, Invalid, NotFound
from ibasho.rooms.network.actions import supporting
from ibasho.rooms.network.models import Supporter
from ibasho.rooms.network.queries import supporting as queries
from tests import make
from tests.people import Cast, cast

pytestmark = pytest.mark.django_db
AT = make.AT


@pytest.fixture
def people() -> Cast:
    return cast()


def tell(
    people: Cast,
    *,
    words: str = "毎週 野菜を とどける",
    goals: tuple[int, ...] = (12, 2),
    agrees: bool = True,
) -> Supporter:
    return supporting.tell(
        organisation=people.midori, words=words, goals=list(goals), is_member=True, agrees=agrees,
        by=people.by(people.hana), at=AT,
    )  # fmt: skip


def test_shown_after_the_yes_and_the_look(people: Cast) -> None:
    row = tell(people)
    assert (row.goals, list(queries.shown_supporters())) == ([2, 12], [])
    supporting.show(supporter=row, by=people.by(people.tsubaki), at=AT)
    assert list(queries.shown_supporters()) == [row]
    tell(people, goals=(2,))
    assert list(queries.shown_supporters()) == [row]  # the words are the same
    tell(people, words="毎月 お米を とどける")
    assert list(queries.shown_supporters()) == []


def test_without_a_yes_nobody_can_show_it(people: Cast) -> None:
    row = tell(people, agrees=False)
    with pytest.raises(Conflict, match="まだ 聞いていません"):
        supporting.show(supporter=row, by=people.by(people.aoi), at=AT)


def test_they_stop_it_themselves(people: Cast) -> None:
    row = supporting.show(supporter=tell(people), by=people.by(people.aoi), at=AT)
    supporting.hide(supporter=row, by=people.by(people.hana), at=AT)
    assert list(queries.shown_supporters()) == []


def test_words_with_a_mail_address_and_goals_that_are_none(people: Cast) -> None:
    row = tell(people, words="くわしくは mame@example.test へ")
    with pytest.raises(Conflict, match="消してから"):
        supporting.show(supporter=row, by=people.by(people.aoi), at=AT)
    with pytest.raises(Invalid):
        tell(people, goals=(18,))


def test_strangers(people: Cast) -> None:
    row = tell(people)
    for who in (people.ken, people.tamotsu, people.megumi):
        with pytest.raises(NotFound):
            supporting.hide(supporter=row, by=people.by(who), at=AT)
    with pytest.raises(NotFound):
        supporting.show(supporter=row, by=people.by(people.hana), at=AT)
