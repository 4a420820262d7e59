"""D. Children's data: what is not kept, not asked for, not sent, and not in any address."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django import forms
from django.db import models
from django.test import Client
from django.urls.converters import get_converters

from ibasho.base.journal.models import Entry
from ibasho.base.kernel.my_number import contains_my_number
from ibasho.base.ui.helplines import HELPLINES
from ibasho.town.people.models import Person
from ibasho.town.places.forms.event import EventForm
from ibasho.town.places.forms.note import NoteForm
from ibasho.town.places.forms.signup import SignupForm
from ibasho.town.places.models import MistakeReport, PlaceNote, Signup
from tests import house, make, objects
from tests.people import Cast
from tests.trust.test_j_my_number import forms_of_ours
from tests.trust.walking import addresses

As = Callable[[Person], Client]
HOME = re.compile(
    r"home|street|house_number|guardian|parent|school_name|class_name|birth|lat$|lng$|position", re.IGNORECASE
)


def test_32_nothing_of_a_child_says_where_they_live_or_learn() -> None:
    """What a child may leave with us: a sign-up, a note, a report of a mistake. None of them has a home or a school."""
    for model in (Signup, PlaceNote, MistakeReport):
        assert [field.name for field in house.own_fields(model) if HOME.search(field.name)] == []
    asked = {*SignupForm.base_fields, *NoteForm.base_fields}
    assert asked == {"key", "nickname", "email", "phone", "note", "stage", "words"}
    assert [name for name, field in {**SignupForm.base_fields, **NoteForm.base_fields}.items()
            if field.required and name not in ("nickname", "words")] == []  # fmt: skip


def test_13_32_what_a_child_leaves_is_kept_to_the_day_and_without_a_name(town: Cast, now: object) -> None:
    place, client = make.place(), Client(REMOTE_ADDR="203.0.113.77", HTTP_USER_AGENT="Kenpad/9")
    client.post(f"/places/{place.public_id}/note/", {"stage": "upper", "words": "しずかで すき"})
    client.post(f"/places/{place.public_id}/mistake/", {"what": "closed", "words": "しまってた"})
    for row in (PlaceNote.objects.get(), MistakeReport.objects.get()):
        moments = [
            field.name for field in house.own_fields(type(row)) if isinstance(field, models.DateTimeField)
        ]
        assert all(getattr(row, name) is None for name in moments)
    for entry in Entry.objects.filter(verb__in=["places.note.write", "places.mistake.report"]):
        assert (
            entry.person_id is None and entry.at.astimezone(make.AT.tzinfo).time().isoformat() == "00:00:00"
        )
        assert "203.0.113.77" not in str(vars(entry)) and "Kenpad" not in str(vars(entry))
    assert client.cookies.keys() <= {"csrf"}


def test_38_nothing_is_ticked_beforehand() -> None:
    ticked = [
        f"{form.__name__}.{name}"
        for form in forms_of_ours()
        for name, field in getattr(form, "base_fields", {}).items()
        if isinstance(field, forms.BooleanField) and field.initial
    ]
    assert ticked == []
    shown = [field for model in house.own_models() for field in house.own_fields(model)
             if isinstance(field, models.BooleanField) and re.search(r"public|share|consent|shown|visible", field.name)]  # fmt: skip
    assert [str(field) for field in shown if field.default is True] == []
    assert EventForm.base_fields["signup"].initial is None


def test_40_no_page_sends_where_a_child_stands() -> None:
    """The device's position is read in one script, which gives it to nobody."""
    scripts = {
        path: path.read_text(encoding="utf-8") for path in (house.ROOT / "frontend" / "js").glob("*.js")
    }
    knows = {path.name for path, text in scripts.items() if "geolocation" in text}
    assert knows <= {"near-me.js", "near-today.js"} and knows
    for name in knows:
        text = scripts[house.ROOT / "frontend" / "js" / name]
        assert not re.search(r"sendBeacon|localStorage|sessionStorage|indexedDB|document\.cookie", text), name
        sent = re.findall(r"fetch\(([^)]*)", text)
        assert not [one for one in sent if re.search(r"coords|latitude|longitude|\blat|\blng", one)], sent


