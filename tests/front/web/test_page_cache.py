"""Public pages are made once in some seconds; nobody's page reaches another."""

from __future__ import annotations

from collections.abc import Iterator
from fcntl import LOCK_EX, flock
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.db import connection
from django.http import HttpRequest
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import resolve

from ibasho.base.ui import doors, page_cache, page_folder
from ibasho.base.ui.doors import Shared
from ibasho.base.ui.languages import middleware as languages
from ibasho.town.places.models import Place
from ibasho.town.places.views import asking
from tests import make, objects
from tests.people import cast
from tests.signing_in import sign_in
from tests.trust.walking import Address, addresses

pytestmark = pytest.mark.django_db
GZIP = {"Accept-Encoding": "gzip"}


class Clock:
    """What page_cache asks for the time."""

    now = 1_000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture(autouse=True)
def clock(monkeypatch: pytest.MonkeyPatch) -> Iterator[Clock]:
    stands = Clock()
    monkeypatch.setattr(settings, "PUBLIC_PAGE_SECONDS", 5)
    monkeypatch.setattr(settings, "PUBLIC_PAGE_FOLDER", None)
    monkeypatch.setattr(page_cache, "monotonic", stands)
    page_cache.store.clear()
    page_cache._mark.cache_clear()
    yield stands
    page_cache.store.clear()
    page_cache._mark.cache_clear()


def page_of(place: Place) -> str:
    return f"/places/{place.public_id}/"


def test_the_second_child_gets_the_page_of_the_first_and_the_database_is_not_asked() -> None:
    path = page_of(make.place())
    first = Client().get(path)
    with CaptureQueriesContext(connection) as spent:
        second = Client().get(path)
    assert (second.status_code, second.content, len(spent)) == (200, first.content, 0)
    assert second.headers["Cache-Control"] == "public, max-age=5"
    assert {"Content-Security-Policy", "X-Frame-Options", "Content-Language"} <= set(second.headers)
    assert "Cookie" in second.headers["Vary"]


def test_it_is_at_most_five_seconds_old_and_says_how_old(clock: Clock) -> None:
    place = make.place()
    Client().get(page_of(place))
    Place.objects.filter(pk=place.pk).update(name="あたらしい食堂")
    clock.now += 4
    old = Client().get(page_of(place))
    assert ("あたらしい食堂" in old.content.decode(), old.headers["Age"]) == (False, "4")
    clock.now += 2
    new = Client().get(page_of(place))
    assert ("あたらしい食堂" in new.content.decode(), new.headers["Age"]) == (True, "0")


def test_a_place_that_is_taken_off_is_gone_after_five_seconds(clock: Clock) -> None:
    place = make.place()
    Client().get(page_of(place))
    Place.objects.filter(pk=place.pk).update(state=Place.State.DRAFT)
    clock.now += 6
    assert Client().get(page_of(place)).status_code == 404
    assert len(page_cache.store) == 0


def test_who_has_it_already_is_told_so_in_a_word() -> None:
    path = page_of(make.place())
    known = Client().get(path).headers["ETag"]
    with CaptureQueriesContext(connection) as spent:
        again = Client().get(path, headers={"If-None-Match": known})
    assert (again.status_code, again.content, again.headers["ETag"], len(spent)) == (304, b"", known, 0)
    assert Client().get(path, headers={"If-None-Match": '"other"'}).status_code == 200


def test_who_asks_first_with_an_old_copy_does_not_leave_an_empty_page_for_the_others() -> None:
    path = page_of(make.place())
    known = Client().get(path).headers["ETag"]
    page_cache.store.clear()
    assert Client().get(path, headers={"If-None-Match": known}).status_code == 304
    assert Client().get(path).content


def test_each_language_and_each_furigana_has_its_own_page() -> None:
    path = page_of(make.place(kana="みどりしょくどう"))
    ways: list[dict[str, Any]] = [
        {}, {"headers": {"Accept-Language": "en"}}, {"cookie": ("language", "pt-br")}, {"cookie": ("language", "en")},
        {"cookie": ("furigana", "off")}, {"cookie": ("furigana", "2")}, {"headers": GZIP},
    ]  # fmt: skip

    def seen() -> list[bytes]:
        return [_seen(path, **way) for way in ways]

    first, again = seen(), seen()
    settings.PUBLIC_PAGE_SECONDS = 0
    assert first == again
    assert seen()[:-1] == first[:-1], "the same as without"
    assert b'lang="en"' in first[1]
    assert first[1] == first[3]
    assert len(set(first[:3] + first[4:])) == 6


def _seen(
    path: str, *, headers: dict[str, str] | None = None, cookie: tuple[str, str] | None = None
) -> bytes:
    browser = Client()
    if cookie:
        browser.cookies[cookie[0]] = cookie[1]
    return browser.get(path, headers=headers or {}).content


