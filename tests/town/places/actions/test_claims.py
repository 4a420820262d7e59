"""A group claims an entry nobody keeps; the city hands it over."""

from __future__ import annotations

import pytest

from ibasho.base.kernel.errors import Conflict, Invalid, NotAllowed, NotFound
from ibasho.town.outbox.models import Message
from ibasho.town.people.models import Organisation, Person
from ibasho.town.places.actions import claims
from ibasho.town.places.models import Claim, Place
from tests import make
from tests.people import Cast

pytestmark = pytest.mark.django_db


@pytest.fixture
def place(town: Cast) -> Place:
    return make.place()


def ask(town: Cast, who: Person, group: Organisation, place: Place) -> Claim:
    return claims.ask(
        place=place, organisation=group, words="4月から やっています", by=town.by(who), at=make.AT
    )


def test_an_accepted_claim_hands_the_entry_over_and_tells_who_asked(town: Cast, place: Place) -> None:
    claim = ask(town, town.hana, town.midori, place)
    claims.accept(claim=claim, by=town.by(town.aoi), at=make.AT)
    place.refresh_from_db()
    assert place.organisation == town.midori
    assert Message.objects.filter(person=town.hana).exists()


def test_asking_twice_gives_the_same_claim(town: Cast, place: Place) -> None:
    assert ask(town, town.hana, town.midori, place) == ask(town, town.hana, town.midori, place)


def test_the_other_group_is_answered_as_well(town: Cast, place: Place) -> None:
    mine, theirs = ask(town, town.hana, town.midori, place), ask(town, town.ken, town.aozora, place)
    claims.accept(claim=mine, by=town.by(town.aoi), at=make.AT)
    theirs.refresh_from_db()
    assert theirs.state == "refused"
    assert Message.objects.filter(person=town.ken).exists()


def test_an_entry_somebody_keeps_is_not_claimed(town: Cast) -> None:
    with pytest.raises(Conflict):
        ask(town, town.ken, town.aozora, make.place(organisation=town.midori))


@pytest.mark.parametrize("state", ["draft", "pending", "ended", "refused"])
def test_what_is_not_public_cannot_be_claimed(town: Cast, state: str) -> None:
    with pytest.raises(NotFound):
        ask(town, town.hana, town.midori, make.place(state=state))


def test_nobody_claims_for_a_group_that_is_not_theirs(town: Cast, place: Place) -> None:
    for who in (town.ken, town.tamotsu, town.tsubaki):
        with pytest.raises(NotFound):
            ask(town, who, town.midori, place)


@pytest.mark.parametrize("who", ["mado", "tsubaki", "hana", "ken", "tamotsu"])
def test_only_who_may_approve_decides(town: Cast, place: Place, who: str) -> None:
    claim = ask(town, town.hana, town.midori, place)
    by = town.by(getattr(town, who))
    with pytest.raises(NotAllowed):
        claims.accept(claim=claim, by=by, at=make.AT)
    with pytest.raises(NotAllowed):
        claims.refuse(claim=claim, answer="x", by=by, at=make.AT)


def test_an_officer_does_not_accept_a_claim_they_typed_in_themselves(town: Cast, place: Place) -> None:
    claim = ask(town, town.aoi, town.midori, place)
    with pytest.raises(NotAllowed):
        claims.accept(claim=claim, by=town.by(town.aoi), at=make.AT)
    claims.accept(claim=claim, by=town.by(town.fumi), at=make.AT)


def test_a_refusal_needs_words(town: Cast, place: Place) -> None:
    claim = ask(town, town.hana, town.midori, place)
    with pytest.raises(Invalid):
        claims.refuse(claim=claim, answer="", by=town.by(town.aoi), at=make.AT)
    claims.refuse(claim=claim, answer="別の団体です", by=town.by(town.aoi), at=make.AT)
    assert "別の団体です" in Message.objects.get(person=town.hana).body


def test_a_withdrawn_claim_can_be_made_again(town: Cast, place: Place) -> None:
    claim = ask(town, town.hana, town.midori, place)
    with pytest.raises(NotFound):
        claims.withdraw(claim=claim, by=town.by(town.ken), at=make.AT)
    claims.withdraw(claim=claim, by=town.by(town.hana), at=make.AT)
    assert ask(town, town.hana, town.midori, place).pk != claim.pk
