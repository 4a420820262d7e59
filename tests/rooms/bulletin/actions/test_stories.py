"""花 writes, 葵 looks once, everybody sees it; whatever changes is looked at anew, and withdrawn is gone."""

from __future__ import annotations

from datetime import timedelta

import pytest

from ibasho.base.journal.models import Entry
from ibasho.base.kernel import clock
from ibasho.base.kernel.actor import Actor
from ibasho.base.kernel.errors import Conflict, DomainError, Invalid, NotFound
from ibasho.rooms.bulletin.actions import stories, story_ageing
from ibasho.rooms.bulletin.models import QrCode, Story
from ibasho.rooms.bulletin.queries import stories as queries
from ibasho.rooms.bulletin.queries import waiting
from ibasho.rooms.bulletin.rules.stories import Told
from ibasho.rooms.bulletin.rules.story_pictures import small_name
from ibasho.town.outbox.models import Message
from tests import make
from tests.people import cast
from tests.rooms.bulletin import ground, stories_ground
from tests.rooms.bulletin.ground import AT, Ground
from tests.rooms.bulletin.stories_ground import WITH_PHOTO, WORDS, photo

pytestmark = pytest.mark.django_db
DAY = clock.day(AT)


@pytest.fixture
def town() -> Ground:
    return ground.ground(cast())


def look(town: Ground, row: Story, who: str = "aoi", seen: str | None = None) -> Story:
    """Having read what stands there now."""
    mark = queries.mark(Story.objects.get(pk=row.pk)) if seen is None else seen
    return stories.show(story=row, seen=mark, by=town.people.by(getattr(town.people, who)), at=AT)


def test_hana_writes_aoi_looks_and_everybody_sees_it(town: Ground) -> None:
    row = stories_ground.draft(town)
    assert (row.state, row.place, list(queries.shown())) == ("draft", town.place, [])
    stories.send(story=row, by=town.people.by(town.people.hana), at=AT)
    (waits,) = waiting.waiting_for(town.people.by(town.people.aoi), AT)
    assert (waits.count, waits.oldest) == (1, DAY)
    assert waiting.waiting_for(town.people.by(town.people.mado), AT) == []
    row = look(town, row)
    assert (row.state, row.shown_by, [one.title for one in queries.shown()]) == (
        "shown",
        town.people.aoi,
        [WORDS.title],
    )
    assert QrCode.objects.get().path == f"/stories/{row.public_id}/"
    verbs = list(Entry.objects.filter(noun="bulletin.Story").order_by("pk").values_list("verb", flat=True))
    assert verbs == ["bulletin.story.write", "bulletin.story.send", "bulletin.story.show"]


def test_only_what_was_read_is_shown(town: Ground) -> None:
    row = stories_ground.sent(town)
    seen = queries.mark(row)
    stories.change(
        story=row,
        told=Told("いもを やきました", WORDS.words, DAY, "たきび", nobody_shown=True),
        by=town.people.by(town.people.hana),
        at=AT,
    )
    with pytest.raises(Conflict, match="見ている あいだに"):
        look(town, row, seen=seen)
    assert look(town, row).state == "shown"
    with pytest.raises(Conflict, match="先に きめた"):
        look(town, row)


def test_another_picture_is_another_story(town: Ground) -> None:
    row = stories_ground.sent(town)
    seen = queries.mark(row)
    changed = stories.change(
        story=row, told=WITH_PHOTO, photo=photo(600), by=town.people.by(town.people.hana), at=AT
    )
    assert queries.mark(changed) != seen


def test_a_change_hides_what_was_shown_until_it_is_looked_at_anew(town: Ground) -> None:
    row = stories_ground.shown(town)
    row = stories.change(
        story=row, told=WITH_PHOTO, place=town.place, by=town.people.by(town.people.hana), at=AT
    )
    assert (row.state, list(queries.shown())) == ("waiting", [])
    assert look(town, row).state == "shown"


def test_aoi_gives_it_back_with_a_reason_hana_mends_and_sends_again(town: Ground) -> None:
    row, aoi, hana = (
        stories_ground.sent(town),
        town.people.by(town.people.aoi),
        town.people.by(town.people.hana),
    )
    with pytest.raises(Invalid, match="どこを なおしてほしいか"):
        stories.send_back(story=row, why=" ", by=aoi, at=AT)
    row = stories.send_back(story=row, why="もうすこし くわしく", by=aoi, at=AT)
    assert (row.state, queries.back(hana, AT)) == ("returned", 1)
    letter = Message.objects.get()
    assert (
        letter.person == town.people.hana
        and "もうすこし くわしく" in letter.body
        and "さつまいも" not in letter.body
    )
    stories.change(story=row, told=WITH_PHOTO, place=town.place, by=hana, at=AT)
    row = stories.send(story=row, by=hana, at=AT)
    assert (row.state, row.back_words, queries.back(hana, AT)) == ("waiting", "", 0)


@pytest.mark.parametrize(
    "words", ["でんわ 090-1234-5678", "midori@example.test へ", "https://example.test/ を みて"]
)
def test_a_way_to_reach_somebody_is_never_shown(town: Ground, words: str) -> None:
    row = stories_ground.sent(town, Told("おしらせ", words, DAY))
    assert queries.warnings(row)
    with pytest.raises(Conflict, match="消してもらって"):
        look(town, row)


def test_a_name_and_a_childs_face_are_told_to_whoever_looks(town: Ground) -> None:
    told = Told("はるとくんが ほりました", "おおきい いも", DAY, "いもを もつ こども", consent_on=DAY)
    row = stories_ground.sent(town, told)
    told_of = "\n".join(queries.warnings(row))
    assert "人の名前" in told_of and "こどもの顔" in told_of