def test_a_remembered_school_year_has_its_own_page_and_leaves_none_for_others() -> None:
    make.weekly(make.place())
    child, plain = Client(), Client()
    child.cookies[asking.STAGE_COOKIE] = "junior"
    before = plain.get("/today/").content
    assert child.get("/today/").content != before
    assert plain.get("/today/").content == before


def test_a_signed_in_person_gets_no_copy_and_leaves_none() -> None:
    people, path = cast(), page_of(make.place())
    officer = sign_in(Client(), people.aoi)
    own = officer.get(path)
    assert (own.headers["Cache-Control"], len(page_cache.store)) == ("no-store, private", 0)
    Client().get(path)
    again = officer.get(path)
    assert (again.headers["Cache-Control"], "Age" in again.headers) == ("no-store, private", False)


@pytest.mark.parametrize("name", ["session", "csrf", "messages"])
def test_whoever_has_a_session_a_token_or_a_message_is_answered_anew(name: str) -> None:
    path, browser = page_of(make.place()), Client()
    Client().get(path)
    browser.cookies[name] = "something"
    assert "Age" not in browser.get(path).headers


def test_a_cookie_the_page_is_not_found_by_is_kept_from_the_view(monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[dict[str, str]] = []
    real = languages.LanguageMiddleware.process_request

    def noted(self: Any, request: HttpRequest) -> Any:
        seen.append(dict(request.COOKIES))
        return real(self, request)

    monkeypatch.setattr(languages.LanguageMiddleware, "process_request", noted)
    browser = Client()
    for name, value in (("_ga", "GA1.2.3"), ("keeps", "till"), ("language", "en"), ("start", "district:M01")):
        browser.cookies[name] = value
    browser.get(page_of(make.place()))
    assert seen == [{"language": "en", "start": "district:M01"}]


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/places/AAAAAAAAAA/", 404),
        ("/calendar/1999-01/", 404),
        ("/no/such/page/", 404),
        ("/supporters/?goal=99", 404),
    ],
)
def test_what_is_not_there_is_not_kept(path: str, status: int) -> None:
    assert Client().get(path).status_code == status
    assert len(page_cache.store) == 0


def test_words_somebody_typed_and_unknown_parameters_are_not_kept() -> None:
    for query in ("?q=みどり", "?town=虹橋町", "?utm_source=x", "?format=csv", f"?page={'1' * 400}"):
        assert Client().get(f"/today/{query}").status_code == 200
    assert len(page_cache.store) == 0
    Client().get("/today/?kind=food&page=1")
    assert len(page_cache.store) == 1


def test_a_page_with_a_forms_token_is_never_kept_even_when_somebody_marks_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    view = resolve("/voices/in/").func
    monkeypatch.setattr(view, "shared", Shared(frozenset(), ()), raising=False)
    monkeypatch.setattr(
        page_cache, "FORBIDS", page_cache.re.compile("$^")
    )  # never_cache alone would save us here
    found = Client().get("/voices/in/")
    assert page_cache.TOKEN in found.content
    assert len(page_cache.store) == 0


def test_a_door_behind_which_one_signs_in_is_never_shared(monkeypatch: pytest.MonkeyPatch) -> None:
    view = doors.shared()(doors.desk(lambda request: None))  # type: ignore[arg-type, return-value]
    monkeypatch.setattr(page_cache, "resolve", lambda path: type("Match", (), {"func": staticmethod(view)}))
    assert page_cache._mark("/desk/") is None


def test_another_name_of_the_copy_has_its_own_page_and_a_strange_one_has_none() -> None:
    path = page_of(make.place())
    Client().get(path)
    assert Client(SERVER_NAME="localhost").get(path).status_code == 200
    assert len(page_cache.store) == 2
    assert Client(SERVER_NAME="evil.example").get(path).status_code == 400
    assert len(page_cache.store) == 2


def test_what_is_sent_goes_through_and_a_head_gets_no_body() -> None:
    path = page_of(make.place())
    assert Client().post(path).status_code == 405
    assert Client().head(path).content == b""
    assert len(page_cache.store) == 0


