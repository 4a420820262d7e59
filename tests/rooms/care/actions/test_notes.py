"""A note is written, found again when it comes twice, read by its writer alone, told to the centre without a word of it."""

from __future__ import annotations

import json
from datetime import datetime, timedelta
from uuid import UUID, uuid4

import pytest

from ibasho.base.journal.models import Entry
from ibasho.base.kernel import clock
from ibasho.base.kernel.actor import Actor
from ibasho.base.kernel.errors import Conflict, Invalid, NotFound
from ibasho.base.ports.vault import vault
from ibasho.rooms.care.actions import matters, notes
from ibasho.rooms.care.models import Assignee, CouncilMember, Matter, NotesFrom, NoteWord, Notice
from ibasho.rooms.care.queries import notes as queries
from ibasho.rooms.care.queries import words, written
from ibasho.rooms.care.rules.kinds import Sign, Way
from ibasho.rooms.care.rules.note_boxes import Claim
from ibasho.rooms.care.rules.notes import Note
from ibasho.town.outbox.models import Message
from ibasho.town.people.models import Membership, Person
from ibasho.town.places.models import Place
from tests import make
from tests.make import AT
from tests.people import SINCE, UNTIL, Cast, cast

pytestmark = pytest.mark.django_db


@pytest.fixture
def people() -> Cast:
    return cast()


@pytest.fixture
def place(people: Cast) -> Place:
    return make.place(organisation=people.midori)


def told(place: Place | None = None, **changed: object) -> Note:
    known = {
        "signs": (Sign.EATING, Sign.TIRED),
        "place": place.public_id if place else "",
        "child": "あおくん",
        "words": "おかわりを 5回",
    }
    return Note(**{**known, **changed})  # type: ignore[arg-type]


def write(
    people: Cast, said: Note, *, who: Person | None = None, nonce: UUID | None = None, **how: object
) -> Notice:
    writer = who or people.hana
    given = {"way": Way.PHONE_APP, "writer": writer, "by": people.by(writer), "at": AT, **how}
    return notes.write(told=said, nonce=nonce or uuid4(), **given)  # type: ignore[arg-type]


def as_read(people: Cast, notice: Notice) -> written.Written:
    """By Sumi, who is assigned."""
    Assignee.objects.create(matter=notice.matter, person=people.sumi, given_at=AT, given_by=people.sumi)
    return written.of(notice, matters.open_matter(matter=notice.matter, by=people.by(people.sumi), at=AT))


def test_the_centre_reads_what_hana_noticed_and_the_table_holds_no_word(people: Cast, place: Place) -> None:
    made = write(people, told(place, spot="台所"))
    read = as_read(people, made)
    assert read.signs == (Sign.EATING, Sign.TIRED)
    assert (read.place, read.organisation) == (place.public_id, people.midori.public_id)
    assert (read.when, read.spot, read.child, read.words) == ("きょう", "台所", "あおくん", "おかわりを 5回")
    kept = Notice.objects.values().get()
    assert not any(
        "あおくん".encode() in bytes(value)
        for value in kept.values()
        if isinstance(value, bytes | memoryview)
    )
    assert (made.state, made.pace, made.writer, made.typed_by) == ("sent", "usual", people.hana, None)
    assert made.check_by == AT + timedelta(hours=48)
    entry = Entry.objects.get(verb="care.notice.write")
    assert (entry.noun, entry.object_id, entry.data) == (matters.NOUN, str(made.matter_id), {})


def test_glad_news_arrive_too_without_a_clock_for_safety(people: Cast, place: Place) -> None:
    made = write(people, told(place, signs=(Sign.GLAD,)))
    assert (made.pace, made.check_by) == ("glad", None)
    assert NotesFrom.objects.get().notes == 1


def test_sent_twice_it_is_one_note(people: Cast, place: Place) -> None:
    nonce = uuid4()
    first = write(people, told(place), nonce=nonce)
    assert write(people, told(place), nonce=nonce, at=AT + timedelta(days=3)) == first
    assert (Notice.objects.count(), NotesFrom.objects.get().notes) == (1, 1)
    with pytest.raises(Conflict) as refusal:
        write(people, told(place, words="べつの こと"), nonce=nonce)
    assert refusal.value.code == "care.nonce"
    assert "あおくん" not in refusal.value.message


