"""椿 brings みどり食堂's want and あおぞら's offer together; both say yes; what it became is written down for everybody."""

from __future__ import annotations

from datetime import timedelta

import pytest

from ibasho.base.kernel.errors import Conflict, Invalid, NotFound
from ibasho.rooms.network.actions import matching, notices
from ibasho.rooms.network.models import Match, Notice
from ibasho.rooms.network.queries import waiting
from ibasho.town.outbox.models import Message
from ibasho.town.people.models import Person
from tests import make
from tests.people import Cast, cast
from tests.rooms.network import ground

pytestmark = pytest.mark.django_db
AT = make.AT


@pytest.fixture
def people() -> Cast:
    return cast()


def pair(people: Cast) -> tuple[Notice, Notice]:
    want = ground.notice(people, people.midori)
    return want, ground.notice(people, people.aozora, direction="offer", title="新米が あります")


def brought(people: Cast) -> Match:
    want, offer = pair(people)
    return matching.bring_together(want=want, offer=offer, by=people.by(people.tsubaki), at=AT)


def agreed(people: Cast) -> Match:
    row = brought(people)
    matching.say_yes(match=row, side="want", by=people.by(people.hana), at=AT)
    return matching.say_yes(match=row, side="offer", by=people.by(people.ken), at=AT)


def test_both_say_yes_and_both_are_told(people: Cast) -> None:
    row = agreed(people)
    assert row.state == "agreed"
    for who in (people.hana, people.ken):
        subjects = list(Message.objects.filter(person=who).values_list("subject", flat=True).order_by("pk"))
        assert subjects == ["つながりそうな 相手が います", "ひきあわせが きまりました"]


def test_the_desk_writes_the_yes_of_who_called(people: Cast) -> None:
    row = brought(people)
    mado = people.by(people.mado)
    assert matching.say_yes(match=row, side="want", by=mado, at=AT).state == "proposed"
    row = matching.unsay(match=row, side="want", by=mado, at=AT)
    assert row.want_yes_at is None


def test_ken_cannot_say_yes_for_hana(people: Cast) -> None:
    with pytest.raises(NotFound):
        matching.say_yes(match=brought(people), side="want", by=people.by(people.ken), at=AT)


def test_two_who_bring_the_same_pair_together(people: Cast) -> None:
    row = brought(people)
    with pytest.raises(Conflict, match="もう ひきあわせています"):
        matching.bring_together(want=row.want, offer=row.offer, by=people.by(people.aoi), at=AT)


def test_one_that_was_closed_meanwhile(people: Cast) -> None:
    want, offer = pair(people)
    notices.close(notice=offer, by=people.by(people.ken), at=AT)
    with pytest.raises(Conflict, match="もう おわっています"):
        matching.bring_together(want=want, offer=offer, by=people.by(people.aoi), at=AT)


def test_declined_and_after_all(people: Cast) -> None:
    row = brought(people)
    row = matching.decline(match=row, side="offer", by=people.by(people.ken), at=AT)
    assert (row.state, row.ended_at) == ("declined", AT)
    with pytest.raises(Conflict):
        matching.say_yes(match=row, side="want", by=people.by(people.hana), at=AT)
    row = matching.resume(match=row, by=people.by(people.tsubaki), at=AT)
    assert (row.state, row.ended_at) == ("proposed", None)


def subjects(who: Person) -> list[str]:
    return list(Message.objects.filter(person=who).values_list("subject", flat=True).order_by("pk"))


def test_a_settled_match_called_off_reaches_the_other_side_and_the_desk(people: Cast) -> None:
    row = agreed(people)
    matching.decline(match=row, side="offer", by=people.by(people.ken), at=AT)
    assert subjects(people.hana)[-1] == "ひきあわせが 見おくりに なりました"
    assert "ひきあわせが 見おくりに なりました" not in subjects(people.ken)
    assert lines(people, people.tsubaki)["見おくられた ひきあわせ"] == 1
    matching.resume(match=row, by=people.by(people.tsubaki), at=AT)
    assert subjects(people.ken)[-1] == subjects(people.hana)[-1] == "ひきあわせを また すすめます"
    later = AT + timedelta(hours=1)
    matching.decline(match=row, side="offer", by=people.by(people.ken), at=later)
    assert subjects(people.hana).count("ひきあわせが 見おくりに なりました") == 2


def test_a_yes_taken_back_reaches_the_other_side_only_once_it_was_settled(people: Cast) -> None:
    row = agreed(people)
    row = matching.unsay(match=row, side="want", by=people.by(people.hana), at=AT)
    assert subjects(people.ken)[-1] == "ひきあわせの 返事が とりけされました"
    assert lines(people, people.tsubaki)["片方だけ「よい」の ひきあわせ"] == 1
    before = len(subjects(people.hana))
    matching.unsay(match=row, side="offer", by=people.by(people.ken), at=AT)
    assert len(subjects(people.hana)) == before  # she never heard of that yes


def lines(people: Cast, who: Person) -> dict[str, int]:
    return {str(one.label): one.count for one in waiting.waiting_for(people.by(who), AT)}


def test_done_only_after_both_yes(people: Cast) -> None:
    with pytest.raises(Conflict, match="両方が"):
        matching.done(match=brought(people), became="カレー", children=None, by=people.by(people.aoi), at=AT)


def test_what_it_became_holds_no_way_to_reach_anybody(people: Cast) -> None:
    row = agreed(people)
    for words in ("", "くわしくは 090-1234-5678"):
        with pytest.raises(Invalid):
            matching.done(match=row, became=words, children=None, by=people.by(people.aoi), at=AT)
    row = matching.done(
        match=row, became="お米が カレーに なりました", children=40, by=people.by(people.aoi), at=AT
    )
    assert (row.state, row.children) == ("done", 40)


def test_only_who_may_match(people: Cast) -> None:
    want, offer = pair(people)
    for who in (people.mado, people.hana, people.megumi):
        with pytest.raises(NotFound):
            matching.bring_together(want=want, offer=offer, by=people.by(who), at=AT)
