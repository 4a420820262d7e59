"""The yearly report goes out by two people and stays word for word as it went out."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from ibasho.base.journal.models import Entry
from ibasho.base.kernel.actor import Actor
from ibasho.base.kernel.errors import Conflict, Invalid, NotAllowed, NotFound
from ibasho.front.reports.actions import definitions, yearly
from ibasho.front.reports.models import Goal, Indicator, Line, Report, ReportWords, Review
from ibasho.front.reports.queries import yearly as queries
from ibasho.front.reports.rules.edition import Edition
from ibasho.front.reports.rules.kinds import Over, ReportState
from ibasho.town.places.models import Place
from tests.front.reports.yearly_stories import NENDO, drafted, published, year
from tests.make import AT, TUESDAY
from tests.people import Cast, cast

pytestmark = pytest.mark.django_db
LATER = AT + timedelta(days=3)
MY_NUMBER = "1234 5678 9018"


@pytest.fixture
def people() -> Cast:
    found = cast()
    year(found)
    return found


def by(people: Cast, name: str) -> Actor:
    return people.by(getattr(people, name))


def read(row: Report, day: date = TUESDAY) -> Edition:
    fresh = queries.reports().get(pk=row.pk)
    return queries.of_report(fresh, day)


def test_a_draft_is_begun_once_and_found_again(people: Cast) -> None:
    first = drafted(people)
    assert drafted(people) == first
    assert (first.edition, first.state, first.made_by) == (1, ReportState.DRAFT, people.aoi)
    assert Entry.objects.filter(verb="reports.yearly.draft").count() == 1


@pytest.mark.parametrize("nendo", [2018, 2027])
def test_no_draft_of_a_year_that_cannot_be_reported(people: Cast, nendo: int) -> None:
    with pytest.raises(Invalid):
        yearly.draft(nendo=nendo, by=by(people, "aoi"), at=AT)


def test_words_are_said_changed_and_taken_away(people: Cast) -> None:
    row = drafted(people)
    said = {"report": row, "chapter": "more", "by": by(people, "mado"), "at": AT}
    with pytest.raises(NotFound):
        yearly.say(**said, words="窓口には 書けない", child_words="")
    said["by"] = by(people, "aoi")
    yearly.say(**said, words=" ふえました ", child_words="ふえたよ")
    yearly.say(**said, words="とても ふえました", child_words="")
    told = ReportWords.objects.get()
    assert (told.words, told.child_words) == ("とても ふえました", "")
    assert read(row).passage("more").words == "とても ふえました"  # type: ignore[union-attr]
    assert yearly.say(**said, words="", child_words=" ") is None
    assert not ReportWords.objects.exists()


@pytest.mark.parametrize(
    ("chapter", "words", "child_words"),
    [
        ("nothing", "ことば", ""),
        ("more", f"番号は {MY_NUMBER}", ""),
        ("more", "", f"{MY_NUMBER}"),
        ("more", "", "鱻を 食べた"),
        ("more", "", "あ" * 201),
        ("care", "", "こども版に ない章"),
    ],
)
def test_words_that_cannot_stand_are_refused(
    people: Cast, chapter: str, words: str, child_words: str
) -> None:
    row = drafted(people)
    with pytest.raises(Invalid):
        yearly.say(
            report=row, chapter=chapter, words=words, child_words=child_words, by=by(people, "aoi"), at=AT
        )
    assert not ReportWords.objects.exists()


def test_two_people_publish_and_the_journal_knows_both(people: Cast) -> None:
    row = published(people)
    assert (row.asked_by, row.published_by, row.state) == (people.aoi, people.fumi, ReportState.PUBLISHED)
    verbs = list(Entry.objects.filter(noun="reports.Report").order_by("pk").values_list("verb", flat=True))
    assert verbs == [f"reports.yearly.{one}" for one in ("draft", "say", "ask", "publish")]
    assert "あいさつ" not in str(list(Entry.objects.values_list("data", flat=True)))


def test_who_asked_does_not_publish(people: Cast) -> None:
    row = drafted(people)
    with pytest.raises(Conflict):
        yearly.publish(report=row, by=by(people, "fumi"), at=AT)
    yearly.ask(report=row, by=by(people, "aoi"), at=AT)
    with pytest.raises(NotAllowed):
        yearly.publish(report=row, by=by(people, "aoi"), at=AT)
    with pytest.raises(NotFound):
        yearly.publish(report=row, by=by(people, "mado"), at=AT)
    with pytest.raises(Conflict):
        yearly.say(report=row, chapter="more", words="あとから", child_words="", by=by(people, "aoi"), at=AT)
    assert Report.objects.get().frozen is None


def test_it_is_given_back_with_words_or_taken_back_by_who_asked(people: Cast) -> None:
    row = drafted(people)
    yearly.ask(report=row, by=by(people, "aoi"), at=AT)
    with pytest.raises(Invalid):
        yearly.give_back(report=row, words=" ", by=by(people, "fumi"), at=AT)
    back = yearly.give_back(report=row, words="数の 説明を 足してください", by=by(people, "fumi"), at=AT)
    assert (back.state, back.asked_by, back.state_words) == (
        ReportState.DRAFT,
        None,
        "数の 説明を 足してください",
    )
    assert yearly.ask(report=row, by=by(people, "fumi"), at=AT).state_words == ""
    yearly.give_back(report=row, words="書きなおします", by=by(people, "fumi"), at=AT)
    with pytest.raises(Conflict):
        yearly.give_back(report=row, words="もう一度", by=by(people, "fumi"), at=AT)


def test_what_went_out_stays_whatever_changes(people: Cast) -> None:
    row = published(people)
    before = read(row)
    figure = next(one for one in before.figures if one.code == "places_open")
    assert (figure.value, figure.target, figure.reached) == (2, 3, "no")
    assert figure.query.endswith("published_places")
    (said,) = before.passage("said").sayings  # type: ignore[union-attr]
    assert (said.place, said.who) == ("みどり食堂", "小学生 6人")
    indicator = Indicator.objects.get(code="places_open")
    definitions.change(
        indicator=indicator, since_on=LATER.date(), words="べつの 数えかた", reason="見なおし", fact="places.alone_places",
        place_fact="", over=Over.DAY, by=by(people, "aoi"), at=LATER,
    )  # fmt: skip
    Indicator.objects.update(title="べつの 名前")
    Goal.objects.update(words="べつの ことば")
    Line.objects.update(title="べつの 事業")
    ReportWords.objects.update(words="べつの あいさつ")
    Review.objects.update(place=None, good="べつの ことば")
    Place.objects.all().delete()
    assert read(row, LATER.date()) == before


def test_a_draft_shows_today_and_a_deleted_place_leaves_its_words(people: Cast) -> None:
    row = drafted(people)
    Place.objects.all().delete()
    now = read(row)
    assert next(one for one in now.figures if one.code == "places_open").value == 0
    (said,) = now.passage("said").sayings  # type: ignore[union-attr]
    assert (said.place, said.good) == ("", "カレーが おいしい")


def test_a_mistake_is_withdrawn_and_the_next_edition_stands_beside_it(people: Cast) -> None:
    row = published(people)
    with pytest.raises(Conflict):
        drafted(people)
    with pytest.raises(NotFound):
        yearly.withdraw(report=row, words="まちがい", by=by(people, "tsubaki"), at=AT)
    with pytest.raises(Invalid):
        yearly.withdraw(report=row, words="", by=by(people, "fumi"), at=AT)
    gone = yearly.withdraw(report=row, words="寄附の 数が ちがいました", by=by(people, "fumi"), at=AT)
    assert (gone.state, gone.frozen is not None) == (ReportState.WITHDRAWN, True)
    with pytest.raises(Conflict):
        yearly.withdraw(report=row, words="もう一度", by=by(people, "fumi"), at=AT)
    second = drafted(people)
    assert (second.edition, queries.said(second)["hajimeni"]) == (
        2,
        ("市長の あいさつです。", "こんにちは。"),
    )
    assert queries.public(NENDO) == row
    yearly.ask(report=second, by=by(people, "fumi"), at=AT)
    yearly.publish(report=second, by=by(people, "aoi"), at=AT)
    assert queries.public(NENDO) == second
    assert queries.public(NENDO, 1) == row
    assert [one.edition for one in queries.public_editions()] == [2, 1]


def test_an_edition_by_which_somebody_could_be_known_is_shut_and_its_reason_stays(people: Cast) -> None:
    row = published(people)
    with pytest.raises(Conflict):
        yearly.shut(report=row, by=by(people, "fumi"), at=AT)  # still out
    yearly.withdraw(report=row, words="名前が のっていました", by=by(people, "fumi"), at=AT)
    with pytest.raises(NotFound):
        yearly.shut(report=row, by=by(people, "mado"), at=AT)
    yearly.shut(report=row, by=by(people, "fumi"), at=AT)
    assert queries.public(NENDO) is None
    assert queries.public(NENDO, 1) is None
    assert [one.state_words for one in queries.public_editions()] == ["名前が のっていました"]
    with pytest.raises(Conflict):
        yearly.shut(report=row, by=by(people, "fumi"), at=AT)
    yearly.unshut(report=row, by=by(people, "aoi"), at=AT)
    assert queries.public(NENDO, 1) == row


def test_what_was_asked_anew_is_not_published_by_who_looked_before(people: Cast) -> None:
    row = yearly.ask(report=drafted(people), by=by(people, "aoi"), at=AT)
    looked_at = yearly.mark_of(row)
    yearly.give_back(report=row, words="書きなおします", by=by(people, "aoi"), at=AT)
    yearly.say(
        report=row, chapter="more", words="だれも 読んでいない", child_words="", by=by(people, "aoi"), at=AT
    )
    again = yearly.ask(report=row, by=by(people, "aoi"), at=LATER)
    with pytest.raises(Conflict):
        yearly.publish(report=row, seen=looked_at, by=by(people, "fumi"), at=LATER)
    assert yearly.publish(report=row, seen=yearly.mark_of(again), by=by(people, "fumi"), at=LATER).frozen


def test_strangers_do_nothing(people: Cast) -> None:
    for name in ("hana", "ken", "tamotsu", "tsubaki"):
        with pytest.raises(NotFound):
            yearly.draft(nendo=NENDO, by=by(people, name), at=AT)
    row = drafted(people)
    for verb in (yearly.ask, yearly.publish):
        with pytest.raises(NotFound):
            verb(report=row, by=by(people, "hana"), at=AT)
