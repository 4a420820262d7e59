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


def show(people: Cast, row: Supporter, who: str = "aoi") -> Supporter:
    """Having read what stands there now."""
    mark = queries.page_mark(Supporter.objects.get(pk=row.pk))
    return supporting.show(supporter=row, seen=mark, by=people.by(getattr(people, who)), at=AT)


def test_shown_after_the_yes_and_the_look(people: Cast) -> None:
    row = tell(people)
    assert (row.goals, list(queries.shown_supporters())) == ([2, 12], [])
    show(people, row, "tsubaki")
    assert list(queries.shown_supporters()) == [row]
    tell(people, goals=(2,))
    assert list(queries.shown_supporters()) == [row]  # the words are the same
    tell(people, words="毎月 お米を とどける")
    assert list(queries.shown_supporters()) == []


def test_a_page_changed_while_aoi_reads_is_not_shown(people: Cast) -> None:
    row = tell(people)
    read = queries.page_mark(row)
    tell(people, words="くわしくは となりの 店へ")
    with pytest.raises(Conflict, match="ことばが かわりました"):
        supporting.show(supporter=row, seen=read, by=people.by(people.aoi), at=AT)
    assert list(queries.shown_supporters()) == []


def test_without_a_yes_nobody_can_show_it(people: Cast) -> None:
    row = tell(people, agrees=False)
    with pytest.raises(Conflict, match="まだ 聞いていません"):
        show(people, row, "aoi")


def test_they_stop_it_themselves(people: Cast) -> None:
    row = show(people, tell(people), "aoi")
    supporting.hide(supporter=row, by=people.by(people.hana), at=AT)
    assert list(queries.shown_supporters()) == []


def test_words_with_a_mail_address_and_goals_that_are_none(people: Cast) -> None:
    row = tell(people, words="くわしくは mame@example.test へ")
    with pytest.raises(Conflict, match="消してから"):
        show(people, row, "aoi")
    with pytest.raises(Invalid):
        tell(people, goals=(18,))


def test_strangers(people: Cast) -> None:
    row = tell(people)
    for who in (people.ken, people.tamotsu, people.megumi):
        with pytest.raises(NotFound):
            supporting.hide(supporter=row, by=people.by(who), at=AT)
    with pytest.raises(NotFound):
        show(people, row, "hana")
