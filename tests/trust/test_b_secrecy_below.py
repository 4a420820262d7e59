"""B. Below the pages: what the database holds, what the journal must hold first, what a log may hold (22–24, 83)."""

from __future__ import annotations

import json
import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import psycopg
import pytest
from django.apps import apps
from django.db import DatabaseError, connection, transaction
from django.test import Client

from config import postgres
from ibasho.base.journal import grants
from ibasho.base.journal.models import Entry
from ibasho.base.kernel.errors import DomainError, Invalid
from ibasho.rooms.care.actions import matters, searching
from ibasho.rooms.care.models import Assignee, Matter, Notice, Opening, Referral
from ibasho.rooms.care.queries import words, written
from ibasho.rooms.care.rules.kinds import Way
from ibasho.town.outbox.models import Message
from ibasho.town.people.models import Person
from tests import make
from tests.people import Cast
from tests.rooms.care import ground
from tests.rooms.voices import whole_database
from tests.trust import care_worlds as worlds

As = Callable[[Person], Client]
SEALED = {
    Notice: ("sealed_signs", "sealed_where", "sealed_child", "sealed_words"),
    Referral: ("sealed_child", "sealed_allergy", "sealed_collect", "sealed_decline_words"),
    Opening: ("sealed_reason",),
}


@contextmanager
def no_journal() -> Iterator[None]:
    """The journal takes nothing more: its table refuses the app, as a full disk or a broken trigger would."""
    name, table = str(connection.settings_dict["NAME"]), Entry._meta.db_table
    with psycopg.connect(postgres.dsn(name, postgres.SUPERUSER), autocommit=True) as admin:
        admin.execute(f"revoke insert on {table} from {postgres.APP}")
        try:
            yield
        finally:
            admin.execute(f"grant insert on {table} to {postgres.APP}")


class TestNoEntryNoWord:
    """22: the entry comes first; where it cannot be written, nothing is read."""

    def test_22_the_action_gives_no_key(self, town: Cast, now: object) -> None:
        care, by = ground.ground(town), town.by(town.sumi)
        with no_journal(), pytest.raises(DatabaseError), transaction.atomic():
            matters.open_matter(matter=care.notice.matter, by=by, at=make.AT)
        assert matters.open_matter(matter=care.notice.matter, by=by, at=make.AT)

    def test_22_no_page_shows_a_word(self, town: Cast, as_person: As) -> None:
        place = make.place(organisation=town.midori)
        notice = worlds.written(town, place)
        Assignee.objects.create(matter=notice.matter, person=town.sumi, given_at=make.AT, given_by=town.sumi)
        Notice.objects.filter(pk=notice.pk).update(state="taken", taken_at=make.AT, taken_by=town.sumi)
        client = as_person(town.sumi)
        client.raise_request_exception = False
        page = worlds.path_of("desk_notice", public_id=notice.matter.public_id)
        assert worlds.WORDS in client.get(page).content.decode()
        with no_journal(), transaction.atomic():
            answer = client.get(page)
            transaction.set_rollback(True)
        assert answer.status_code == 500  # noqa: PLR2004
        assert worlds.holds(answer.content.decode()) == []

    def test_22_nor_does_a_search_answer(self, town: Cast, now: object) -> None:
        place = make.place(organisation=town.midori)
        worlds.written(town, place)
        with no_journal(), pytest.raises(DatabaseError), transaction.atomic():
            searching.search(place=place, nickname=worlds.CHILD, by=town.by(town.sumi), at=make.AT)


