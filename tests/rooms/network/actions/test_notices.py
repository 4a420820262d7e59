"""花 asks for rice, 椿 looks, everybody reads it; a telephone number never stands there."""

from __future__ import annotations

from datetime import timedelta

import pytest

from ibasho.base.kernel import clock
from ibasho.base.kernel.actor import Actor
from ibasho.base.kernel.errors import Conflict, Invalid, NotFound
from ibasho.rooms.network.actions import notices
from ibasho.rooms.network.models import Notice
from ibasho.rooms.network.queries import supporting
from ibasho.rooms.network.rules.notices import Words
from ibasho.town.outbox.models import Message
from tests import make
from tests.people import Cast, cast

pytestmark = pytest.mark.django_db
AT = make.AT
DAY = clock.day(AT)
RICE = Words("want", "food", "お米を さがしています", "月に 10kgほど", until=DAY + timedelta(days=30))


@pytest.fixture
def people() -> Cast:
    return cast()


def post(people: Cast, told: Words = RICE, who: str = "hana", *, agrees: bool = True) -> Notice:
    by = people.by(getattr(people, who))
    return notices.post(organisation=people.midori, told=told, agrees=agrees, by=by, at=AT)


def look(people: Cast, row: Notice, who: str = "tsubaki", seen: str | None = None) -> Notice:
    """Having read what stands there now."""
    mark = supporting.words_of(Notice.objects.get(pk=row.pk)).mark if seen is None else seen
    return notices.look(notice=row, seen=mark, by=people.by(getattr(people, who)), at=AT)


def test_hana_asks_and_it_stands_once_tsubaki_looked(people: Cast) -> None:
    row = post(people)
    assert (row.state, list(supporting.open_notices(DAY))) == ("waiting", [])
    look(people, row)
    assert [one.title for one in supporting.open_notices(DAY)] == ["お米を さがしています"]
    with pytest.raises(Conflict, match="先に 見たか"):
        look(people, row, "aoi")


def test_a_change_is_looked_at_anew(people: Cast) -> None:
    row = post(people)
    look(people, row)
    told = Words("want", "food", "もち米を さがしています")
    row = notices.change(notice=row, told=told, by=people.by(people.hana), at=AT)
    assert (row.state, row.looked_at) == ("waiting", None)


def test_what_tsubaki_types_in_stands_at_once_what_mado_types_in_waits(people: Cast) -> None:
    assert post(people, who="tsubaki").state == "open"
    assert post(people, who="mado").state == "waiting"


def test_words_changed_while_tsubaki_reads_are_not_let_through(people: Cast) -> None:
    row = post(people)
    read = supporting.words_of(row).mark
    told = Words("want", "food", "お米を さがしています", "たくさん", until=RICE.until)
    notices.change(notice=row, told=told, by=people.by(people.hana), at=AT)
    with pytest.raises(Conflict, match="ことばが かわりました"):
        look(people, row, seen=read)
    with pytest.raises(Conflict, match="ことばが かわりました"):
        look(people, row, seen="")
    assert look(people, row).state == "open"


def test_what_the_desk_types_in_is_nobodys_reading_before_the_group_said_so(people: Cast) -> None:
    row = post(people, who="tsubaki", agrees=False)
    assert (row.state, row.agreed_on) == ("waiting", None)
    with pytest.raises(Conflict, match="まだ 聞いていません"):
        look(people, row)
    row = notices.change(notice=row, told=RICE, agrees=True, by=people.by(people.tsubaki), at=AT)
    assert (row.state, row.agreed_on) == ("open", DAY)
    row = notices.change(notice=row, told=RICE, agrees=False, by=people.by(people.tsubaki), at=AT)
    assert (row.state, row.agreed_on) == ("waiting", None)  # they said no after all


def test_a_group_that_posts_itself_says_yes_by_that(people: Cast) -> None:
    assert post(people, agrees=False).agreed_on == DAY


def test_a_telephone_number_never_stands_there(people: Cast) -> None:
    told = Words("want", "food", "お米を さがしています", "090-1234-5678 に 電話ください")
    row = post(people, told, who="aoi")
    assert row.state == "waiting"
    with pytest.raises(Conflict, match="電話番号"):
        look(people, row, "aoi")


def test_back_to_the_group_with_a_reason_that_reaches_it(people: Cast) -> None:
    row = post(people)
    aoi = people.by(people.aoi)
    with pytest.raises(Invalid):
        notices.back(notice=row, why=" ", by=aoi, at=AT)
    notices.back(notice=row, why="どのくらい ほしいかを 書いてください", by=aoi, at=AT)
    assert list(supporting.to_look_at()) == []
    mail = Message.objects.get(person=people.hana)
    assert "どのくらい ほしいか" in mail.body
    row = notices.change(notice=row, told=RICE, by=people.by(people.hana), at=AT)
    assert (row.back_words, list(supporting.to_look_at())) == ("", [row])


def test_closed_and_after_all_again(people: Cast) -> None:
    hana = people.by(people.hana)
    row = post(people, who="aoi")
    row = notices.close(notice=row, by=hana, at=AT)
    with pytest.raises(Conflict, match="また のせる"):
        notices.change(notice=row, told=RICE, by=hana, at=AT)
    assert notices.reopen(notice=row, by=hana, at=AT).state == "open"


def test_the_last_day_over_it_ends_by_itself(people: Cast) -> None:
    row = post(people, who="aoi")
    clockwork = Actor.of_job("network.notices_expire")
    assert notices.expire(by=clockwork, at=AT + timedelta(days=30)) == 0
    assert notices.expire(by=clockwork, at=AT + timedelta(days=31)) == 1
    row.refresh_from_db()
    assert row.state == "closed"
    with pytest.raises(NotFound):
        notices.expire(by=people.by(people.fumi), at=AT)


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"until": DAY - timedelta(days=1)}, "until"),
        ({"until": DAY + timedelta(days=500)}, "until"),
        ({"title": "  "}, "title"),
        ({"resource": "gold"}, "resource"),
    ],
)
def test_what_cannot_be_is_said_beside_its_field(
    people: Cast, changed: dict[str, object], field: str
) -> None:
    told = {name: getattr(RICE, name) for name in RICE.__dataclass_fields__}
    with pytest.raises(Invalid) as refused:
        post(people, Words(**{**told, **changed}))
    assert field in refused.value.fields


def test_ken_knows_nothing_of_it_and_megumi_neither(people: Cast) -> None:
    row = post(people)
    for who in (people.ken, people.megumi, people.sumi, people.tamotsu):
        with pytest.raises(NotFound):
            notices.close(notice=row, by=people.by(who), at=AT)
        with pytest.raises(NotFound):
            notices.look(notice=row, seen=supporting.words_of(row).mark, by=people.by(who), at=AT)
    with pytest.raises(NotFound):
        look(people, row, "hana")
    with pytest.raises(NotFound):
        look(people, row, "mado")
