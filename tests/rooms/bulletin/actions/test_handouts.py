"""葵 makes a paper for the schools, asks the board, and mends it until the first school has it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

import pytest

from ibasho.base.kernel import clock
from ibasho.base.kernel.actor import Actor
from ibasho.base.kernel.errors import Conflict, Invalid, NotFound
from ibasho.rooms.bulletin.actions import consents, deliveries, handouts
from ibasho.rooms.bulletin.actions.handouts import Words
from ibasho.rooms.bulletin.models import Delivery, Handout, QrCode, School
from ibasho.rooms.bulletin.rules.handouts import Said
from ibasho.rooms.bulletin.rules.kinds import Consent, Paper, Purpose
from tests import make
from tests.people import Cast, cast
from tests.rooms.bulletin import ground

AT = make.AT
TODAY = clock.day(AT)
DECEMBER = date(2026, 12, 1)
WORDS = Words("12月の カレンダー", "きょう 行けるところが わかります。", Paper.CALENDAR, TODAY, DECEMBER)
pytestmark = pytest.mark.django_db


@pytest.fixture
def people() -> Cast:
    return cast()


@pytest.fixture
def two() -> list[School]:
    return [ground.school(), ground.school(name="みなみ小学校", district="M02", classes=6, copies=0)]


def made(people: Cast, schools: list[School], **more: object) -> Handout:
    return handouts.make(words=WORDS, schools=schools, by=people.by(people.mado), at=AT, **more)  # type: ignore[arg-type]


def test_each_school_gets_its_copies_and_a_code_of_its_own(people: Cast, two: list[School]) -> None:
    row = made(people, two)
    assert (row.consent, row.asked_on, row.path, row.month) == (Consent.ASKED, TODAY, "/calendar/", DECEMBER)
    told = [(one.classes, one.copies, one.code.path) for one in row.deliveries.order_by("pk") if one.code]
    assert told == [(12, 340, "/calendar/?district=M01"), (6, 210, "/calendar/?district=M02")]
    codes = QrCode.objects.filter(school__isnull=False)
    assert {(one.purpose, one.paper, one.month) for one in codes} == {
        (Purpose.DISTRICT, Paper.CALENDAR, DECEMBER)
    }
    assert codes.count() == 2


def test_the_same_paper_again_has_the_same_code(people: Cast, two: list[School]) -> None:
    made(people, two)
    made(people, two)
    assert QrCode.objects.count() == 2 and Delivery.objects.count() == 4


def test_mended_until_the_first_school_has_it(people: Cast, two: list[School]) -> None:
    mado, row = people.by(people.mado), made(people, two, asks_consent=False)
    poster = Words("ポスター", "はってください。", Paper.POSTER, TODAY)
    handouts.change(handout=row, words=poster, by=mado, at=AT)
    one = row.deliveries.select_related("code").order_by("pk")[0]
    assert one.code is not None and (one.code.path, one.code.paper) == ("/today/?district=M01", "poster")
    deliveries.hand(handout=row, deliveries=[one], on=TODAY, by=mado, at=AT)
    with pytest.raises(Conflict, match="新しい くばりもの"):
        handouts.change(handout=row, words=WORDS, by=mado, at=AT)


@pytest.mark.parametrize(
    ("words", "field"),
    [
        (Words("", "ことば", Paper.HANDOUT, TODAY), "title"),
        (Words("だい", "電話は 090-1234-5678 です", Paper.HANDOUT, TODAY), "words"),
        (Words("だい", "あ" * 401, Paper.HANDOUT, TODAY), "words"),
        (Words("だい", "ことば", Paper.CALENDAR, TODAY), "month"),
        (Words("だい", "ことば", Paper.HANDOUT, TODAY, path="//evil.example/"), "path"),
        (Words("だい", "ことば", Paper.HANDOUT, TODAY, path="/desk/"), "path"),
    ],
)
def test_words_that_are_refused_beside_their_field(people: Cast, words: Words, field: str) -> None:
    with pytest.raises(Invalid) as refused:
        handouts.make(words=words, schools=[ground.school()], by=people.by(people.aoi), at=AT)
    assert field in refused.value.fields
    assert not Handout.objects.exists()


def test_more_schools_later_and_closed_ones_never(people: Cast, two: list[School]) -> None:
    aoi, row = people.by(people.aoi), made(people, two[:1])
    closed = ground.school(name="とじた小学校", is_active=False)
    assert handouts.add_schools(handout=row, schools=[*two, closed], by=aoi, at=AT) == 1
    assert set(row.deliveries.values_list("school__name", flat=True)) == {"みほん小学校", "みなみ小学校"}


def test_dropped_and_taken_up_again(people: Cast, two: list[School]) -> None:
    aoi, row = people.by(people.aoi), made(people, two, asks_consent=False)
    handouts.drop(handout=row, by=aoi, at=AT)
    for deed in (
        lambda: handouts.drop(handout=row, by=aoi, at=AT),
        lambda: handouts.change(handout=row, words=WORDS, by=aoi, at=AT),
        lambda: handouts.add_schools(handout=row, schools=two, by=aoi, at=AT),
        lambda: deliveries.hand(handout=row, deliveries=row.deliveries.all(), on=TODAY, by=aoi, at=AT),
        lambda: consents.ask(handout=row, by=aoi, at=AT),
    ):
        with pytest.raises(Conflict):
            deed()
    handouts.restore(handout=row, by=aoi, at=AT)
    with pytest.raises(Conflict):
        handouts.restore(handout=row, by=aoi, at=AT)
    assert deliveries.hand(handout=row, deliveries=row.deliveries.all(), on=TODAY, by=aoi, at=AT)[0] == 2


def test_consent_given_and_kept_once_a_school_has_the_paper(people: Cast, two: list[School]) -> None:
    aoi, row = people.by(people.aoi), made(people, two)
    with pytest.raises(Conflict, match="返事を まって"):
        deliveries.hand(handout=row, deliveries=row.deliveries.all(), on=TODAY, by=aoi, at=AT)
    consents.answer(handout=row, given=True, on=TODAY, words="校長会で 知らせてから", by=aoi, at=AT)
    row.refresh_from_db()
    assert (row.consent, row.consent_on, row.consent_words) == (Consent.GIVEN, TODAY, "校長会で 知らせてから")
    with pytest.raises(Conflict, match="もう 入って"):
        consents.answer(handout=row, given=False, on=TODAY, words="", by=aoi, at=AT)
    deliveries.hand(handout=row, deliveries=row.deliveries.all()[:1], on=TODAY, by=aoi, at=AT)
    for verb in (consents.take_back, consents.ask, consents.not_needed):
        with pytest.raises(Conflict, match="もう とどけた"):
            verb(handout=row, by=aoi, at=AT)


def test_consent_refused_mended_and_asked_again(people: Cast, two: list[School]) -> None:
    aoi, row = people.by(people.aoi), made(people, two)
    consents.answer(handout=row, given=False, on=TODAY, words="行事が 多い", by=aoi, at=AT)
    with pytest.raises(Conflict, match="了承が ない"):
        deliveries.hand(handout=row, deliveries=row.deliveries.all(), on=TODAY, by=aoi, at=AT)
    with pytest.raises(Conflict, match="了承が ない"):
        deliveries.tell(delivery=row.deliveries.all()[0], said=Said.RECEIVED, by=aoi, at=AT)
    later = AT + timedelta(days=3)
    consents.ask(handout=row, by=aoi, at=later)
    row.refresh_from_db()
    assert (row.consent, row.asked_on, row.consent_on, row.consent_words) == (
        Consent.ASKED,
        clock.day(later),
        None,
        "",
    )
    with pytest.raises(Invalid, match="前に"):
        consents.answer(handout=row, given=True, on=TODAY, words="", by=aoi, at=later)
    consents.answer(handout=row, given=True, on=clock.day(later), words="", by=aoi, at=later)
    consents.take_back(handout=row, by=aoi, at=later)
    consents.not_needed(handout=row, by=aoi, at=later)
    row.refresh_from_db()
    assert (row.consent, row.asked_on) == (Consent.NOT_NEEDED, None)
    with pytest.raises(Conflict):
        consents.take_back(handout=row, by=aoi, at=later)
    with pytest.raises(Conflict, match="いらない"):
        consents.answer(handout=row, given=True, on=clock.day(later), words="", by=aoi, at=later)


def test_words_of_the_board_have_an_end(people: Cast, two: list[School]) -> None:
    with pytest.raises(Invalid) as refused:
        consents.answer(
            handout=made(people, two), given=True, on=TODAY, words="あ" * 201, by=people.by(people.aoi), at=AT
        )
    assert "words" in refused.value.fields


def _deeds(row: Handout, two: list[School], by: Actor) -> list[Callable[[], object]]:
    return [
        lambda: handouts.make(words=WORDS, schools=two, by=by, at=AT),
        lambda: handouts.change(handout=row, words=WORDS, by=by, at=AT),
        lambda: handouts.add_schools(handout=row, schools=two, by=by, at=AT),
        lambda: handouts.drop(handout=row, by=by, at=AT),
        lambda: handouts.restore(handout=row, by=by, at=AT),
        lambda: consents.ask(handout=row, by=by, at=AT),
        lambda: consents.answer(handout=row, given=True, on=TODAY, words="", by=by, at=AT),
        lambda: consents.take_back(handout=row, by=by, at=AT),
        lambda: consents.not_needed(handout=row, by=by, at=AT),
        lambda: deliveries.prepare(handout=row, by=by, at=AT),
    ]


def test_who_may(people: Cast, two: list[School]) -> None:
    row = made(people, two)
    for who in (people.tsubaki, people.hana, people.ken, people.tamotsu, people.sumi):
        for deed in _deeds(row, two, people.by(who)):
            with pytest.raises(NotFound):
                deed()
