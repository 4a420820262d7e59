"""Pages of the figures: what everybody may check for themselves, and what the city does with them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from ibasho.base.kernel.actor import Actor
from ibasho.base.kernel.facts import Audience, Fact, Mark, Span
from ibasho.front.reports.actions import definitions, measuring, targets
from ibasho.front.reports.models import Goal, Indicator, Measurement, Target
from ibasho.front.reports.queries import figures
from ibasho.front.reports.rules.kinds import Over
from ibasho.town.places import facts as place_facts
from ibasho.town.places.models import Place
from tests import make
from tests.front.reports.ground import deck, indicators, only
from tests.make import AT, TUESDAY
from tests.people import Cast, cast
from tests.reading import words
from tests.signing_in import sign_in

pytestmark = pytest.mark.django_db
BY = Actor.of_job("reports.measure")


@pytest.fixture
def people() -> Cast:
    found = cast()
    indicators()
    only("places_open", "places_alone", "sessions_held")
    return found


@pytest.fixture
def planned(people: Cast) -> Cast:
    """With the sentences of the plan."""
    deck(people)
    only("places_open", "places_alone", "sessions_held")
    return people


@pytest.fixture(autouse=True)
def _held(monkeypatch: pytest.MonkeyPatch) -> None:
    """What the rooms count is told in their own tests."""
    each = {
        "sessions_held": lambda span: {key: held(span) for key in Place.objects.values_list("pk", flat=True)}
    }
    monkeypatch.setattr(place_facts, "YEAR", {"sessions_held": held}, raising=False)
    monkeypatch.setattr(place_facts, "BY_PLACE", each, raising=False)


def held(span: Span, value: int | None = 12, *marks: Mark, audience: Audience = Audience.PUBLIC) -> Fact:
    return Fact(
        value=value, unit="回", source="あいた日の 記録", as_of=span.last, query="places.facts.sessions_held", n=4,
        marks=frozenset(marks), audience=audience,
    )  # fmt: skip


def last_november(name: str = "", code: str = "") -> Measurement:
    """Nothing was measured after it until the 年度 was over."""
    return Measurement.objects.create(
        definition=one("sessions_held").definitions.get(), place_code=code, place_name=name, as_of=date(2025, 11, 30), value=12,
        unit="回", audience="public", source="あいた日の 記録", query="q", measured_at=AT,
    )  # fmt: skip


def at(name: str, *args: object) -> str:
    return reverse(f"reports:{name}", args=[str(one) for one in args])


def one(code: str = "places_open") -> Indicator:
    return Indicator.objects.get(code=code)


def page(client: Client, address: str, status: int = 200) -> str:
    response = client.get(address)
    assert response.status_code == status, address
    return words(response)


def test_everybody_reads_the_list_and_each_number_leads_to_its_papers(people: Cast, client: Client) -> None:
    make.place()
    text = page(client, at("figures"))
    assert "公開している 居場所" in text
    assert at("figure", "places_open") in client.get(at("figures")).content.decode()
    papers = page(client, at("figure", "places_open"))
    assert "この目録に 公開していて" in papers  # the definition
    assert "published_places" in papers  # its query, with the program itself
    assert "published.open_to_all()" in papers
    assert "出典" in papers


def test_a_figure_that_is_for_the_city_alone_says_so(
    people: Cast, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(place_facts.YEAR, "sessions_held", lambda span: held(span, audience=Audience.DESK))
    assert "市の 中だけで 見る 数です" in page(client, at("figure", "sessions_held"))
    assert "12" in page(sign_in(Client(), people.aoi), at("desk_figure", "sessions_held"))


def test_a_small_number_is_hidden_and_the_page_says_why(
    people: Cast, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(place_facts.YEAR, "sessions_held", lambda span: held(span, None, Mark.SUPPRESSED))
    text = page(client, at("figure", "sessions_held"))
    assert "秘匿" in text
    assert "だれのことか" in text


def test_a_target_of_nought_is_told_without_dividing(people: Cast, client: Client) -> None:
    Indicator.objects.filter(code="sessions_held").update(better="fewer")
    targets.aim(
        indicator=one("sessions_held"), nendo=2026, value=0, words="", by=people.by(people.aoi), at=AT
    )
    assert "0を めざす：いま 12回" in page(client, at("figure", "sessions_held"))
    assert "0を めざす：いま 12回" in page(sign_in(Client(), people.aoi), at("desk_figures"))


def test_a_definition_that_changed_in_the_year_shows_both_series_and_the_day(
    people: Cast, client: Client
) -> None:
    make.place()
    measuring.measure(by=BY, at=AT - timedelta(days=60))
    definitions.change(
        indicator=one(), since_on=date(2026, 10, 1), words="ひとりで 行ける ところだけ 数える", reason="くらべやすくする",
        fact="places.alone_places", place_fact="", over=Over.DAY, by=people.by(people.aoi), at=AT,
    )  # fmt: skip
    text = page(client, at("figure", "places_open"))
    assert "きめかたが かわりました" in text
    assert "くらべやすくする" in text
    assert "10月1日" in text
    assert "ひとりで 行ける ところだけ 数える" in text
    assert "この目録に 公開していて" in text


def test_what_is_counted_today_stands_with_the_definition_of_today_not_with_the_next(
    people: Cast, client: Client
) -> None:
    make.place()
    measuring.measure(by=BY, at=AT - timedelta(days=1))
    definitions.change(
        indicator=one(), since_on=TUESDAY + timedelta(days=30), words="ひとりで 行ける ところだけ 数える", reason="くらべやすくする",
        fact="places.alone_places", place_fact="", over=Over.DAY, by=people.by(people.aoi), at=AT,
    )  # fmt: skip
    for address in (at("figure", "places_open"), at("desk_figure", "places_open")):
        response = sign_in(Client(), people.aoi).get(address)
        now, coming = response.context["shown_series"]
        assert [fact.value for fact in now.facts] == [1, 1]
        assert not coming.facts


@pytest.mark.parametrize("name", ["figures", "figure", "desk_figures", "desk_figure"])
@pytest.mark.parametrize("year", ["R99", "2027", "1990", "あす"])
def test_a_year_that_is_none_of_ours_is_not_there(people: Cast, name: str, year: str) -> None:
    told = ("places_open",) if name.endswith("figure") else ()
    assert sign_in(Client(), people.aoi).get(f"{at(name, *told)}?nendo={year}").status_code == 404


def test_a_year_without_data_says_so(people: Cast, client: Client) -> None:
    assert "まだ はかっていません" in page(client, f"{at('figure', 'places_open')}?nendo=R7")
    assert page(client, f"{at('figures')}?nendo=R7")


def test_nobody_finds_what_is_no_indicator(people: Cast, client: Client) -> None:
    assert client.get(at("figure", "nothing")).status_code == 404
    assert sign_in(client, people.aoi).get(at("desk_figure", "nothing")).status_code == 404


def test_without_any_indicator_the_pages_are_empty_and_kind(client: Client) -> None:
    people = cast()
    assert "数は まだ ありません" in page(client, at("figures"))
    assert "しるしが まだ ありません" in page(sign_in(client, people.aoi), at("desk_figures"))


# --- one place ---


def test_a_place_looks_back_at_its_own_alone(people: Cast, client: Client) -> None:
    mine, other = make.place("みどり食堂"), make.place("あおぞら学習室")
    measuring.measure(by=BY, at=AT - timedelta(days=30))
    text = page(client, at("place_figures", mine.public_id))
    assert "居場所が あいた回数" in text
    assert "12回" in text
    assert other.name not in text


def test_an_ended_and_a_deleted_place_keep_their_page(people: Cast, client: Client) -> None:
    place = make.place()
    measuring.measure(by=BY, at=AT)
    Place.objects.update(state=Place.State.ENDED)
    assert "おわった 居場所です" in page(client, at("place_figures", place.public_id))
    Place.objects.filter(pk=place.pk).delete()
    gone = page(client, at("place_figures", place.public_id))
    assert "いまは ない 居場所です" in gone
    assert "みどり食堂" in gone


@pytest.mark.parametrize(
    "fields",
    [
        {"state": "draft"},
        {"restricted": True, "restricted_to": "利用している こども", "everyone": None},
        {"kind": "after_school"},
    ],
)
def test_a_place_nobody_may_know_of_has_no_page_even_after_it_is_gone(
    people: Cast, client: Client, fields: dict[str, Any]
) -> None:
    place = make.place(**fields)
    measuring.measure(by=BY, at=AT)
    assert client.get(at("place_figures", place.public_id)).status_code == 404
    assert Measurement.objects.get(place_code=place.public_id).audience == "desk"
    Place.objects.all().delete()
    assert client.get(at("place_figures", place.public_id)).status_code == 404


def test_a_code_that_never_was_a_place_is_not_there(people: Cast, client: Client) -> None:
    assert client.get(at("place_figures", "nothing")).status_code == 404


def test_hana_finds_her_place_from_her_own_page(people: Cast) -> None:
    place = make.place(organisation=people.midori)
    text = (
        sign_in(Client(), people.hana)
        .get(reverse("places:ops_place", args=[place.public_id]))
        .content.decode()
    )
    assert at("place_figures", place.public_id) in text


def test_places_never_stand_beside_each_other_in_a_file_for_everybody(people: Cast) -> None:
    place = make.place("みどり食堂")
    measuring.measure(by=BY, at=AT)
    address = f"{at('figure', 'sessions_held')}?format=csv"
    assert place.name not in Client().get(address).content.decode()
    desk = f"{at('desk_figure', 'sessions_held')}?format=csv"
    assert place.name in sign_in(Client(), people.aoi).get(desk).content.decode()


def test_what_was_kept_of_a_place_is_not_told_once_nobody_may_know_of_it(people: Cast) -> None:
    make.place("みどり食堂")
    last_november()
    last_november("みどり食堂", Place.objects.get().public_id)
    assert [row.name for row in figures.figure(one("sessions_held"), 2025, TUESDAY, Audience.PUBLIC).places]
    Place.objects.update(restricted=True, restricted_to="利用している こども", everyone=None)
    assert not figures.figure(one("sessions_held"), 2025, TUESDAY, Audience.PUBLIC).places
    assert figures.figure(one("sessions_held"), 2025, TUESDAY, Audience.DESK).places


def test_nobody_reads_from_day_to_day_how_many_came_to_a_place(
    people: Cast, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    place, today = make.place(), {"heads": 20}

    def came(span: Span) -> dict[int, Fact]:
        return {place.pk: replace(held(span, today["heads"]), unit="人")}

    monkeypatch.setitem(place_facts.BY_PLACE, "sessions_held", came)
    measuring.measure(by=BY, at=AT - timedelta(days=1))
    today["heads"] = 22
    address = at("place_figures", place.public_id)
    assert "20人" in page(client, address)
    assert "22人" not in page(client, address)
    measuring.measure(by=BY, at=AT)  # somebody pressed 「いま はかる」
    told = page(client, address)
    assert "22人" not in told
    assert "秘匿" in told


def test_a_year_counted_until_november_is_not_said_to_have_reached_what_it_aimed_at(
    people: Cast, client: Client
) -> None:
    Indicator.objects.filter(code="sessions_held").update(better="fewer")
    targets.aim(
        indicator=one("sessions_held"), nendo=2025, value=15, words="", by=people.by(people.aoi), at=AT
    )
    last_november()
    text = page(client, f"{at('figure', 'sessions_held')}?nendo=R7")
    assert "一部のみ" in text
    assert "とどきました" not in text


# --- at the desk ---


@pytest.mark.parametrize("who", ["hana", "ken", "tamotsu", "megumi"])
def test_strangers_find_no_desk(people: Cast, who: str) -> None:
    client = sign_in(Client(), getattr(people, who))
    assert client.get(at("desk_figures")).status_code == 404
    assert client.get(at("desk_figure", "places_open")).status_code == 404


def test_the_desk_names_goals_without_an_indicator_and_what_was_not_measured(planned: Cast) -> None:
    only("places_open")
    goal = Goal.objects.exclude(indicators__code="places_open").first()
    assert goal is not None
    text = page(sign_in(Client(), planned.mado), at("desk_figures"))
    assert "しるしの ない 計画の ことば" in text
    assert goal.words in text
    assert "まだ のこしていない しるし" in text


def test_with_every_shipped_indicator_no_goal_is_left_without_one(planned: Cast) -> None:
    Indicator.objects.update(is_used=True)
    assert "しるしの ない 計画の ことば" not in page(sign_in(Client(), planned.mado), at("desk_figures"))


def test_aoi_measures_now_and_a_second_time_adds_nothing(people: Cast) -> None:
    aoi = sign_in(Client(), people.aoi)
    assert "3個の 数を のこしました" in words(aoi.post(at("desk_figures_measure"), follow=True))
    assert "もう のこしてあります" in words(aoi.post(at("desk_figures_measure"), follow=True))
    assert sign_in(Client(), people.mado).post(at("desk_figures_measure")).status_code == 404


def test_what_could_not_be_measured_is_named_on_the_page(
    people: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delitem(place_facts.YEAR, "sessions_held")
    text = words(sign_in(Client(), people.aoi).post(at("desk_figures_measure"), follow=True))
    assert "2個の 数を のこしました" in text
    assert "居場所が あいた回数" in text


def test_aoi_sets_a_target_and_takes_it_away(people: Cast) -> None:
    aoi = sign_in(Client(), people.aoi)
    answer = aoi.post(
        at("desk_figure_target", "places_open"), {"nendo": "2026", "value": "40", "words": "こども計画"}
    )
    assert answer.status_code == 302
    assert Target.objects.get().value == 40
    assert "目標 40か所の 0%" in page(aoi, at("desk_figure", "places_open"))
    aoi.post(at("desk_figure_unaim", "places_open"), {"nendo": "2026"})
    assert not Target.objects.exists()


def test_a_target_nobody_can_read_loses_nothing_typed(people: Cast) -> None:
    aoi = sign_in(Client(), people.aoi)
    answer = aoi.post(
        at("desk_figure_target", "places_open"), {"nendo": "2026", "value": "たくさん", "words": "こども計画"}
    )
    assert answer.status_code == 200
    assert "こども計画" in answer.content.decode()


def test_aoi_changes_a_definition_and_takes_it_back(people: Cast) -> None:
    aoi = sign_in(Client(), people.aoi)
    told = {
        "since_on": "2026-12-01", "counts": "day:places.alone_places", "place_fact": "", "words": "ひとりで 行けるところ",
        "reason": "くらべやすくする",
    }  # fmt: skip
    assert aoi.post(at("desk_figure_definition", "places_open"), told).status_code == 302
    assert one().definitions.count() == 2
    aoi.post(at("desk_figure_undefine", "places_open"))
    assert one().definitions.count() == 1


def test_a_definition_without_any_figure_is_refused_beside_its_field(people: Cast) -> None:
    aoi = sign_in(Client(), people.aoi)
    told = {"since_on": "2026-12-01", "counts": "", "place_fact": "", "words": "なにも", "reason": "ため"}
    answer = aoi.post(at("desk_figure_definition", "places_open"), told)
    assert "どちらか 1つは" in words(answer)


def test_aoi_turns_one_off_and_joins_it_to_a_sentence(planned: Cast) -> None:
    aoi = sign_in(Client(), planned.aoi)
    goal = Goal.objects.latest("order")
    assert (
        aoi.post(at("desk_figure_arrange", "places_open"), {"order": "3", "goals": [goal.code]}).status_code
        == 302
    )
    row = one()
    assert (row.is_used, row.order, list(row.goals.all())) == (False, 3, [goal])
    assert "使っていない しるし" in page(aoi, at("desk_figures"))
    assert page(Client(), at("figure", "places_open"))


def test_a_value_of_before_is_written_down_as_published(people: Cast) -> None:
    aoi = sign_in(Client(), people.aoi)
    told = {"as_of": "2025-03-31", "value": "31", "unit": "か所", "source": "令和6年度の まとめ"}
    assert aoi.post(at("desk_figure_earlier", "places_open"), told).status_code == 302
    assert "31か所" in page(Client(), f"{at('figure', 'places_open')}?nendo=R6")


@pytest.mark.parametrize(
    "address", ["desk_figure_target", "desk_figure_definition", "desk_figure_arrange", "desk_figure_earlier"]
)
def test_who_only_reads_finds_no_form(people: Cast, address: str) -> None:
    assert sign_in(Client(), people.mado).get(at(address, "places_open")).status_code == 404


@pytest.mark.parametrize("kind", ["xlsx", "csv", "csv-cp932"])
def test_files_carry_every_paper(people: Cast, kind: str) -> None:
    measuring.measure(by=BY, at=AT)
    aoi = sign_in(Client(), people.aoi)
    for address in (
        at("desk_figures"),
        at("desk_figure", "places_open"),
        at("figures"),
        at("figure", "places_open"),
    ):
        answer = aoi.get(f"{address}?format={kind}")
        assert answer.status_code == 200
        if kind == "csv":
            text = answer.content.decode("utf-8-sig")
            assert "出典" in text
            assert "published_places" in text


def test_figures_by_the_sentences_of_the_plan(planned: Cast) -> None:
    assert "①" in page(sign_in(Client(), planned.aoi), f"{at('desk_figures')}?by=goal")
