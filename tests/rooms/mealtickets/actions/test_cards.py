"""Cards from the batch to the day they are forgotten."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any
from uuid import UUID

import pytest

from ibasho.base.journal.models import Entry
from ibasho.base.kernel.errors import Conflict, DomainError, Invalid, NotFound
from ibasho.rooms.mealtickets.actions import cards, keys
from ibasho.rooms.mealtickets.models import Card, CardUse, Redemption, Sheet, SigningKey
from ibasho.rooms.mealtickets.queries import cards as queries
from ibasho.rooms.mealtickets.queries import keys as known_keys
from ibasho.rooms.mealtickets.rules import codes
from tests import make
from tests.rooms.mealtickets import ground
from tests.rooms.mealtickets.ground import SERVER

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 24)


def sheet(count: int = 3, **given: Any) -> Sheet:
    return cards.make_sheet(
        **{"count": count, "given_to": "虹橋小学校", "by": SERVER, "at": make.AT, **given}
    )


def card(position: int = 1, **given: Any) -> Card:
    return sheet(**given).cards.get(position=position)


def refused(call: Any, *args: Any, **given: Any) -> str:
    with pytest.raises(DomainError) as found:
        call(*args, **given)
    return found.value.code


def use(of: Card, day: date = TODAY) -> CardUse:
    shop = ground.shop(f"店{CardUse.objects.count()}")
    eaten = Redemption.objects.create(
        nonce=UUID(int=CardUse.objects.count() + 1), content_hash="0" * 64, shop=shop, way="online",
        outcome="ok", reason="ok", amount_yen=400, day=day, received_at=make.AT, answer={},
    )  # fmt: skip
    return CardUse.objects.create(card=of, day=day, turn=1, redemption=eaten)


def test_a_batch_is_made_with_the_first_key() -> None:
    made = sheet(12)
    assert (made.count, made.cards.count(), made.valid_until) == (12, 12, date(2027, 4, 30))
    key = SigningKey.objects.get()
    assert {one.key_id for one in made.cards.all()} == {key.key_id} == {1}
    assert len({one.number for one in made.cards.all()} | {one.typed for one in made.cards.all()}) == 24
    assert all(codes.read_typed(one.typed) for one in made.cards.all())


def test_what_a_card_says_is_found_again() -> None:
    one = card()
    assert queries.read(queries.text_of(one), day=TODAY) == one
    assert queries.read(codes.shown(one.typed).lower(), day=TODAY) == one


def test_the_journal_never_learns_a_number() -> None:
    one = card()
    cards.replace(card=one, by=SERVER, at=make.AT)
    told = " ".join(str(entry.data) + entry.object_id for entry in Entry.objects.all())
    for each in Card.objects.all():
        assert each.typed not in told
        assert str(each.number) not in told
        assert each.number.hex not in told


def test_a_batch_for_the_wall_belongs_to_a_shop() -> None:
    shop = ground.shop()
    made = sheet(kind="wall", shop=shop)
    assert made.shop == shop
    assert refused(sheet, kind="wall") == "sheet.shop"
    assert refused(sheet, shop=shop) == "sheet.shop"


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({"count": 0}, "sheet.count"),
        ({"count": 501}, "sheet.count"),
        ({"valid_until": TODAY - timedelta(days=1)}, "sheet.until"),
        ({"valid_until": TODAY + timedelta(days=185)}, "sheet.until"),
        ({"given_to": "1234 5678 9018"}, "my_number"),
    ],
)
def test_a_batch_that_cannot_be_is_not_made(given: dict[str, Any], code: str) -> None:
    assert code in refused(sheet, **given)
    assert not Sheet.objects.exists()


def test_a_stopped_card_stays_stopped_and_devices_learn_it() -> None:
    one = card()
    cards.revoke(card=one, by=SERVER, at=make.AT)
    again = cards.revoke(card=one, by=SERVER, at=make.AT + timedelta(hours=1))
    assert (again.state, again.ended_at) == (Card.State.REVOKED, make.AT)
    assert refused(queries.read, queries.text_of(one), day=TODAY) == "card.revoked"
    assert queries.stopped(TODAY) == [codes.short_hash(one.number)]
    assert Entry.objects.filter(verb="mealtickets.card.revoke").count() == 1


def test_a_lost_card_is_replaced() -> None:
    one = card()
    new = cards.replace(card=one, by=SERVER, at=make.AT)
    one.refresh_from_db()
    assert (one.state, one.replaced_by, new.position, new.sheet) == (Card.State.REPLACED, new, 4, one.sheet)
    assert refused(queries.read, one.typed, day=TODAY) == "card.revoked"
    assert queries.read(new.typed, day=TODAY) == new
    with pytest.raises(Conflict, match="4枚目"):
        cards.replace(card=one, by=SERVER, at=make.AT)


def test_a_card_stopped_by_phone_is_replaced_at_the_counter() -> None:
    one = card()
    cards.revoke(card=one, by=SERVER, at=make.AT)
    new = cards.replace(card=one, by=SERVER, at=make.AT + timedelta(days=1))
    one.refresh_from_db()
    assert (one.state, one.ended_at, one.replaced_by) == (Card.State.REPLACED, make.AT, new)


def test_what_was_eaten_today_counts_for_the_new_card() -> None:
    one = card()
    use(one, TODAY - timedelta(days=1))
    use(one, TODAY)
    new = cards.replace(card=one, by=SERVER, at=make.AT)
    assert [used.day for used in new.uses.all()] == [TODAY]
    assert [used.day for used in one.uses.all()] == [TODAY - timedelta(days=1)]


def test_a_used_ticket_of_the_wall_stays_used() -> None:
    one = card(kind="wall", shop=ground.shop())
    use(one, TODAY - timedelta(days=3))
    assert cards.replace(card=one, by=SERVER, at=make.AT).uses.count() == 1


def test_an_expired_card_is_not_replaced_and_not_read() -> None:
    one = card()
    after = make.AT + timedelta(days=200)
    assert refused(cards.replace, card=one, by=SERVER, at=after) == "card.expired"
    assert refused(queries.read, one.typed, day=date(2027, 5, 1)) == "card.expired"
    assert queries.read(one.typed, day=date(2027, 4, 30)) == one


def test_part_of_a_batch_is_stopped_at_once() -> None:
    made = sheet(10)
    assert (
        cards.revoke_many(sheet=made, positions=[2, 3, 9], why="かばんごと なくした", by=SERVER, at=make.AT)
        == 3
    )
    assert cards.revoke_many(sheet=made, positions=[3, 4], why="もう1枚", by=SERVER, at=make.AT) == 1
    assert [one.position for one in made.cards.filter(state="revoked").order_by("position")] == [2, 3, 4, 9]
    with pytest.raises(Invalid):
        cards.revoke_many(sheet=made, positions=[5], why=" ", by=SERVER, at=make.AT)


def test_the_night_forgets_uses_first_then_cards_then_the_batch() -> None:
    made = sheet()
    lost, kept = made.cards.get(position=1), made.cards.get(position=2)
    use(lost)
    use(kept)
    cards.revoke(card=lost, by=SERVER, at=make.AT)
    assert cards.forget(by=SERVER, at=make.AT + timedelta(days=60)) == 0
    assert CardUse.objects.count() == 2
    assert cards.forget(by=SERVER, at=make.AT + timedelta(days=61)) == 0  # devices must know it is stopped
    assert [used.card_id for used in CardUse.objects.all()] == [kept.pk]
    assert cards.forget(by=SERVER, at=make.AT.replace(year=2027, month=6, day=29)) == 0
    assert cards.forget(by=SERVER, at=make.AT.replace(year=2027, month=7, day=1)) == 3
    assert (CardUse.objects.count(), Redemption.objects.count(), Sheet.objects.count()) == (0, 2, 1)
    cards.forget(by=SERVER, at=make.AT.replace(year=2028, month=5, day=2))
    assert not Sheet.objects.exists()


def test_unknown_and_foreign_codes_say_so() -> None:
    sheet()
    letters = codes.new_typed()
    with pytest.raises(NotFound) as found:
        queries.read(letters, day=TODAY)
    assert found.value.code == "card.unknown"
    assert refused(queries.read, "https://example.test/", day=TODAY) == "card.foreign"


def test_a_new_key_leaves_old_cards_good() -> None:
    old = card()
    new_key = keys.rotate(by=SERVER, at=make.AT)
    assert new_key.key_id == 2
    assert card().key_id == 2
    assert queries.read(queries.text_of(old), day=TODAY) == old
    assert set(known_keys.for_devices()) == {"1", "2"}


def test_all_cards_of_a_key_stop() -> None:
    old = card()
    text = queries.text_of(old)
    with pytest.raises(Invalid):
        keys.revoke(key_id=1, why="", by=SERVER, at=make.AT)
    keys.revoke(key_id=1, why="秘密が もれた", by=SERVER, at=make.AT)
    assert (
        refused(queries.read, text, day=TODAY)
        == refused(queries.read, old.typed, day=TODAY)
        == "card.revoked"
    )
    assert known_keys.for_devices() == {}
    new = cards.replace(card=old, by=SERVER, at=make.AT)
    assert (new.key_id, queries.read(queries.text_of(new), day=TODAY)) == (2, new)
    assert refused(keys.revoke, key_id=1, why="もう一度", by=SERVER, at=make.AT) == "keys.revoked"
    assert refused(keys.revoke, key_id=9, why="なし", by=SERVER, at=make.AT) == "keys.unknown"


def test_another_secret_is_noticed_before_cards_are_made(settings: Any) -> None:
    one = card()
    settings.MEAL_CARD_SECRET = "another"
    assert refused(sheet) == "keys.secret_changed"
    assert refused(queries.text_of, one) == "keys.secret_changed"


def test_the_public_half_stands_in_the_journal() -> None:
    sheet()
    told = Entry.objects.get(verb="mealtickets.key.make").data["public_key"]
    assert bytes.fromhex(told) == known_keys.all_public()[1]