class TestTheWholeDatabase:
    def test_23_a_dump_holds_no_word_of_a_note(self, town: Cast, now: object) -> None:
        """Every column of every row of every table: messages, jobs, sessions, the cache and the journal too."""
        worlds.fill(town, worlds.elsewhere(town))
        found = [(row.table, one) for row in whole_database.everything() for one in worlds.holds(row.text)]
        assert found == []
        sealed = Notice.objects.exclude(sealed_words=None).count()
        assert sealed == worlds.MANY, "they are there, sealed"

    def test_23_an_administrator_with_the_database_reads_ciphertext_and_wrapped_keys(
        self, town: Cast, now: object
    ) -> None:
        """No two rows with the same words look alike, nor does their length tell them apart."""
        place = make.place(organisation=town.midori)
        rows = [ground.notice(town, place) for _number in range(10)]
        stored = {bytes(one.sealed_words or b"") for one in rows} | {
            bytes(one.matter.data_key or b"") for one in rows
        }
        assert len(stored) == 2 * len(rows)
        assert len({len(bytes(one.sealed_words or b"")) for one in rows}) == 1
        plain = [words.key_of(one.matter) for one in rows]
        assert not any(key in bytes(one.matter.data_key or b"") for key, one in zip(plain, rows, strict=True))

    def test_23_every_free_text_of_the_room_is_sealed(self) -> None:
        """Text columns of care that people fill: none but what the centre publishes of itself."""
        allowed = {
            "PublishedYear.source_name", "PublishedYear.source_url", "CouncilMember.paper", "CentreSettings.name",
            "CentreSettings.phone", "CentreSettings.hours", "CentreSettings.night_words", "ConsentText.child_words",
            "ConsentText.adult_words",
        }  # fmt: skip
        kinds = {"CharField", "TextField", "URLField", "JSONField", "EmailField"}
        free = {
            f"{model.__name__}.{field.name}"
            for model in apps.get_app_config("care").get_models()
            for field in model._meta.concrete_fields
            if field.get_internal_type() in kinds and not field.choices
            and field.name not in ("public_id", "category", "body")
        }  # fmt: skip
        assert free - allowed == set()

    def test_24_the_app_may_only_add_to_the_journal(self, db: None) -> None:
        tables = grants.append_only_tables()
        assert {"journal_entry", "journal_seal"} <= set(tables) and len(tables) > 2  # noqa: PLR2004 - and the ledger
        with connection.cursor() as cursor:
            for table in tables:
                for deed in ("update", "delete", "truncate"):
                    cursor.execute("select has_table_privilege(%s, %s, %s)", [postgres.APP, table, deed])
                    assert cursor.fetchone() == (False,), f"{deed} {table}"
        for statement in (
            "update journal_entry set why = ''",
            "delete from journal_entry",
            "truncate journal_entry",
        ):
            with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
                cursor.execute(statement)


class TestSwapped:
    """79 at the level of rows: what an attacker with the database moves about does not open."""

    @pytest.fixture
    def pair(self, town: Cast, now: object) -> tuple[Cast, Notice, Notice]:
        place = make.place(organisation=town.midori)
        return town, ground.notice(town, place), ground.notice(town, place)

    def opened(self, town: Cast, notice: Notice) -> written.Written:
        found = Notice.objects.select_related("matter").get(pk=notice.pk)
        key = matters.open_matter(matter=found.matter, by=town.by(town.sumi), at=make.AT)
        return written.of(found, key)

    @pytest.mark.parametrize("column", SEALED[Notice])
    def test_79_between_rows(self, column: str, pair: tuple[Cast, Notice, Notice]) -> None:
        town, mine, other = pair
        Notice.objects.filter(pk=mine.pk).update(**{column: getattr(other, column)})
        with pytest.raises(Invalid):
            self.opened(town, mine)

    def test_79_between_columns(self, pair: tuple[Cast, Notice, Notice]) -> None:
        town, mine, _other = pair
        Notice.objects.filter(pk=mine.pk).update(
            sealed_child=mine.sealed_words, sealed_words=mine.sealed_child
        )
        with pytest.raises(Invalid):
            self.opened(town, mine)

    def test_79_with_its_key_into_another_matter(self, pair: tuple[Cast, Notice, Notice]) -> None:
        """Also whole: key and words of another note, under this one's number."""
        town, mine, other = pair
        Matter.objects.filter(pk=mine.matter_id).update(data_key=other.matter.data_key)
        with pytest.raises(Invalid):
            self.opened(town, mine)
        Notice.objects.filter(pk=mine.pk).update(**{one: getattr(other, one) for one in SEALED[Notice]})
        with pytest.raises(Invalid):
            self.opened(town, mine)

    @pytest.mark.parametrize("at", [0, 11, 12, 40, -1])
    def test_79_one_bit(self, at: int, pair: tuple[Cast, Notice, Notice]) -> None:
        town, mine, _other = pair
        changed = bytearray(mine.sealed_words or b"")
        changed[at] ^= 1
        Notice.objects.filter(pk=mine.pk).update(sealed_words=bytes(changed))
        with pytest.raises(Invalid):
            self.opened(town, mine)

    def test_79_the_page_says_so_and_shows_nothing(
        self, pair: tuple[Cast, Notice, Notice], as_person: As
    ) -> None:
        town, mine, other = pair
        Notice.objects.filter(pk=mine.pk).update(sealed_words=other.sealed_words)
        shown = as_person(town.sumi).get(worlds.path_of("desk_notice", public_id=mine.matter.public_id))
        assert shown.status_code == worlds.OK
        assert "ことばは 見られません" in shown.content.decode() and "あおくん" not in shown.content.decode()


