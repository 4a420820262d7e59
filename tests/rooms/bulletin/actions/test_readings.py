"""The dictionary guesses once; what 葵 corrected stays."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from ibasho.base.journal import actions as journal
from ibasho.base.journal.models import Entry
from ibasho.base.kernel.actor import Actor, Via
from ibasho.base.kernel.errors import Conflict, DomainError, Invalid, NotFound
from ibasho.base.ports.reader import PlainReader, reader
from ibasho.base.ui import furigana, texts
from ibasho.rooms.bulletin import tasks
from ibasho.rooms.bulletin.actions import readings
from ibasho.rooms.bulletin.models import Reading
from ibasho.rooms.bulletin.queries import waiting
from ibasho.town.places.models import PlaceNote
from tests import make
from tests.people import Cast, cast
from tests.rooms.bulletin import ground

AT = make.AT
JOB = Actor.of_job("bulletin.read_words")
pytestmark = pytest.mark.django_db


@pytest.fixture
def people() -> Iterator[Cast]:
    yield cast()
    furigana.forget()


def guess(*told: str) -> int:
    return readings.guess(texts=told, reader=reader(), by=JOB, at=AT)


def words() -> dict[str, str]:
    return dict(Reading.objects.values_list("word", "kana"))


def test_a_new_word_is_read_in_its_sentence_and_stands_on_pages(people: Cast) -> None:
    assert furigana.unread("柚子を搾る") == ("柚子", "搾")
    assert guess("裏庭の柚子を搾る。") == 3
    assert words()["柚子"] == "ゆず"
    assert furigana.unread("柚子を搾る") == () and "ゆず" in furigana.ruby("柚子を搾る")
    assert guess("裏庭の柚子を搾る。") == 0, "once is enough"
    assert [one.count for one in waiting.waiting_for(people.by(people.aoi), AT)] == [3]
    assert waiting.waiting_for(people.by(people.mado), AT) == []


def test_the_citys_own_names_of_towns_are_read_before_the_dictionary(people: Cast) -> None:
    """団栗原 is どんぐりはら there, whatever a dictionary makes of 市団栗原."""
    make.town("団栗原", "どんぐりはら")
    make.town("高殿", "たかとの")
    make.town("高殿", "たかどの", lat=34.2)
    furigana.refresh()
    assert guess("みほん市団栗原33番地の7") == 0, words()
    assert "どんぐりはら" in furigana.ruby("みほん市団栗原33番地の7")
    assert furigana.unread("高殿") != (), "read in two ways in this city: a person decides"


def test_what_a_person_corrected_is_never_guessed_over(people: Cast) -> None:
    guess("柚子の木")
    aoi = people.by(people.aoi)
    furigana.ruby("柚子")
    row = readings.correct(reading=Reading.objects.get(word="柚子"), kana="ユーズ", by=aoi, at=AT)
    assert (row.kana, row.origin) == ("ゆーず", "person")
    furigana.refresh()
    assert "ゆーず" in furigana.ruby("柚子"), "a page kept from before does not answer"
    guess("柚子の木", "青い柚子")
    assert words()["柚子"] == "ゆーず" and len(words()) == 1


def test_many_are_agreed_to_at_once_and_one_is_doubted_again(people: Cast) -> None:
    guess("柚子と胡椒と蜜柑")
    aoi = people.by(people.aoi)
    numbers = list(Reading.objects.values_list("pk", flat=True))
    assert readings.agree(numbers=numbers, by=aoi, at=AT) == len(numbers) >= 3
    assert readings.agree(numbers=numbers, by=aoi, at=AT) == 0
    row = readings.doubt(reading=Reading.objects.get(word="柚子"), by=aoi, at=AT)
    assert row.origin == "guessed" and row.changed_at is None
    with pytest.raises(Conflict):
        readings.doubt(reading=row, by=aoi, at=AT)


def test_a_word_of_ones_own_and_forgetting_it(people: Cast) -> None:
    aoi = people.by(people.aoi)
    row = readings.add(word="風車広場", kana="かざぐるまひろば", by=aoi, at=AT)
    furigana.refresh()
    assert "かざぐるまひろば" in furigana.ruby("風車広場で")
    readings.forget(reading=row, by=aoi, at=AT)
    assert words() == {}
    with pytest.raises(NotFound):
        readings.correct(reading=row, kana="ふうしゃ", by=aoi, at=AT)


def test_what_our_lists_read_is_not_read_otherwise(people: Cast) -> None:
    aoi = people.by(people.aoi)
    with pytest.raises(Conflict) as refusal:
        readings.add(word="学校", kana="まなびや", by=aoi, at=AT)
    assert "がっこう" in refusal.value.fields["word"]
    with pytest.raises(Invalid):
        readings.add(word="学校裏", kana="school", by=aoi, at=AT)


@pytest.mark.parametrize("who", ["mado", "hana", "ken"])
def test_only_who_manages_may(people: Cast, who: str) -> None:
    guess("柚子")
    by, row = people.by(getattr(people, who)), Reading.objects.get()
    for deed in (
        lambda: readings.correct(reading=row, kana="ゆ", by=by, at=AT),
        lambda: readings.agree(numbers=[row.pk], by=by, at=AT),
        lambda: readings.add(word="漢", kana="かん", by=by, at=AT),
        lambda: readings.forget(reading=row, by=by, at=AT),
        lambda: readings.guess(texts=["米"], reader=reader(), by=by, at=AT),
    ):
        with pytest.raises(DomainError):
            deed()
    assert words() == {"柚子": "ゆず"}


class Stumbling:
    """Reads everything but one text."""

    def terms(self, text: str) -> tuple[str, ...]:
        return ()

    def readings(self, text: str) -> tuple[tuple[str, str], ...]:
        if "罠" in text:
            raise ValueError(text)
        return reader().readings(text)


def test_a_text_that_cannot_be_read_stops_no_other(people: Cast) -> None:
    with pytest.raises(ValueError, match="罠"):
        readings.guess(texts=["罠です", "柚子です"], reader=Stumbling(), by=JOB, at=AT)
    assert words() == {"柚子": "ゆず"}


def test_without_the_dictionary_nothing_is_made_up(people: Cast) -> None:
    assert readings.guess(texts=["柚子を3冊"], reader=PlainReader(), by=JOB, at=AT) == 0


def test_the_clock_reads_what_the_rooms_show_and_nothing_else(people: Cast) -> None:
    stand = ground.ground(people)
    stand.place.description = "柚子の木の下で 遊べます。"
    stand.place.save()
    told = {"place": stand.place, "told_on": AT.date(), "stage": "p46"}
    PlaceNote.objects.create(words="胡桃を ひろった", state="published", **told)
    PlaceNote.objects.create(words="蜥蜴が こわい", state="waiting", **told)
    ground.story(people.midori, words="枇杷を もらいました", state="shown", shown_at=AT)
    ground.story(people.midori, words="梟を 見た")
    tasks.read_words(timestamp=0)
    assert {"柚子", "胡桃", "枇杷"} <= set(words()) and not {"蜥蜴", "梟"} & set(words())
    assert set(texts.sources()) >= {
        "places",
        "voices",
        "bulletin",
        "network",
        "roster",
        "surplus",
        "openhouse",
    }


@pytest.mark.parametrize(("via", "read"), [(Via.PAGE, True), (Via.IMPORT, False)])
def test_news_are_read_at_once_but_not_those_of_thousands(people: Cast, via: Via, read: bool) -> None:
    stand = ground.ground(people)
    stand.place.description = "柚子の木"
    stand.place.save()
    by = Actor(person_id=people.aoi.pk, via=via)
    journal.record("places.place.change", noun="places.Place", object_id=stand.place.pk, by=by, at=AT)
    tasks.read_news(entry_id=Entry.objects.latest("pk").pk, object_id=str(stand.place.pk))
    assert ("柚子" in words()) is read
