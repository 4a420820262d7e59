"""居場所カレンダー: what stands in a square, what below it, and how it is narrowed."""

from __future__ import annotations

import re
from datetime import date, time, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from ibasho.base.kernel import clock
from ibasho.town.places.models import ClosedDays, Event, OpeningRule, Place, Session
from ibasho.town.places.rules import search
from tests import make
from tests.reading import plain

pytestmark = pytest.mark.django_db
MONTH = reverse("places:calendar")
TEXT = re.compile(r"</?(?:ruby|span|small|s|time)\b[^>]*>")
RUBY = re.compile(r"<ruby>.*?</ruby>", re.DOTALL)
UNSEEN = re.compile(
    r'<(li|span|p)\b[^>]*data-print-only.*?</\1>|<(caption|span)[^>]*class="u-hide".*?</\2>|<option.*?</option>',
    re.DOTALL,
)
DECEMBER_2 = date(2026, 12, 2)


@pytest.fixture(autouse=True)
def after_school(monkeypatch: pytest.MonkeyPatch) -> None:
    """It is Tuesday the 24th of November 2026, 15:00."""
    monkeypatch.setattr(clock, "now", lambda: make.AT)


def page(client: Client, path: str = MONTH, status: int = 200, **query: Any) -> str:
    response = client.get(path, query)
    assert response.status_code == status
    return response.content.decode()


def said(html: str) -> str:
    main = html[html.index("<main") : html.index("</main>")]
    return plain(TEXT.sub("", main), gap=" ")


def square(html: str, day: date) -> str:
    """The cell of one day as HTML."""
    start = html.index(f'href="{reverse("places:calendar_day", args=[day.isoformat()])}')
    return html[html.rindex("<td", 0, start) : html.index("</td>", start)]


def place(name: str, **fields: Any) -> Place:
    made = make.place(name, **fields)
    Place.objects.filter(pk=made.pk).update(search_text=search.text_of(made))
    return made


def opened(name: str, day: date = make.TUESDAY, starts: time | None = time(15), **fields: Any) -> Session:
    return make.session(place(name, **fields), day, starts, time(18) if starts else None)


def steady(name: str = "まいにち図書館", day: date = make.TUESDAY) -> Session:
    library = place(name, kind="library")
    rule = make.weekly(library, 1, 2, 3, 4, 5)
    session = make.session(library, day)
    Session.objects.filter(pk=session.pk).update(rule=rule)
    return session


def test_a_session_stands_in_its_square_with_hour_and_a_way_to_the_place(client: Client) -> None:
    session = opened("みどり食堂", kana="みどりしょくどう")
    cell = square(page(client), make.TUESDAY)
    assert "15:00" in cell and "しょくどう" in cell and 'aria-current="date"' in cell
    assert f'href="{reverse("places:place", args=[session.place.public_id])}"' in cell  # type: ignore[union-attr]


def test_the_heading_has_both_calendars_and_holidays_have_their_name(client: Client) -> None:
    text = said(page(client))
    assert "2026年（令和8年）11月" in text
    assert "勤労感謝の日" in said(f"<main>{square(page(client), make.MONDAY)}</main>")


def test_a_square_shows_four_and_counts_the_rest(client: Client) -> None:
    for number in range(6):
        opened(f"ばしょ{number}", starts=time(9 + number))
    cell = square(page(client), make.TUESDAY)
    shown = cell.split("data-print-only")[0]
    assert [f"ばしょ{number}" in shown for number in range(6)] == [True] * 4 + [False] * 2
    assert "あと 2かしょ" in said(f"<main>{cell}</main>")
    assert "ばしょ5" in cell  # on paper


def test_an_event_comes_first_and_has_a_star(client: Client) -> None:
    for number in range(5):
        opened(f"ばしょ{number}", starts=time(9 + number))
    event = make.event("もりの あそび")
    make.event_day(event, starts=time(17))
    cell = square(page(client), make.TUESDAY)
    assert cell.index("もりの あそび") < cell.index("ばしょ0")
    assert "#star" in cell and reverse("places:event", args=[event.public_id]) in cell