class TestLogsAndLetters:
    """83: no line of a log, no page of an error, no trace and no subject of a mail holds a word."""

    def test_83_a_day_of_the_centre_leaves_no_word_in_any_log(
        self, town: Cast, as_person: As, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        caplog.set_level(logging.DEBUG)
        place = make.place(organisation=town.midori)
        hana, sumi = as_person(town.hana), as_person(town.sumi)
        form = {
            "signs": ["injury"],
            "place": place.public_id,
            "when": "today",
            "child": worlds.CHILD,
            "words": worlds.WORDS,
        }
        hana.post(worlds.path_of("note_write"), form | {"nonce": "kaputt", "signs": "????"})  # refused
        hana.post(worlds.path_of("note_write"), form | {"nonce": "5d3c1b44-98a8-4a06-9a3b-0b6b1f6f0f5a"})
        notice = Notice.objects.get(way=Way.PHONE_APP)
        page = worlds.path_of("desk_notice", public_id=notice.matter.public_id)
        sumi.get(page)
        sumi.post(worlds.path_of("desk_notice_do", public_id=notice.matter.public_id), {"do": "take"})
        assert worlds.WORDS in sumi.get(page).content.decode()
        sumi.post(worlds.path_of("desk_search"), {"place": place.public_id, "nickname": worlds.CHILD})
        sumi.raise_request_exception = hana.raise_request_exception = False
        monkeypatch.setattr(written, "of", broken)  # the worst place to fail: the words are open
        monkeypatch.setattr("ibasho.rooms.care.actions.notes._made", broken)
        failed = [
            sumi.get(page),
            hana.post(
                worlds.path_of("note_write"),
                form | {"words": worlds.SPOT, "nonce": "5d3c1b44-98a8-4a06-9a3b-0b6b1f6f0f5b"},
            ),
        ]
        assert [one.status_code for one in failed] == [500, 500]
        told = "\n".join([caplog.text, *(one.content.decode() for one in failed)])
        assert "Internal Server Error" in told
        assert worlds.holds(told) == []

    def test_83_no_mail_tells_anything(self, town: Cast, now: object) -> None:
        worlds.fill(town, worlds.elsewhere(town))
        sent = list(Message.objects.filter(event_key__startswith="care."))
        assert len(sent) > 2  # noqa: PLR2004
        numbers = list(Matter.objects.values_list("public_id", flat=True))
        for one in sent:
            letter = json.dumps([one.subject, one.body, one.event_key], ensure_ascii=False)
            assert one.secret and one.subject == "おしらせが あります"
            assert worlds.holds(letter) == [] and not any(number in letter for number in numbers)
            assert not any(word in letter for word in ("虐待", "気づき", "緊急", "閲覧", "よその"))


def broken(*_given: object, **_named: object) -> None:
    raise RuntimeError("something of ours fell over")


def test_a_refusal_is_no_leak(town: Cast, now: object) -> None:
    """What an error of this room says to whoever meets it stands in its own sentence, never in the words."""
    place = make.place(organisation=town.midori)
    notice = worlds.written(town, place)
    Matter.objects.filter(pk=notice.matter_id).update(data_key=b"\x01" * 60)
    Assignee.objects.create(matter=notice.matter, person=town.sumi, given_at=make.AT, given_by=town.sumi)
    with pytest.raises(DomainError) as refusal:
        matters.open_matter(matter=notice.matter, by=town.by(town.sumi), at=make.AT)
    assert worlds.holds(str(refusal.value) + refusal.value.message) == []