def test_another_person_learns_nothing_by_a_number_that_was_used(people: Cast, place: Place) -> None:
    nonce = uuid4()
    write(people, told(place), nonce=nonce)
    with pytest.raises(Conflict, match="新しい メモ"):
        write(people, told(), who=people.ken, nonce=nonce)


def test_typed_twice_within_ten_minutes_it_is_one_note(people: Cast, place: Place) -> None:
    first = write(people, told(place))
    assert write(people, told(place), at=AT + timedelta(minutes=9)) == first
    assert write(people, told(place), at=AT + timedelta(hours=2)) != first
    assert write(people, told(place, child="ももちゃん")) != first
    assert write(people, told(place), at=AT + timedelta(days=1)) != first
    mail = Person.objects.create(email="yui@example.test", name="結", ends_on=UNTIL)
    Membership.objects.create(
        person=mail, organisation=people.midori, role="helper", starts_on=SINCE, ends_on=UNTIL
    )
    assert write(people, told(place), who=mail) != first  # two who saw the same are two who saw it


def test_what_is_urgent_or_was_already_taken_is_never_merged(people: Cast, place: Place) -> None:
    """At 10:00 and at 19:00, or about two children nobody has a nickname for: each is a note, each is told."""
    for danger in (told(None, danger=True), told(None, signs=(Sign.INJURY,))):
        first, second = write(people, danger), write(people, danger, at=AT + timedelta(minutes=1))
        assert first != second and second.told_at is not None
    seen = write(people, told(place))
    Notice.objects.filter(pk=seen.pk).update(state="taken", taken_at=AT, taken_by=people.sumi)
    assert write(people, told(place)) != seen


def test_no_note_is_turned_away_for_its_place(people: Cast, place: Place) -> None:
    read = as_read(people, write(people, told(place, spot="台所"), who=people.ken))
    assert (read.place, read.organisation) == ("", people.aozora.public_id)
    assert read.spot == f"{place.name}・台所"  # the centre still reads where it was
    assert not NotesFrom.objects.exists()
    hidden = make.place("まだの 食堂", state="draft")
    assert as_read(people, write(people, told(hidden), who=people.ken)).spot == ""


def test_the_csw_writes_from_any_published_place_and_hears_for_the_council(
    people: Cast, place: Place
) -> None:
    read = as_read(people, write(people, told(place), who=people.tsubaki))
    assert (read.place, read.organisation) == (place.public_id, people.council.public_id)
    draft = make.place("まだの 食堂", state="draft")
    assert draft not in queries.places_of(people.by(people.tsubaki), AT)
    Place.objects.filter(pk=place.pk).update(state="paused", paused_reason="工事")
    for who in (people.tsubaki, people.hana):
        assert place in queries.places_of(people.by(who), AT)


@pytest.mark.parametrize("who", ["mado", "sumi"])
def test_what_was_told_by_telephone_has_no_writer(people: Cast, place: Place, who: str) -> None:
    person = getattr(people, who)
    made = notes.write(
        told=told(place), nonce=uuid4(), way=Way.TALK, writer=None, by=people.by(person), at=AT
    )
    assert (made.writer, made.typed_by, made.way) == (None, person, "talk")
    assert as_read(people, made).organisation == people.midori.public_id
    assert (
        notes.write(told=told(place), nonce=uuid4(), way=Way.TALK, writer=None, by=people.by(person), at=AT)
        == made
    )


def test_nobody_writes_in_anothers_name(people: Cast, place: Place) -> None:
    for who in (people.mado, people.ken, people.tamotsu):
        with pytest.raises(NotFound):
            notes.write(
                told=told(place),
                nonce=uuid4(),
                way=Way.PHONE_APP,
                writer=people.hana,
                by=people.by(who),
                at=AT,
            )
    with pytest.raises(NotFound):  # the centre types in; it keeps no notes of its own
        write(people, told(place), who=people.sumi)
    with pytest.raises(NotFound):
        notes.write(
            told=told(place), nonce=uuid4(), way=Way.PAPER, writer=None, by=people.by(people.tamotsu), at=AT
        )
    with pytest.raises(NotFound):
        notes.write(told=told(place), nonce=uuid4(), way=Way.PAPER, writer=None, by=Actor.public(), at=AT)