@pytest.mark.parametrize("state", ["draft", "pending"])
def test_an_event_nobody_has_seen_yet_is_not_shown(state: str, client: Client) -> None:
    make.event_day(make.event("ひみつ", state=state))
    assert "ひみつ" not in page(client)


def test_a_called_off_event_is_struck(client: Client) -> None:
    make.event_day(make.event("ちゅうしの会", state="cancelled"))
    cell = square(page(client), make.TUESDAY)
    assert "<s>" in cell and "おやすみ" in cell


def test_a_place_open_as_always_is_counted_and_stands_below(client: Client) -> None:
    steady()
    html = page(client)
    cell = square(html, make.TUESDAY)
    assert "まいにち図書館" not in said(f"<main>{cell}</main>")
    assert "いつもの ところ 1かしょ" in said(f"<main>{cell}</main>")
    below = said(html).split("いつもの ところ")[-1]
    assert "まいにち図書館" in below and "火～土" in below


def test_who_asks_for_libraries_sees_them_in_the_squares(client: Client) -> None:
    steady()
    assert "まいにち図書館" in said(f"<main>{square(page(client, kind='library'), make.TUESDAY)}</main>")


def test_a_place_open_as_always_is_shown_when_it_is_shut(client: Client) -> None:
    library = steady().place
    assert library is not None
    make.session(library, make.TUESDAY, time(19), time(20))
    ClosedDays.objects.create(
        place=library, first=make.TUESDAY, last=make.TUESDAY, reason="てんけん", told_at=make.AT
    )
    Session.objects.filter(place=library).update(state="cancelled")
    html = page(client)
    cell = square(html, make.TUESDAY)
    assert said(f"<main>{cell}</main>").count("まいにち図書館") == 1  # told once, though it would open twice
    assert "おやすみ" in cell and "<s>" in cell


def test_a_closure_speaks_even_where_a_session_was_left_standing(client: Client) -> None:
    session = opened("みどり食堂")
    ClosedDays.objects.create(place=session.place, first=make.TUESDAY, last=make.TUESDAY, told_at=make.AT)
    assert "おやすみ" in square(page(client), make.TUESDAY)


def test_a_short_roster_is_not_promised(client: Client) -> None:
    session = opened("みどり食堂")
    Session.objects.filter(pk=session.pk).update(staffing="short")
    cell = said(f"<main>{square(page(client), make.TUESDAY)}</main>")
    assert "まだ きまっていません" in cell and "15:00" not in cell


def test_an_unknown_hour_is_never_invented(client: Client) -> None:
    opened("みどり食堂", starts=None)
    cell = said(f"<main>{square(page(client), make.TUESDAY)}</main>")
    assert "時間は きいてね" in cell and ":" not in cell


def test_irregular_places_stand_below_with_their_own_words(client: Client) -> None:
    OpeningRule.objects.create(place=place("ふうせん食堂"), pattern="irregular", words="月に1回くらい")
    below = said(page(client)).split("日が きまったら のります")[-1]
    assert "ふうせん食堂" in below and "月に1回くらい" in below