def test_the_photo_is_drawn_anew_in_two_sizes(town: Ground) -> None:
    row = stories_ground.draft(town, WITH_PHOTO, picture=photo())
    for name in (str(row.photo.name), small_name(str(row.photo.name))):
        with row.photo.storage.open(name, "rb") as file:
            kept = file.read()
        assert b"WEBP" in kept and b"SecretPhone" not in kept and b"Exif" not in kept


@pytest.mark.parametrize(
    ("told", "field"),
    [
        (Told("いも", "", DAY, "", nobody_shown=True), "photo_words"),
        (Told("いも", "", DAY, "手"), "consent_on"),
        (Told("いも", "", DAY, "手", consent_on=DAY + timedelta(days=1)), "consent_on"),
        (Told("", "", DAY, "手", nobody_shown=True), "title"),
        (Told("いも", "", DAY + timedelta(days=1), "手", nobody_shown=True), "happened_on"),
        (Told("いも", "", DAY - timedelta(days=400), "手", nobody_shown=True), "happened_on"),
    ],
)
def test_what_is_missing_is_said_beside_its_field(town: Ground, told: Told, field: str) -> None:
    with pytest.raises(Invalid) as refusal:
        stories_ground.draft(town, told, picture=photo())
    assert list(refusal.value.fields) == [field]


def test_a_file_that_is_no_picture_is_refused(town: Ground) -> None:
    with pytest.raises(Invalid) as refusal:
        stories_ground.draft(town, WITH_PHOTO, picture=b"%PDF-1.7")
    assert list(refusal.value.fields) == ["photo"]


def test_without_words_it_is_not_sent(town: Ground) -> None:
    row = stories_ground.draft(town, Told("いもほり", "", DAY))
    with pytest.raises(Invalid, match="1行でも"):
        stories.send(story=row, by=town.people.by(town.people.hana), at=AT)


@pytest.mark.parametrize("who", ["hana", "mado"])
def test_withdrawn_by_the_group_or_the_city_it_is_gone_and_comes_back_as_a_draft(
    town: Ground, who: str
) -> None:
    row, by = stories_ground.shown(town), town.people.by(getattr(town.people, who))
    row = stories.withdraw(story=row, by=by, at=AT)
    assert list(queries.shown()) == [] and queries.of_place(town.place) == []
    with pytest.raises(Conflict, match="もう とりさげて"):
        stories.withdraw(story=row, by=by, at=AT)
    with pytest.raises(Conflict, match="下書きに もどす"):
        stories.change(story=row, told=WITH_PHOTO, by=by, at=AT)
    assert stories.take_up(story=row, by=by, at=AT).state == "draft"


@pytest.mark.django_db(transaction=True)
def test_its_files_go_in_the_night_and_the_row_after_a_year(town: Ground) -> None:
    row = stories_ground.shown(town)
    stored, name = row.photo.storage, str(row.photo.name)
    stories.withdraw(story=row, by=town.people.by(town.people.hana), at=AT)
    server = Actor.of_job("bulletin.forget_stories")
    assert story_ageing.forget_photos(by=server, at=AT) == 1
    assert not stored.exists(name) and not stored.exists(small_name(name))
    row.refresh_from_db()
    assert (str(row.photo), row.photo_words) == ("", "")
    assert story_ageing.forget(by=server, at=AT + timedelta(days=364)) == 0
    assert story_ageing.forget(by=server, at=AT + timedelta(days=366)) == 1
    assert not Story.objects.exists()


def test_a_draft_nobody_touched_for_a_year_goes_what_is_shown_stays(town: Ground) -> None:
    stories_ground.draft(town)
    stories_ground.shown(town)
    later = AT + timedelta(days=366)
    assert story_ageing.forget(by=Actor.of_job("bulletin.forget_stories"), at=later) == 1
    assert [one.state for one in Story.objects.all()] == ["shown"]
    with pytest.raises(NotFound):
        story_ageing.forget(by=town.people.by(town.people.fumi), at=later)


def test_who_may_write_for_whom(town: Ground) -> None:
    """Ken not for みどり食堂, 窓 for anybody, the CSW reads, nobody but the city shows."""
    people = town.people
    for who in ("ken", "tamotsu", "tsubaki"):
        with pytest.raises(DomainError):
            stories.write(organisation=people.midori, told=WORDS, by=people.by(getattr(people, who)), at=AT)
    typed = stories.write(organisation=people.midori, told=WORDS, by=people.by(people.mado), at=AT)
    stories.send(story=typed, by=people.by(people.mado), at=AT)
    for who in ("hana", "mado", "tsubaki"):
        with pytest.raises(NotFound):
            look(town, typed, who)
    for who in ("ken", "tsubaki"):
        with pytest.raises(NotFound):
            stories.withdraw(story=typed, by=people.by(getattr(people, who)), at=AT)


def test_a_place_or_an_event_of_others_is_not_named(town: Ground) -> None:
    other = make.place("あおぞら学習室", organisation=town.people.aozora)
    with pytest.raises(NotFound, match="この団体の"):
        stories_ground.draft(town, place=other)
    held = make.event(organisation=town.people.midori, place=town.place)
    row = stories_ground.draft(town, place=None, event=held)
    assert (row.event, row.place) == (held, town.place)


def test_a_group_that_ended_writes_no_more(town: Ground) -> None:
    row = stories_ground.draft(town)
    town.people.midori.is_active = False
    town.people.midori.save()
    with pytest.raises(Conflict, match="もう 活動して"):
        stories.send(story=row, by=town.people.by(town.people.mado), at=AT)