def test_a_my_number_is_refused_where_somebody_can_mend_it(people: Cast, place: Place) -> None:
    with pytest.raises(Invalid, match="マイナンバー"):
        write(people, told(place, words="1234-5678-9018"))


def test_a_sealed_box_is_opened_for_its_writer_alone(
    people: Cast, place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened = _boxes(monkeypatch)
    mark = queries.writer_marks(people.by(people.hana))[0]
    opened[b"box"] = {
        "writer": mark,
        "signs": ["tired"],
        "place": place.public_id,
        "child": "あおくん",
        "when": "week",
    }
    with pytest.raises(Conflict) as refusal:
        notes.write_box(box=b"box", nonce=uuid4(), by=people.by(people.ken), at=AT)
    assert refusal.value.code == "care.other_writer"
    assert people.hana.name not in refusal.value.message
    nonce = uuid4()
    made = notes.write_box(box=b"box", nonce=nonce, by=people.by(people.hana), at=AT)
    assert notes.write_box(box=b"box", nonce=nonce, by=people.by(people.hana), at=AT) == made
    assert (as_read(people, made).child, as_read_when(people, made)) == ("あおくん", "この1週間")


def test_two_boxes_typed_offline_are_one_by_the_devices_own_clock(
    people: Cast, place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    """They come together, days later: what was typed in the morning and again three minutes after is one, in the evening
    it is another child's."""
    opened = _boxes(monkeypatch)
    for name, minutes in ((b"first", 0), (b"again", 3), (b"evening", 500)):
        opened[name] = {**box_of(people), "place": place.public_id, "at": millis(timedelta(minutes=minutes))}
    late = AT + timedelta(days=2)
    made = [
        notes.write_box(box=name, nonce=uuid4(), by=people.by(people.hana), at=late)
        for name in (b"first", b"again", b"evening")
    ]
    assert made[0] == made[1] != made[2]
    assert (made[0].written_at, made[0].received_at) == (AT, late)


def test_a_box_that_came_is_never_asked_about_again(
    people: Cast, place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its place ended, the vault threw its old key away: the phone still hears that the city has it."""
    opened, nonce, hana = _boxes(monkeypatch), uuid4(), people.by(people.hana)
    opened[b"box"] = {**box_of(people), "place": place.public_id}
    made = notes.write_box(box=b"box", nonce=nonce, by=hana, at=AT)
    Place.objects.filter(pk=place.pk).update(state="ended")
    assert notes.write_box(box=b"box", nonce=nonce, by=hana, at=AT + timedelta(days=1)) == made
    opened.clear()
    assert notes.write_box(box=b"box", nonce=nonce, by=hana, at=AT + timedelta(days=1)) == made


def test_no_box_is_refused_for_a_number_in_it(
    people: Cast, place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened = _boxes(monkeypatch)
    opened[b"box"] = {**box_of(people), "words": "0901 1234 5678 9018", "spot": "1234-5678-9018"}
    made = notes.write_box(box=b"box", nonce=uuid4(), by=people.by(people.hana), at=AT)
    assert "9018" not in str(as_read(people, made))


def test_who_wrote_without_a_network_on_a_shared_phone_is_asked(
    people: Cast, place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Hana's paper lay on the phone; Ken signed in at nine and wrote at ten in the cellar."""
    opened, written = _boxes(monkeypatch), AT - timedelta(hours=5)
    unsure = {**box_of(people), "unsure": True, "at": millis(timedelta(hours=-5))}
    opened[b"box"] = unsure
    ken, hana = people.by(people.ken), people.by(people.hana)
    before, after = written - timedelta(hours=1), written + timedelta(hours=1)
    for by, since, code in (
        (ken, before, "care.who_wrote"),
        (ken, after, "care.who_else"),
        (hana, after, "care.who_wrote"),
        (hana, None, "care.who_wrote"),
    ):
        with pytest.raises(Conflict) as refusal:
            notes.write_box(box=b"box", nonce=uuid4(), by=by, at=AT, since=since)
        assert refusal.value.code == code
    with pytest.raises(Conflict):  # who signed in later can't have written it
        notes.write_box(box=b"box", nonce=uuid4(), by=ken, at=AT, since=after, claim=Claim.MINE)
    mine = notes.write_box(box=b"box", nonce=uuid4(), by=ken, at=AT, since=before, claim=Claim.MINE)
    assert mine.writer == people.ken
    theirs = notes.write_box(box=b"box", nonce=uuid4(), by=hana, at=AT, since=before)
    assert theirs.writer == people.hana
    nonce = uuid4()
    nobodys = notes.write_box(box=b"box", nonce=nonce, by=ken, at=AT, since=after, claim=Claim.UNNAMED)
    assert nobodys.writer is None and notes.write_box(box=b"box", nonce=nonce, by=ken, at=AT) == nobodys
    for who in (people.ken, people.hana):
        with pytest.raises(NotFound):
            notes.read_own(notice=nobodys, by=people.by(who), at=AT)


def test_what_does_not_open_stays_on_the_device(people: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(Invalid) as refusal:
        notes.write_box(box=b"\1not a box", nonce=uuid4(), by=people.by(people.hana), at=AT)
    assert refusal.value.code == "sealed"
    opened = _boxes(monkeypatch)
    opened[b"list"] = []
    for box in (b"list", b"x" * 40_000):
        with pytest.raises(Invalid):
            notes.write_box(box=box, nonce=uuid4(), by=people.by(people.hana), at=AT)
    assert not Notice.objects.exists()


def test_hana_reads_her_own_words_and_the_journal_says_so(people: Cast, place: Place) -> None:
    made = write(people, told(place))
    own = notes.read_own(notice=made, by=people.by(people.hana), at=AT)
    assert (own.told.child, own.told.words, own.place) == ("あおくん", "おかわりを 5回", place.name)
    assert Entry.objects.filter(verb="care.matter.read_own", object_id=str(made.matter_id)).count() == 1
    for who in (people.ken, people.fumi, people.mado, people.sumi, people.tomoe, people.tamotsu):
        with pytest.raises(NotFound):
            notes.read_own(notice=made, by=people.by(who), at=AT)
    Membership.objects.filter(person=people.hana).update(ends_on=clock.day(AT) - timedelta(days=1))
    with pytest.raises(NotFound):  # who left the group reads its notes no more, their own neither
        notes.read_own(notice=made, by=people.by(people.hana), at=AT)
    assert Entry.objects.filter(verb="care.matter.read_own").count() == 1


@pytest.mark.django_db(transaction=True)
def test_that_somebody_read_stays_written_where_a_column_is_broken(people: Cast, place: Place) -> None:
    made = write(people, told(place))
    Notice.objects.filter(pk=made.pk).update(sealed_words=b"broken")
    with pytest.raises(Invalid):
        notes.read_own(notice=made, by=people.by(people.hana), at=AT)
    assert Entry.objects.filter(verb="care.matter.read_own").count() == 1


def test_nothing_is_read_where_it_cannot_be_written_down(
    people: Cast, place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = write(people, told(place))

    def broken(*_args: object, **_kwargs: object) -> None:
        raise RuntimeError("the journal is full")

    monkeypatch.setattr("ibasho.rooms.care.actions.matters.journal.record", broken)
    with pytest.raises(RuntimeError):
        notes.read_own(notice=made, by=people.by(people.hana), at=AT)


def test_words_that_were_forgotten_are_said_to_be_gone(people: Cast, place: Place) -> None:
    made = write(people, told(place))
    Matter.objects.filter(pk=made.matter_id).update(data_key=None, forgotten_on=clock.day(AT))
    with pytest.raises(Conflict, match="90日"):
        notes.read_own(notice=made, by=people.by(people.hana), at=AT)


def test_a_word_of_the_centre_is_read_only_while_the_group_is_a_member(people: Cast, place: Place) -> None:
    made = write(people, told(place))
    key = words.key_of(made.matter)
    NoteWord.objects.create(
        notice=made, organisation=people.midori, public_id="BACK0001", sent_at=AT, sent_by=people.sumi,
        sealed_text=words.seal("来週 うかがいます", key=key, column="care.noteword.text", row="BACK0001"),
    )  # fmt: skip

    def read(at: datetime = AT) -> tuple[tuple[datetime, str], ...]:
        return notes.read_own(notice=made, by=people.by(people.hana), at=at).back

    assert read() == ()
    last = clock.day(AT) + timedelta(days=2)
    CouncilMember.objects.create(
        organisation=people.midori,
        body="person",
        starts_on=SINCE,
        ends_on=last,
        set_at=AT,
        set_by=people.tomoe,
    )
    assert [text for _when, text in read()] == ["来週 うかがいます"]
    assert read(AT + timedelta(days=3)) == ()


def test_what_is_urgent_is_told_at_once_and_the_mail_says_nothing(people: Cast, place: Place) -> None:
    made = write(people, told(place, signs=(Sign.INJURY,)))
    assert made.told_at == AT
    sent = list(Message.objects.order_by("pk"))
    assert {one.person for one in sent} == {people.sumi, people.tomoe}
    for one in sent:
        assert one.subject == "おしらせが あります"
        for word in ("気づき", "メモ", "あおくん", "みどり", "きず", made.matter.public_id):
            assert word not in one.subject + one.body
    assert notes.tell(by=Actor.of_job("care.tell"), at=AT) == 0


def test_the_centre_hears_once_of_all_that_came(people: Cast, place: Place) -> None:
    write(people, told(place))
    write(people, told(place, child="ももちゃん"))
    assert not Message.objects.exists()
    job = Actor.of_job("care.tell")
    assert notes.tell(by=job, at=AT) == 2
    assert Message.objects.count() == 2  # Sumi and Tomoe, one each
    assert notes.tell(by=job, at=AT + timedelta(minutes=5)) == 0
    with pytest.raises(NotFound):
        notes.tell(by=people.by(people.fumi), at=AT)


def test_where_nobody_works_a_note_waits_until_somebody_does(people: Cast, place: Place) -> None:
    Membership.objects.filter(person__in=[people.sumi, people.tomoe]).update(
        ends_on=clock.day(AT) - timedelta(days=1)
    )
    made = write(people, told(place, signs=(Sign.INJURY,)))
    assert made.told_at is None
    assert notes.tell(by=Actor.of_job("care.tell"), at=AT) == 0
    Membership.objects.filter(person=people.tomoe).update(ends_on=UNTIL)
    assert notes.tell(by=Actor.of_job("care.tell"), at=AT) == 1


def test_who_is_erased_leaves_the_note_without_a_writer(people: Cast, place: Place) -> None:
    made = write(people, told(place))
    people.hana.memberships.all().delete()
    people.hana.delete()
    made.refresh_from_db()
    assert made.writer is None


def as_read_when(people: Cast, notice: Notice) -> str:
    return written.of(
        notice, matters.open_matter(matter=notice.matter, by=people.by(people.sumi), at=AT)
    ).when


def box_of(people: Cast) -> dict[str, object]:
    return {"writer": queries.writer_marks(people.by(people.hana))[0], "signs": ["tired"], "when": "today"}


def millis(after: timedelta) -> int:
    return int((AT + after).timestamp() * 1_000)


def _boxes(monkeypatch: pytest.MonkeyPatch) -> dict[bytes, object]:
    """A vault's boxes, by what stands on them; the real one is tried by tests/browser/test_care_note.py."""
    known: dict[bytes, object] = {}
    real = vault

    class Boxes:
        def open_box(self, box: bytes, bound_to: str) -> bytes:
            assert bound_to.startswith("care.note:")
            return json.dumps(known[box]).encode() if box in known else b""

        def __getattr__(self, name: str) -> object:
            return getattr(real(), name)

    monkeypatch.setattr(notes, "vault", Boxes)
    return known