@pytest.mark.parametrize(
    "fields",
    [
        {"restricted": True, "restricted_to": "西小の子", "everyone": None},
        {"kind": "after_school"},
        {"state": "pending"},
        {"state": "paused", "paused_since": make.MONDAY},
    ],
)
def test_what_is_not_for_everybody_or_not_open_is_in_no_square_and_on_no_list(
    fields: dict[str, Any], client: Client
) -> None:
    opened("ないしょ学童", **fields)
    for path in (MONTH, reverse("places:calendar_list"), reverse("places:calendar_day", args=[make.TUESDAY])):
        assert "ないしょ学童" not in page(client, path)


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({"kind": "study"}, {"べんきょう室"}),
        ({"kind": ["study", "jidokan"]}, {"べんきょう室", "じどうかん"}),
        ({"stage": "high"}, {"べんきょう室", "みどり食堂"}),
        ({"district": "M01"}, {"みどり食堂"}),
        ({"alone": "1"}, {"じどうかん"}),
        ({"free": "1"}, {"みどり食堂"}),
        ({"q": "ごはん"}, {"みどり食堂"}),
        ({"q": "ベンキョー"}, {"べんきょう室"}),
        ({"kind": "nonsense", "stage": "x", "district": ""}, {"べんきょう室", "みどり食堂", "じどうかん"}),
    ],
)
@pytest.mark.parametrize("name", ["calendar", "calendar_list", "calendar_day"])
def test_each_page_is_narrowed_by_its_address_alone(
    name: str, query: dict[str, Any], found: set[str], client: Client
) -> None:
    opened("みどり食堂", district_code="M01", fee_elementary_yen=0)
    opened("べんきょう室", kind="study", district_code="M02", everyone=None, stages=["junior", "high"])
    opened("じどうかん", kind="jidokan", everyone=None, stages=["lower", "upper"], alone_from="lower")
    args = [make.TUESDAY.isoformat()] if name == "calendar_day" else []
    text = said(page(client, reverse(f"places:{name}", args=args), **query))
    assert {one for one in ("みどり食堂", "べんきょう室", "じどうかん") if one in text} == found


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({"q": "おやつ"}, True),
        ({"q": "おやつ -もり"}, False),
        ({"q": "ゲーム"}, False),
        ({"kind": "mobile"}, False),
        ({"kind": "jidokan"}, True),
        ({"stage": "lower"}, True),
        ({"stage": "high"}, False),
        ({"district": "M01"}, True),
        ({"district": "M02"}, False),
        ({"free": "1"}, True),
        ({"alone": "1"}, False),
        ({"alone": "1", "stage": "upper"}, False),
    ],
)
def test_events_are_narrowed_as_places_are(query: dict[str, Any], found: bool, client: Client) -> None:
    host = place("もりの児童館", kind="jidokan", district_code="M01")
    event = make.event("おやつの会", place=host, venue_name="", stages=["lower"], free_of_charge=True)
    make.event_day(event)
    assert ("おやつの会" in said(page(client, **query))) is found


def test_an_event_children_come_to_alone_is_found_by_alone(client: Client) -> None:
    make.event_day(make.event("ひとりで来る会", alone_from="upper"))
    assert "ひとりで来る会" in said(page(client, alone="1"))
    assert "ひとりで来る会" in said(page(client, alone="1", stage="junior"))
    assert "ひとりで来る会" not in said(page(client, alone="1", stage="lower"))


@pytest.mark.parametrize("month", ["2025-11", "2027-03"])
def test_the_first_and_last_month_have_no_way_beyond(month: str, client: Client) -> None:
    html = page(client, reverse("places:calendar_month", args=[month]))
    assert html.count('rel="prev"') + html.count('rel="next"') == 1


@pytest.mark.parametrize(
    "path",
    ["/calendar/2025-10/", "/calendar/2027-04/", "/calendar/2026-13/", "/calendar/list/2030-01/",
     "/calendar/2026-02-30/", "/calendar/2030-01-01/", "/calendar/0000-01/"],
)  # fmt: skip
def test_days_nobody_knows_yet_are_told_kindly(path: str, client: Client) -> None:
    text = said(page(client, path, status=404))
    assert "2025年11月から 2027年3月まで" in text


def test_the_list_of_this_month_begins_today_and_can_begin_on_the_first(client: Client) -> None:
    opened("きのうの会", make.MONDAY)
    opened("きょうの会")
    path = reverse("places:calendar_list")
    text = said(page(client, path))
    assert "きのうの会" not in text and "きょうの会" in text
    assert "きのうの会" in said(page(client, path, all="1"))


