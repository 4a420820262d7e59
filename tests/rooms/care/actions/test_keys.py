"""A newer key takes over while people work; a lost one holds up no other."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.db import transaction

from ibasho.base.journal.models import Entry
from ibasho.base.kernel.actor import Actor
from ibasho.base.kernel.errors import Invalid, NotFound, Unavailable
from ibasho.base.ports.vault import LocalVault, vault
from ibasho.rooms.care.actions import keys, matters, searching
from ibasho.rooms.care.models import Matter, Notice
from ibasho.rooms.care.queries import keys as queries
from ibasho.rooms.care.queries import keys_waiting, words, written
from ibasho.rooms.care.rules import nicknames
from ibasho.town.places.models import Place
from tests import make
from tests.base.ports import daemon as daemons
from tests.people import Cast
from tests.rooms.care import ground
from tests.rooms.care.ground import AT

pytestmark = pytest.mark.django_db
JOB = Actor.of_job("care.rewrap")
OLD, BOTH, NEW = "1=the-old-secret", "2=the-new-secret,1=the-old-secret", "2=the-new-secret"


@pytest.fixture
def place(people: Cast, settings: Any) -> Place:
    settings.SEAL_SECRETS = OLD
    return make.place(organisation=people.midori)


def marked(people: Cast, place: Place, count: int = 1) -> list[Notice]:
    """Notes about あおくん of this place, findable by that."""
    mark = vault().marks(nicknames.folded("あおくん"), nicknames.salt(place.public_id))[0]
    return [ground.notice(people, place, child_mark=mark) for _one in range(count)]


def read(people: Cast, row: Notice) -> written.Written:
    return written.of(row, matters.open_matter(matter=row.matter, by=people.by(people.sumi), at=AT))


def found(people: Cast, place: Place) -> int:
    return len(searching.search(place=place, nickname="アオ君", by=people.by(people.sumi), at=AT).lines)


def test_statement_80_a_new_key_takes_over_and_the_old_one_may_go(
    people: Cast, place: Place, settings: Any
) -> None:
    """Three hundred here; a hundred thousand under traffic in tests/faults/test_keys.py."""
    rows, asked = marked(people, place, 298), ground.referral(people, place)
    settings.SEAL_SECRETS = BOTH
    fresh = marked(people, place)
    assert found(people, place) == 20, "before, too"
    assert [keys.rewrap(by=JOB, at=AT, most=200) for _run in range(3)] == [200, 99, 0]
    assert queries.by_number() == {2: 300}
    settings.SEAL_SECRETS = NEW
    assert {read(people, row).child for row in rows[:3] + fresh} == {"あおくん"}
    assert words.key_of(Matter.objects.get(pk=asked.matter_id)), "referrals, too"
    assert found(people, place) == 20
    marks = {bytes(one) for one in Notice.objects.values_list("child_mark", flat=True)}
    assert len(marks) == 1, "old and new notes of one nickname have one mark again"
    noted = Entry.objects.filter(verb="care.matter.rewrap", person_id=None).values_list(
        "object_id", flat=True
    )
    assert sorted(map(int, noted)) == sorted(row.matter_id for row in (*rows, asked)), "each once, by the job"


def test_the_words_themselves_stay_as_they_were_sealed(people: Cast, place: Place, settings: Any) -> None:
    (row,) = marked(people, place)
    before = (row.sealed_words, row.sealed_child, words.key_of(row.matter))
    settings.SEAL_SECRETS = BOTH
    keys.rewrap(by=JOB, at=AT)
    row = Notice.objects.select_related("matter").get()
    assert (
        bytes(row.sealed_words or b""),
        bytes(row.sealed_child or b""),
        words.key_of(row.matter),
    ) == before


def test_one_whose_key_is_lost_holds_up_no_other(people: Cast, place: Place, settings: Any) -> None:
    """The centre sees how many wait for their key, the page says so, and they open once it is back."""
    settings.SEAL_SECRETS = "3=a-lost-secret"
    lost = ground.notice(people, place)
    settings.SEAL_SECRETS = OLD
    rows = marked(people, place, 2)
    settings.SEAL_SECRETS = "4=newest,1=the-old-secret"
    assert [keys.rewrap(by=JOB, at=AT, most=2) for _run in range(3)] == [2, 1, 0]
    settings.SEAL_SECRETS = "4=newest"
    assert {read(people, row).child for row in rows} == {"あおくん"}
    with pytest.raises(Invalid, match="かぎが ありません"):
        read(people, lost)
    sumi = people.by(people.sumi)
    assert [(line.count, line.icon) for line in keys_waiting.waiting_for(sumi, AT)] == [(1, "warn")]
    settings.SEAL_SECRETS = "4=newest,3=a-lost-secret"
    assert keys.rewrap(by=JOB, at=AT) == 0, "once a day"
    assert keys.rewrap(by=JOB, at=AT + timedelta(days=1)) == 1
    assert read(people, lost).child == "あおくん" and keys_waiting.waiting_for(sumi, AT) == []


@pytest.mark.parametrize("who", ["fumi", "aoi", "mado", "tsubaki", "hana", "ken", "tamotsu"])
def test_nobody_outside_the_centre_learns_that_a_key_is_lost(who: str, people: Cast, place: Place) -> None:
    ground.notice(people, place)
    Matter.objects.update(unreadable_on=AT.date())
    assert keys_waiting.waiting_for(people.by(getattr(people, who)), AT) == []


def test_a_changed_column_is_seen_and_keeps_no_old_key_alive(
    people: Cast, place: Place, settings: Any
) -> None:
    (row,) = marked(people, place)
    other = ground.notice(people, place)
    Notice.objects.filter(pk=row.pk).update(sealed_child=other.sealed_child)
    settings.SEAL_SECRETS = BOTH
    assert keys.rewrap(by=JOB, at=AT) == 2
    assert queries.by_number() == {2: 2} and queries.unreadable().get() == row.matter
    assert Notice.objects.get(pk=row.pk).child_mark is None, "nobody finds it under another child's nickname"


def test_what_was_forgotten_has_no_key_to_wrap(people: Cast, place: Place, settings: Any) -> None:
    ground.notice(people, place)
    Matter.objects.update(data_key=None, forgotten_on=AT.date())
    settings.SEAL_SECRETS = BOTH
    assert keys.rewrap(by=JOB, at=AT) == 0 and Matter.objects.get().data_key is None


def test_what_changes_while_the_vault_is_asked_stays_as_it_became(
    people: Cast, place: Place, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No row is held meanwhile: a note that is forgotten just then stays forgotten."""
    gone, stays = marked(people, place, 2)
    settings.SEAL_SECRETS = BOTH
    real = LocalVault.rewrap

    def forgetting(self: LocalVault, wrapped: bytes, bound_to: str) -> Any:
        Matter.objects.filter(pk=gone.matter_id).update(data_key=None, forgotten_on=AT.date())
        Notice.objects.filter(pk=gone.pk).update(child_mark=None)
        return real(self, wrapped, bound_to)

    monkeypatch.setattr(LocalVault, "rewrap", forgetting)
    assert keys.rewrap(by=JOB, at=AT) == 1
    assert _noted() == {gone.matter_id, stays.matter_id}, "the vault gave out both keys"
    assert Matter.objects.get(pk=gone.matter_id).data_key is None
    assert Notice.objects.get(pk=gone.pk).child_mark is None
    assert read(people, stays).child == "あおくん"


