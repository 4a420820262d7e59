"""I 87, 88, 92, 95: what a city's copy says beside its pages, asked in a process of its own with the settings of production."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from typing import Any

import pytest
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory

from ibasho.base.ui import checks, headers
from ibasho.base.ui.headers import HeadersMiddleware
from tests.evidence import keeping
from tests.people import Cast
from tests.signing_in import sign_in

UNSAFE = ("'unsafe-inline'", "'unsafe-eval'", "'unsafe-hashes'", "*", "http:", "https:")


@pytest.fixture(scope="module")
def copy() -> dict[str, Any]:
    done = subprocess.run(
        [sys.executable, "-m", "tests.trust.in_production"], cwd=keeping.ROOT, env={"PATH": os.environ["PATH"]},
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr[-2000:]
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def test_92_check_deploy_has_nothing_to_say(copy: dict[str, Any]) -> None:
    assert copy["check"].strip() == "System check identified no issues (0 silenced)."
    assert copy["settings"]["DEBUG"] is False


def test_87_every_kind_of_answer_carries_every_header(copy: dict[str, Any]) -> None:
    statuses = {name: answer["status"] for name, answer in copy["answers"].items()}
    assert statuses == {
        "page": 200, "form": 200, "switch": 302, "worker": 200, "health": 503, "file": 200, "missing": 404, "other host": 400,
        "till": 503,
    }  # fmt: skip
    for name, answer in copy["answers"].items():
        told = answer["headers"]
        assert told["Strict-Transport-Security"] == "max-age=31536000; includeSubDomains; preload", name
        assert told["X-Content-Type-Options"] == "nosniff", name
        assert told["Referrer-Policy"] == "same-origin", name
        assert told["Cross-Origin-Opener-Policy"] == told["Cross-Origin-Resource-Policy"] == "same-origin", (
            name
        )
        assert "microphone=()" in told["Permissions-Policy"], name
        assert "charset" in told["Content-Type"] or told["Content-Type"] == "application/json", name


def test_87_no_answer_lets_anything_inline_or_foreign_run_or_frame_it(copy: dict[str, Any]) -> None:
    for name, answer in copy["answers"].items():
        policy = dict(
            one.strip().partition(" ")[::2] for one in answer["headers"]["Content-Security-Policy"].split(";")
        )
        scripts = policy.get("script-src", policy.get("default-src", ""))
        assert scripts in ("'self'", "'none'"), name
        assert policy["frame-ancestors"] == "'none'", name
        if name != "till":
            assert policy["object-src"] == policy["base-uri"] == "'none'", name
        assert not [word for word in UNSAFE if any(word in each.split() for each in policy.values())], name


def test_87_plain_http_is_led_to_https(copy: dict[str, Any]) -> None:
    assert copy["plain"] == [301, "https://ibasho.example.jp/help/"]


def test_88_every_cookie_is_guarded_by_its_name(copy: dict[str, Any]) -> None:
    told = copy["settings"]
    assert (told["SESSION_COOKIE_NAME"], told["SESSION_COOKIE_SECURE"], told["SESSION_COOKIE_HTTPONLY"]) == (
        "__Host-session",
        True,
        True,
    )
    assert (told["SESSION_COOKIE_SAMESITE"], told["SESSION_COOKIE_DOMAIN"], told["SESSION_COOKIE_PATH"]) == (
        "Lax",
        None,
        "/",
    )
    set_here = {name: told for answer in copy["answers"].values() for name, told in answer["cookies"].items()}
    assert set(set_here) == {"__Host-csrf", "__Host-language"}
    for cookie in set_here.values():
        assert (
            cookie["secure"] and cookie["httponly"] and cookie["samesite"] == "Lax" and cookie["path"] == "/"
        )


def test_88_a_chosen_language_is_known_again_and_a_planted_one_is_not(copy: dict[str, Any]) -> None:
    """The cookie comes back guarded; one of the bare name could have been set by another host of the city."""
    assert copy["languages"] == {"__Host-language": "en", "language": "ja"}


def test_88_a_cookie_of_a_path_is_guarded_too(settings: Any) -> None:
    settings.SESSION_COOKIE_SECURE = True
    seen: list[dict[str, str]] = []

    def view(request: HttpRequest) -> HttpResponse:
        seen.append(dict(request.COOKIES))
        response = HttpResponse()
        response.set_cookie("voice", "kept", path="/voices/", httponly=True)
        response.delete_cookie("gone")
        return response

    request = RequestFactory().get("/", headers={"Cookie": "__Secure-voice=mine; voice=planted; other=1"})
    told = HeadersMiddleware(view)(request)
    assert seen == [{"__Secure-voice": "mine", "voice": "mine"}]
    assert set(told.cookies) == {"__Secure-voice", "__Host-gone"}
    assert all(cookie["secure"] for cookie in told.cookies.values())
    assert told.cookies["__Secure-voice"].OutputString().startswith("__Secure-voice=kept; HttpOnly")


def test_87_the_headers_stand_outside_of_all_that_answers() -> None:
    assert settings.MIDDLEWARE[:2] == [
        "django.middleware.security.SecurityMiddleware",
        "ibasho.base.ui.headers.HeadersMiddleware",
    ]
    assert not [word for word in UNSAFE if word in headers.BARE_POLICY.split()]


def test_95_pages_of_a_person_are_kept_nowhere_and_a_sign_out_clears_the_browser(
    town: Cast, client: Client
) -> None:
    for person in (town.hana, town.fumi):
        own = sign_in(Client(), person)
        assert {
            own.get(path).headers["Cache-Control"] for path in ("/", "/help/", "/accounts/home/", "/nowhere/")
        } == {"no-store, private"}
        assert own.post("/accounts/logout/").headers["Clear-Site-Data"] == '"cache", "storage"'
    assert "no-store" not in client.get("/help/").headers.get("Cache-Control", "")


@pytest.mark.parametrize(
    ("host", "mode", "plain"),
    [("", "", []), ("/run/pg", "", []), ("127.0.0.1", "", []), ("db1", "", ["db1"]), ("db1,::1", "prefer", ["db1"]),
     ("db1", "verify-full", [])],
)  # fmt: skip
def test_a_database_on_another_machine_is_asked_by_tls(host: str, mode: str, plain: list[str]) -> None:
    assert checks.unencrypted({"HOST": host, "OPTIONS": {"sslmode": mode} if mode else {}}) == plain
