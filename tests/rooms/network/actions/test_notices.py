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


def post(people: Cast, told: Words = RICE, who: str = "hana") -> Notice:
    by = people.by(getattr(people, who))
    return notices.post(organisation=people.midori, told=told, by=by, at=AT)


def test_hana_asks_and_it_stands_once_tsubaki_looked(people: Cast) -> None:
    row = post(people)
    assert (row.state, list(supporting.open_notices(DAY))) == ("waiting", [])
    notices.look(notice=row, by=people.by(people.tsubaki), at=AT)
    assert [one.title for one in supporting.open_notices(DAY)] == ["お米を さがしています"]
    with pytest.raises(Conflict, match="先に 見たか"):
        notices.look(notice=row, by=people.by(people.aoi), at=AT)


def test_a_change_is_looked_at_anew(people: Cast) -> None:
    row = post(people)
    notices.look(notice=row, by=people.by(people.tsubaki), at=AT)
    told = Words("want", "food", "もち米を さがしています")
    row = notices.change(notice=row, told=told, by=people.by(people.hana), at=AT)
    assert (row.state, row.looked_at) == ("waiting", None)


def test_what_tsubaki_types_in_stands_at_once_what_mado_types_in_waits(people: Cast) -> None:
    assert post(people, who="tsubaki").state == "open"
    assert post(people, who="mado").state == "waiting"


def test_a_telephone_number_never_stands_there(people: Cast) -> None:
    told = Words("want", "food", "お米を さがしています", "090-1234-5678 に 電話ください")
    row = post(people, told, who="aoi")
    assert row.state == "waiting"
    with pytest.raises(Conflict, match="電話番号"):
        notices.look(notice=row, by=people.by(people.aoi), at=AT)


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
        for deed in (notices.close, notices.look):
            with pytest.raises(NotFound):
                deed(notice=row, by=people.by(who), at=AT)
    with pytest.raises(NotFound):
        notices.look(notice=row, by=people.by(people.hana), at=AT)
    with pytest.raises(NotFound):
        notices.look(notice=row, by=people.by(people.mado), at=AT)