def _noted() -> set[int]:
    rows = Entry.objects.filter(verb="care.matter.rewrap").values_list("object_id", flat=True)
    return {int(one) for one in rows}


def test_a_key_that_was_given_and_not_used_is_written_down(
    people: Cast, place: Place, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The vault gives the first key and then no mark: nothing is settled, that the key was given stands."""
    first, _second = marked(people, place, 2)
    settings.SEAL_SECRETS = BOTH

    def busy(self: LocalVault, text: str, salt: str) -> list[bytes]:
        raise Unavailable("vault.busy", "1分 待ってください。")

    with monkeypatch.context() as short:
        short.setattr(LocalVault, "marks", busy)
        assert keys.rewrap(by=JOB, at=AT) == 0
    assert _noted() == {first.matter_id} and queries.by_number() == {1: 2}
    assert keys.rewrap(by=JOB, at=AT) == 2


def test_a_broken_column_has_its_key_written_down(people: Cast, place: Place, settings: Any) -> None:
    (row,) = marked(people, place)
    Notice.objects.filter(pk=row.pk).update(sealed_child=b"broken")
    settings.SEAL_SECRETS = BOTH
    assert keys.rewrap(by=JOB, at=AT) == 1 and _noted() == {row.matter_id}


@pytest.mark.parametrize("who", ["fumi", "sumi", "tomoe", "hana"])
def test_no_person_runs_the_clock(who: str, people: Cast) -> None:
    with pytest.raises(NotFound):
        keys.rewrap(by=people.by(getattr(people, who)), at=AT)


def test_a_vault_that_stops_in_the_middle_keeps_what_was_done(
    people: Cast, place: Place, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    for _one in range(5):
        ground.notice(people, place)
    settings.SEAL_SECRETS = BOTH
    real, left = LocalVault.rewrap, [3]

    def so_many(self: LocalVault, wrapped: bytes, bound_to: str) -> Any:
        if not left[0]:
            raise Unavailable("vault.busy", "1分 待ってください。")
        left[0] -= 1
        return real(self, wrapped, bound_to)

    monkeypatch.setattr(LocalVault, "rewrap", so_many)
    assert keys.rewrap(by=JOB, at=AT) == 3 and queries.by_number() == {1: 2, 2: 3}
    with pytest.raises(Unavailable):
        keys.rewrap(by=JOB, at=AT)
    assert not queries.unreadable().exists(), "one that does not answer has lost nothing"
    left[0] = 9
    assert keys.rewrap(by=JOB, at=AT) == 2


def test_a_city_moves_its_keys_to_another_os_user(people: Cast, place: Place, settings: Any) -> None:
    """The old secret goes along, a new one is told to the service alone, everything is wrapped anew, the old one goes: from
    then on what stands in the web process's settings opens nothing."""
    (row,) = marked(people, place)
    with daemons.standing(OLD) as keeper:
        settings.VAULT = f"unix:{keeper.path}"
        assert read(people, row).words == "おかわりを 5回 しました"
        keeper.kill()
        with pytest.raises(Unavailable), transaction.atomic():
            read(people, row)
        reads = Entry.objects.filter(verb="care.matter.read").count()
        assert reads == 1, "nothing was read, nothing is written down"
        with pytest.raises(Unavailable):
            ground.notice(people, place)
        keeper.tell("2=told-to-nobody-else,1=the-old-secret")
        keeper.start()
        assert keys.rewrap(by=JOB, at=AT) == 1
        keeper.kill()
        keeper.tell("2=told-to-nobody-else")
        keeper.start()
        row.matter.refresh_from_db()
        assert read(people, row).child == "あおくん" and found(people, place) == 1
        settings.VAULT = ""
        with pytest.raises(Invalid):
            read(people, row)