@pytest.fixture
def lent(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder through which two processes lend each other pages; `page_cache.store.clear()` makes us the other one."""
    monkeypatch.setattr(settings, "PUBLIC_PAGE_FOLDER", tmp_path / "pages")
    return tmp_path / "pages"


def test_the_other_process_reads_what_one_made(lent: Path, clock: Clock) -> None:
    path = page_of(make.place())
    first = Client().get(path)
    page_cache.store.clear()
    clock.now += 3
    with CaptureQueriesContext(connection) as spent:
        second = Client().get(path)
    assert (second.content, second.headers["Age"], len(spent)) == (first.content, "3", 0)
    assert second.headers["Content-Security-Policy"] == first.headers["Content-Security-Policy"]
    assert lent.stat().st_mode & 0o777 == 0o700


def test_what_was_lent_is_no_older_than_any_other_page(lent: Path, clock: Clock) -> None:
    place = make.place()
    Client().get(page_of(place))
    Place.objects.filter(pk=place.pk).update(name="あたらしい食堂")
    for moved in (6, -100):  # too old; from before the machine was started again
        page_cache.store.clear()
        clock.now += moved
        assert Client().get(page_of(place)).headers["Age"] == "0"
    assert "あたらしい食堂" in Client().get(page_of(place)).content.decode()


def test_while_another_process_makes_it_anew_this_one_has_the_old_one(lent: Path, clock: Clock) -> None:
    place = make.place()
    Client().get(page_of(place))
    Place.objects.filter(pk=place.pk).update(name="あたらしい食堂")
    (file,) = lent.glob("???")
    clock.now += 6
    with file.with_suffix(".turn").open("wb") as other:
        flock(other, LOCK_EX)
        assert Client().get(page_of(place)).headers["Age"] == "6"
        clock.now += 2
        assert Client().get(page_of(place)).headers["Age"] == "0", (
            "nobody gets it longer than two seconds more"
        )
    clock.now += 6
    assert "あたらしい食堂" in Client().get(page_of(place)).content.decode()


def test_who_makes_the_first_one_is_not_waited_for(lent: Path) -> None:
    path = page_of(make.place())
    Client().get(path)
    (file,) = lent.glob("???")
    file.unlink()
    page_cache.store.clear()
    with file.with_suffix(".turn").open("wb") as other:
        flock(other, LOCK_EX)
        assert Client().get(path).status_code == 200


def test_a_torn_file_another_page_and_a_full_disk_cost_nobody_a_page(
    lent: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    path = page_of(make.place())
    whole = Client().get(path).content
    (file,) = lent.glob("???")
    kept = file.read_bytes()
    for torn in (b"", kept[:20], kept[:-1], kept.replace(b"/places/", b"/plazes/", 1)):
        file.write_bytes(torn)
        page_cache.store.clear()
        assert Client().get(path).content == whole

    def full(self: Path, data: bytes) -> int:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "write_bytes", full)
    monkeypatch.setattr(page_folder, "flock", lambda *_: full(lent, b""))
    page_cache.store.clear()
    file.unlink()
    assert Client().get(path).content == whole
    assert "No space left on device" in caplog.text


def test_a_folder_that_others_may_write_is_not_believed(lent: Path) -> None:
    lent.mkdir(mode=0o700)
    lent.chmod(0o777)
    Client().get(page_of(make.place()))
    assert list(lent.iterdir()) == []


class Noting(dict[str, str]):
    """Cookies that note what is asked of them."""

    asked: set[str]

    def get(self, name: str, default: Any = None) -> Any:
        self.asked.add(name)
        return super().get(name, default)

    def __contains__(self, name: object) -> bool:
        self.asked.add(str(name))
        return super().__contains__(name)

    def __getitem__(self, name: str) -> str:
        self.asked.add(name)
        return super().__getitem__(name)


def test_every_shared_page_reads_no_cookie_it_does_not_name_and_is_the_same_again(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    noted = Noting()
    noted.asked = set()
    monkeypatch.setattr(page_cache, "_undress", lambda request, mark: setattr(request, "COOKIES", noted))
    made = objects.Objects(cast())
    walked, wrong = 0, []
    for address in addresses(made):
        mark = getattr(resolve(address.path).func, "shared", None)
        if mark is None or address.expected("anonymous") != 200:
            continue
        walked += 1
        noted.asked.clear()
        wrong += _faults(address, mark, noted)
    assert wrong == []
    assert walked >= 35


LOOKED_AT_BY_ALL = {settings.LANGUAGE_COOKIE_NAME, "furigana", settings.SESSION_COOKIE_NAME, settings.CSRF_COOKIE_NAME, "messages"}  # fmt: skip


def _faults(address: Address, mark: Shared, noted: Noting) -> list[str]:
    first = Client().get(address.path)
    read = noted.asked - LOOKED_AT_BY_ALL - set(mark.cookies)
    second = Client().get(address.path)
    faults = {
        f"reads {read}": bool(read),
        f"answered {first.status_code}": first.status_code != 200,
        "sets a cookie": bool(first.cookies),
        "is not kept": "Age" not in second.headers,
        "is another page the second time": first.content != second.content,
    }
    return [f"{address.name}: {fault}" for fault, is_so in faults.items() if is_so]