def test_42_no_points_no_streaks_no_pressure() -> None:
    words = re.compile(
        r"ポイント|スタンプラリー|連続\d*日|あと\s*\d*回|ランキング|れんぞく|レベルアップ|バッジ"
    )
    found = [str(path) for _, path in house.templates() if words.search(path.read_text(encoding="utf-8"))]
    assert found == []


REAL = re.compile(r"(?<![\d.-])0\d{1,4}[-(（ ]\d{1,4}[-)） ]\d{3,4}(?![\d-])|(?<!\d)0[789]0\d{8}(?!\d)")
NOBODYS = re.compile(r"0{3,}|1234|(\d)\1{3}$|444-444")  # of a range given to nobody, or plainly made up
SEARCHED = {".py", ".toml", ".csv", ".md", ".html", ".txt", ".js", ".tsv", ".json", ".yml"}
PUBLISHED = {line.number for line in HELPLINES} | {"0537-21-1111"}  # the helplines and 掛川市役所


def _files() -> Iterator[tuple[Path, str]]:
    told = subprocess.run(
        ["git", "ls-files"], cwd=house.ROOT, capture_output=True, text=True, check=True
    ).stdout  # noqa: S607
    for name in told.splitlines():
        path = house.ROOT / name
        if path.suffix in SEARCHED and "package-lock" not in name and path.exists():
            yield Path(name), path.read_text(encoding="utf-8")


def test_50_nobodys_number_is_in_the_repository() -> None:
    """Telephone numbers are made up or published by a public office; a My Number stands in the tests of the check alone."""
    phones, numbers = [], []
    for path, text in _files():
        found = {match[0] for match in REAL.finditer(text)}
        phones += [f"{path}: {one}" for one in found - PUBLISHED if not NOBODYS.search(one)]
        if "test" not in path.name and contains_my_number(text):
            numbers += [str(path)]
    assert phones == []
    assert numbers == []


def test_62_addresses_name_things_by_code_and_nobody_by_name() -> None:
    """Converters: codes, numbers, slugs. The one secret (an invitation) is taken out of the address at once."""
    known = {"int", "slug", "str", "uuid", "path", *get_converters()}
    for name, pattern in house.url_names():
        if not house.is_ours(pattern):
            continue
        for argument, converter in getattr(pattern.pattern, "converters", {}).items():
            assert (
                type(converter).__name__.removesuffix("Converter").lower().replace("string", "str") in known
            )
            assert not re.search(r"name|mail|phone|birth|address", argument), f"{name}: {argument}"


def test_62_no_form_with_words_about_people_is_sent_in_an_address() -> None:
    forms_by_get = re.compile(r"<form\b(?![^>]*method=\"post\")[^>]*>.*?</form>", re.DOTALL | re.IGNORECASE)
    wrong = [
        path.name
        for _, path in house.templates()
        for form in forms_by_get.findall(path.read_text(encoding="utf-8"))
        if re.search(r"name=\"(?:email|phone|nickname|name)\"|form\.(?:email|phone|nickname)", form)
    ]
    assert [name for name in wrong if not name.startswith("guide")] == []


def test_62_no_page_and_no_picture_code_holds_a_persons_address(town: Cast, as_person: As) -> None:
    """Links of every page of the desk and the groups: no mail address, no telephone number, no name in a query."""
    client, wrong = as_person(town.fumi), []
    for one in addresses(objects.Objects(town)):
        answer = client.get(one.path)
        if not answer.headers.get("Content-Type", "").startswith("text/html"):
            continue
        for link in re.findall(r"(?:href|action|src)=\"([^\"]*)\"", answer.content.decode()):
            if re.search(r"[?&][^\"]*(?:@|%40|花|%E8%8A%B1)", link):
                wrong.append(f"{one.name}: {link}")
    assert wrong == []


@pytest.mark.parametrize("path", ["/today/", "/places/", "/events/", "/calendar/", "/map/"])
def test_13_everything_a_child_needs_opens_without_account_and_cookie(
    path: str, client: Client, db: None
) -> None:
    answer = client.get(path)
    assert answer.status_code == 200 and not answer.cookies
