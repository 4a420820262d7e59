"""Help, errors, menus, exports: pages that must stand even when nothing else does."""

from __future__ import annotations

import re
from io import BytesIO
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory, override_settings
from django.urls import ResolverMatch

from ibasho.base.kernel import clock
from ibasho.base.kernel.actor import Actor
from ibasho.base.ui import doors, exports, menu, views
from ibasho.base.ui.tables import Column, Table

ROOT = Path(__file__).resolve().parents[3]
NUMBERS = ("189", "0120-99-7777", "0120-0-78310", "0120-007-110")


def test_help_lists_every_number_with_its_hours_and_the_citys_own(client: Client, settings: Any) -> None:
    settings.IBASHO_CITY = {**settings.IBASHO_CITY, "phone": "0537-00-0000"}
    page = client.get("/help/").content.decode()
    for number in (*NUMBERS, "0537-00-0000"):
        assert f'href="tel:{number.replace("-", "")}"' in page or f'href="tel:{number}"' in page
    assert "data-quick-exit" in page


def test_helps_title_says_nothing_to_someone_looking_over_a_shoulder(client: Client) -> None:
    assert "<title>こどもの居場所</title>" in client.get("/help/").content.decode()


def test_the_worker_keeps_the_help_page_and_leaves_signed_in_pages_alone(client: Client) -> None:
    response = client.get("/sw.js")
    assert response["Content-Type"].startswith("text/javascript")
    body = response.content.decode()
    assert '"/help/"' in body and "(my|ops|desk|accounts|media)" in body


def test_the_guide_is_closed_in_a_running_city(client: Client, settings: Any) -> None:
    settings.MODE = "production"
    assert client.get("/ui/").status_code == 404
    assert client.get("/ui/map.geojson").status_code == 404


def test_no_page_gives_its_own_meaning_to_the_word_that_chooses_the_look() -> None:
    """`door` on a page is the door one came through: styles of staff and furigana hang on it. A row of a door table has
    another name (`own_door`)."""
    own = re.compile(r'"door": (?!"|doors\.Door\.|door, \*\*|board\.door\.public_id, "taps")')
    rows = [
        f"{path.relative_to(ROOT)}: {line.strip()}"
        for path in sorted(ROOT.glob("ibasho/**/views/**/*.py"))
        for line in path.read_text(encoding="utf-8").splitlines()
        if own.search(line)
    ]
    assert rows == []


@pytest.mark.parametrize("view", [views.broken, views.unavailable])
def test_error_pages_need_no_database_and_say_what_next(view: Any) -> None:
    response = view(RequestFactory().get("/desk/x/"))
    page = response.content.decode()
    assert response.status_code in (500, 503)
    assert "もう一度" in page and 'data-door="desk"' in page and "style=" not in page


@override_settings(DEBUG=False)
@pytest.mark.django_db
def test_a_missing_page_is_told_kindly_in_japanese(client: Client) -> None:
    response = client.get("/nowhere/")
    assert response.status_code == 404
    assert "このページは" in response.content.decode() and "Not Found" not in response.content.decode()


@pytest.mark.parametrize("door", list(doors.Door))
def test_a_view_carries_its_door(door: doors.Door) -> None:
    @getattr(doors, door.value)
    def view(request: HttpRequest) -> HttpResponse:
        return HttpResponse()

    request = RequestFactory().get("/anything/")
    request.resolver_match = ResolverMatch(view, (), {})
    assert doors.door_of(request) is door


@pytest.mark.parametrize(
    ("path", "door"),
    [("/my/x/", "family"), ("/ops/", "operator"), ("/desk/", "desk"), ("/desktop/", "child"), ("/", "child")],
)
def test_without_a_view_the_address_tells_the_door(path: str, door: str) -> None:
    request = RequestFactory().get(path)
    request.resolver_match = None
    assert doors.door_of(request) == door


def test_a_menu_shows_what_one_may_use_and_where_one_is(monkeypatch: pytest.MonkeyPatch) -> None:
    entries = (
        menu.Entry("child", "たすけ", "ui:help"),
        menu.Entry("child", "ひみつ", "ui:guide", may=lambda request: False),
        menu.Entry("desk", "べつ", "ui:guide"),
    )
    monkeypatch.setattr(menu, "entries", lambda: entries)
    items = menu.items(RequestFactory().get("/help/"), "child")
    assert [(item.label, item.current) for item in items] == [("たすけ", "page")]


def test_the_desk_has_four_verbs_and_hides_empty_ones() -> None:
    shown = [
        menu.Item("a", "/a/", "", "", "migaku", "page", 0),
        menu.Item("b", "/b/", "", "", "fuyasu", "", 2),
    ]
    assert [(section.code, section.current) for section in menu.sections(shown)] == [
        ("fuyasu", False),
        ("migaku", True),
    ]


def table(*names: str) -> Table:
    columns = (Column("名前", lambda row: row[0]), Column("人数", lambda row: row[1], number=True))
    return Table("一覧/2026", columns, [(name, 3) for name in names])


def ask(kind: str, *names: str, **extra: str) -> HttpResponse:
    request = RequestFactory().get("/desk/", {"format": kind, **extra})
    request.user = AnonymousUser()
    request.actor, request.at = Actor.public(), clock.now()  # type: ignore[attr-defined]
    return exports.answer(request, table(*names), "places")


def test_csv_has_a_bom_and_excel_a_fixed_head() -> None:
    assert ask("csv", "ひだまり").content == "名前,人数\r\nひだまり,3\r\n".encode("utf-8-sig")
    sheet = openpyxl.load_workbook(BytesIO(ask("xlsx", "ひだまり").content)).worksheets[0]
    assert sheet.freeze_panes == "A2" and sheet["B2"].value == 3 and sheet.title == "一覧2026"


@pytest.mark.django_db  # the desk counts what waits in its menu
def test_what_cp932_cannot_hold_is_listed_before_anything_is_lost(client: Client) -> None:
    assert ask("csv-cp932", "髙橋").content.decode("cp932") == "名前,人数\r\n髙橋,3\r\n"
    page = ask("csv-cp932", "𠮷野")
    assert page["Content-Type"].startswith("text/html") and "𠮷" in page.content.decode()
    assert "〓野" in ask("csv-cp932", "𠮷野", anyway="1").content.decode("cp932")


def test_a_formula_in_a_name_stays_text() -> None:
    assert b"'=1+1" in ask("csv", "=1+1").content