def test_a_long_list_goes_on_another_page_with_the_same_narrowing(client: Client) -> None:
    study = place("べんきょう室", kind="study")
    for number in range(70):
        make.session(study, make.TUESDAY, time(6 + number // 6, number % 6 * 10), None)
    html = page(client, reverse("places:calendar_list"), kind="study")
    assert "?kind=study&amp;page=2" in html and "70回" in said(html).replace(" ", "")
    assert "16:00" not in said(html) and "16:00" in said(
        page(client, reverse("places:calendar_list"), page="2")
    )


def test_a_day_is_told_hour_by_hour_with_who_may_come_and_what_it_costs(client: Client) -> None:
    opened("ゆうがたの会", starts=time(17, 30))
    opened(
        "みどり食堂",
        starts=time(9),
        everyone=None,
        stages=["upper"],
        alone_from="upper",
        fee_elementary_yen=0,
    )
    opened("いつかの会", starts=None)
    text = said(page(client, reverse("places:calendar_day", args=[make.TUESDAY])))
    assert (
        text.index("9:00 から")
        < text.index("みどり食堂")
        < text.index("17:00 から")
        < text.index("ゆうがたの会")
    )
    assert text.index("ゆうがたの会") < text.index("時間は きいてね") < text.index("いつかの会")
    assert "小学4年生から ひとりで いいよ" in text
    assert "お金は いりません" in text


@pytest.mark.parametrize(
    ("starts", "ends", "says"),
    [
        (time(9), time(12), "おわりました"),
        (time(14), time(16), "いま あいています"),
        (time(16), time(18), ""),
    ],
)
def test_today_says_what_is_over_and_what_is_open(
    starts: time, ends: time, says: str, client: Client
) -> None:
    make.session(place("みどり食堂"), make.TUESDAY, starts, ends)
    text = said(page(client, reverse("places:calendar_day", args=[make.TUESDAY])))
    assert {word for word in ("おわりました", "いま あいています") if word in text} == (
        {says} if says else set()
    )


def test_a_day_names_places_that_may_open(client: Client) -> None:
    OpeningRule.objects.create(place=place("ふうせん食堂"), pattern="irregular", weekdays=[1])
    assert "ふうせん食堂" in said(page(client, reverse("places:calendar_day", args=[make.TUESDAY])))
    assert "ふうせん食堂" not in said(
        page(client, reverse("places:calendar_day", args=[make.TUESDAY + timedelta(days=1)]))
    )


def test_an_empty_month_says_what_to_do(client: Client) -> None:
    assert "この月には 見つかりませんでした" in said(page(client))


@pytest.mark.parametrize("name", ["calendar", "calendar_list", "calendar_day"])
def test_every_kanji_has_its_reading(name: str, client: Client) -> None:
    make.town("虹橋町", "にじはしちょう")
    make.district()
    opened(
        "みどり食堂", kana="みどりしょくどう", town_name="虹橋町", everyone=None, stages=["lower", "junior"]
    )
    steady()
    Place.objects.filter(kind="library").update(kana="まいにちとしょかん")
    make.event_day(make.event("森の会", kana="もりのかい", venue_name="こうえん"))
    opened("夜食堂", starts=None, kana="よるしょくどう", kind="partner_shop")
    args = [make.TUESDAY.isoformat()] if name == "calendar_day" else []
    html = page(client, reverse(f"places:{name}", args=args))
    main = html[html.index("<main") : html.index("</main>")]
    text = re.sub(r"<[^>]+>", "", UNSEEN.sub("", RUBY.sub("", main)))
    assert re.findall(r"[一-鿿々]+", text) == []


@pytest.mark.parametrize("name", ["calendar", "calendar_list", "calendar_day"])
def test_the_number_of_queries_does_not_grow(name: str, client: Client) -> None:
    args = [make.TUESDAY.isoformat()] if name == "calendar_day" else []
    path = reverse(f"places:{name}", args=args)

    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            page(client, path)
        return len(captured)

    opened("はじめの食堂")
    steady()
    OpeningRule.objects.create(place=place("ふうせん0"), pattern="irregular", weekdays=[1])
    make.event_day(make.event())
    few = queries()
    for number in range(12):
        opened(f"ばしょ{number}", starts=time(5 + number), town_name=f"町{number}")
        steady(f"としょかん{number}", make.TUESDAY + timedelta(days=number % 3))
        OpeningRule.objects.create(place=place(f"ふうせん{number + 1}"), pattern="irregular", weekdays=[1])
        make.event_day(make.event(f"もよおし{number}"), make.TUESDAY + timedelta(days=number % 3))
    assert queries() == few <= 12


def test_a_closed_place_and_its_event_are_two_things(client: Client) -> None:
    """The hall is shut to the public on the day of the event it hosts."""
    hall = place("こうみんかん")
    ClosedDays.objects.create(place=hall, first=make.TUESDAY, last=make.TUESDAY, told_at=make.AT)
    make.event_day(make.event("ひろばの会", place=hall))
    assert Event.objects.get().sessions.count() == 1
    assert "おやすみ" not in square(page(client), make.TUESDAY)
