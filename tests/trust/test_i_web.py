"""I. Web and API: headers, cookies, CSRF, redirects, files, limits, errors."""

from __future__ import annotations

import json
import os
import re
import secrets
import subprocess
import sys
from collections.abc import Callable
from typing import Any
from unittest.mock import patch

import pytest
import pytest_django
from django.test import Client, RequestFactory

from ibasho.base.ui import limits
from ibasho.front.web import api
from ibasho.town.people.models import Person
from tests import house, objects
from tests.people import Cast
from tests.signing_in import sign_in
from tests.trust.walking import addresses

As = Callable[[Person], Client]
AWAY = (
    "https://evil.example/",
    "//evil.example/",
    "/\\evil.example",
    "javascript:alert(1)",
    "http:evil.example",
)


def test_89_no_view_of_ours_or_allauths_goes_without_csrf() -> None:
    free = {
        name
        for name, pattern in house.url_names()
        if getattr(pattern.callback, "csrf_exempt", False) and not name.startswith("api:")
    }
    assert free == set()


def test_89_a_post_without_its_token_is_refused_everywhere(town: Cast, now: object) -> None:
    strict = sign_in(Client(enforce_csrf_checks=True), town.fumi)
    walked = [*(one.path for one in addresses(objects.Objects(town)) if not one.name.startswith("api:")),
              "/accounts/login/", "/accounts/login/code/", "/accounts/logout/", "/accounts/password/reset/"]  # fmt: skip
    with patch(
        "django.views.csrf.loader.get_template"
    ) as page:  # the page of the refusal is not what is asked here
        page.return_value.render.return_value = ""
        wrong = {path: status for path in walked if (status := strict.post(path).status_code) != 403}
    assert wrong == {}


@pytest.mark.parametrize("away", AWAY)
def test_no_address_sends_anybody_away(away: str, town: Cast, as_person: As, client: Client) -> None:
    town.hana.set_password("みどりの ながい ことば 8")
    town.hana.save()
    asked = [
        client.get("/furigana/off/", {"next": away}), client.get("/language/ja/", {"next": away}),
        sign_in(Client(), town.hana).get("/accounts/login/", {"next": away}),
        sign_in(Client(), town.hana).post("/accounts/logout/", {"next": away}),
        sign_in(Client(), town.hana).post("/accounts/reauthenticate/", {"next": away, "password": "みどりの ながい ことば 8"}),
        Client().post("/accounts/login/", {"login": town.hana.email, "password": "みどりの ながい ことば 8", "next": away}),
    ]  # fmt: skip
    for response in asked:
        assert "evil" not in response.get("Location", "") and "javascript:" not in response.get(
            "Location", ""
        )


def in_production(*arguments: str, **more: str) -> subprocess.CompletedProcess[str]:
    env = {
        name: value for name, value in os.environ.items() if name in ("PATH", "HOME", "LANG", "VIRTUAL_ENV")
    }
    env |= {
        "DJANGO_SETTINGS_MODULE": "config.settings", "IBASHO_MODE": "production", "ALLOWED_HOSTS": "ibasho.example.jp",
        "DATABASE_URL": "postgresql://app:x@localhost/city", "PUBLIC_URL": "https://ibasho.example.jp",
        "SECRET_KEY": secrets.token_urlsafe(50),
    }  # fmt: skip
    env = {name: value for name, value in {**env, **more}.items() if value}
    return subprocess.run(
        [sys.executable, *arguments], cwd=house.ROOT, env=env, capture_output=True, text=True, check=False
    )


def test_92_django_finds_nothing_to_say_about_a_city_copy() -> None:
    done = in_production("-m", "django", "check", "--deploy", "--fail-level", "WARNING")
    assert done.returncode == 0, done.stderr
    assert "no issues" in done.stdout


@pytest.fixture(scope="module")
def city_copy() -> dict[str, Any]:
    """What a city's copy says of itself: settings, addresses, and the headers of a page that asks no database."""
    script = """
import json, django
from django.conf import settings
settings.STORAGES["staticfiles"]["BACKEND"] = "django.contrib.staticfiles.storage.StaticFilesStorage"  # nothing built here
django.setup()
from django.test import Client
from django.urls import Resolver404, resolve
def known(path):
    try: resolve(path)
    except Resolver404: return False
    return True
names = [name for name in dir(settings) if name.isupper()]
client = Client(headers={"host": "ibasho.example.jp", "x-forwarded-proto": "https"})
page = client.get("/furigana/off/", secure=True)
plain = Client(headers={"host": "ibasho.example.jp"}).get("/furigana/off/")
other = Client(headers={"host": "evil.example", "x-forwarded-proto": "https"}).get("/furigana/off/", secure=True)
print(json.dumps({
    "settings": {name: getattr(settings, name) for name in names if isinstance(getattr(settings, name), (str, int, type(None)))},
    "known": {path: known(path) for path in ("/demo/", "/demo/mail/", "/demo/enter/fumi/", "/admin/", "/today/")},
    "headers": dict(page.headers), "status": [page.status_code, plain.status_code, other.status_code],
    "cookies": [one.OutputString() for one in page.cookies.values()], "apps": settings.INSTALLED_APPS,
}))
"""
    done = in_production("-c", script)
    assert done.returncode == 0, done.stderr
    found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return found


def test_10_a_city_copy_has_no_demo_and_no_admin_pages(city_copy: dict[str, Any]) -> None:
    known = city_copy["known"]
    assert known.pop("/today/") and not any(known.values()), known
    assert not {"demo", "django.contrib.admin"} & set(city_copy["apps"])


def test_87_its_pages_carry_the_headers(city_copy: dict[str, Any]) -> None:
    headers = city_copy["headers"]
    assert city_copy["status"] == [302, 301, 400]  # https, http, another host's name
    assert headers["Strict-Transport-Security"] == "max-age=31536000; includeSubDomains; preload"
    policy = headers["Content-Security-Policy"]
    assert "unsafe" not in policy and "*" not in policy and "http" not in policy
    for directive in (
        "default-src 'self'",
        "object-src 'none'",
        "base-uri 'none'",
        "form-action 'self'",
        "frame-ancestors 'none'",
    ):
        assert directive in policy
    assert headers["X-Content-Type-Options"] == "nosniff" and headers["X-Frame-Options"] == "DENY"
    assert headers["Referrer-Policy"] == headers["Cross-Origin-Opener-Policy"] == "same-origin"


def test_88_its_cookies_are_its_own(city_copy: dict[str, Any]) -> None:
    kept = city_copy["settings"]
    for name in ("SESSION", "CSRF"):
        assert kept[f"{name}_COOKIE_NAME"].startswith("__Host-")
        assert kept[f"{name}_COOKIE_SECURE"] and kept[f"{name}_COOKIE_HTTPONLY"]
        assert kept[f"{name}_COOKIE_SAMESITE"] == "Lax" and kept[f"{name}_COOKIE_PATH"] == "/"
        assert not kept[f"{name}_COOKIE_DOMAIN"]
    assert kept["DEBUG"] is False
    (choice,) = city_copy["cookies"]
    assert "Secure" in choice and "HttpOnly" in choice and "SameSite=Lax" in choice


@pytest.mark.parametrize("missing", ["SECRET_KEY", "ALLOWED_HOSTS"])
def test_86_without_its_secrets_it_does_not_start(missing: str) -> None:
    done = in_production("-m", "django", "check", **{missing: ""})
    assert done.returncode != 0 and missing in done.stderr


def test_24_tables_are_not_made_by_the_app_itself() -> None:
    done = in_production("-m", "django", "check", IBASHO_DB_ROLE="owner")
    assert done.returncode != 0 and "DATABASE_OWNER_URL" in done.stderr


def test_92_an_error_tells_nothing_of_the_inside(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_args: object) -> None:
        raise RuntimeError("password=geheim at /srv/city")

    monkeypatch.setattr("ibasho.town.places.views.today.answers", broken)
    client.raise_request_exception = False
    page = client.get("/today/")
    text = page.content.decode()
    assert (
        page.status_code == 500
        and "geheim" not in text
        and "Traceback" not in text
        and "RuntimeError" not in text
    )


@pytest.mark.parametrize("path", ["/today/", "/places/", "/help/", "/api/", "/accounts/login/", "/nirgends/"])
def test_39_pages_load_from_our_own_origin_alone(path: str, client: Client) -> None:
    page = client.get(path).content.decode()
    for tag in re.findall(r"<(?:script|link|img|source|iframe|video|audio|use|form)\b[^>]*>", page):
        if 'rel="canonical"' in tag or 'rel="license' in tag:
            continue
        assert not re.search(r"(?:src|href|action|srcset)=[\"']?(?:https?:)?//", tag), tag


def test_95_pages_behind_a_sign_in_are_kept_nowhere(town: Cast, as_person: As) -> None:
    client = as_person(town.fumi)
    for one in addresses(objects.Objects(town)):
        answer = client.get(one.path)
        assert answer.headers.get("Cache-Control") == "no-store, private" or one.name.startswith("api:"), (
            one.name
        )


def test_97_the_description_of_the_api_is_the_api() -> None:
    told = {api.route_of(path) for path in api.schema()["paths"]}
    found = {
        api.route_of(f"/api/v1/{pattern.pattern}")
        for name, pattern in house.url_names()
        if name.startswith("api:") and name not in ("api:openapi-json", "api:api-root")
    }
    assert told == found


def test_93_writes_and_files_have_a_limit(town: Cast, as_person: As, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "WRITES_ANONYMOUS", 3)
    monkeypatch.setattr(limits, "WRITES_SIGNED_IN", 4)
    monkeypatch.setattr(limits, "EXPORTS_MAX", 2)
    assert [Client().post("/nirgends/").status_code for _ in range(4)] == [404, 404, 404, 429]
    client = as_person(town.fumi)
    assert [client.post("/desk/nirgends/").status_code for _ in range(5)][-1] == 429
    assert [client.get("/desk/places/?format=csv").status_code for _ in range(3)] == [200, 200, 429]
    assert client.get("/desk/places/").status_code == 200


@pytest.mark.parametrize(
    ("told", "counted"),
    [
        ("192.0.2.7", "192.0.2.7"), ("2001:db8:1:2:aaaa::1", "2001:db8:1:2::/64"), ("2001:db8:1:2:bbbb::9", "2001:db8:1:2::/64"),
        ("::ffff:192.0.2.7", "192.0.2.7"), ("unix:", "unix:"),
    ],
)  # fmt: skip
def test_93_a_household_counts_as_one(told: str, counted: str, rf: RequestFactory) -> None:
    assert limits.address(rf.get("/", REMOTE_ADDR=told)) == counted


def test_93_what_a_client_says_of_its_own_address_counts_for_nothing(
    rf: RequestFactory, settings: pytest_django.fixtures.SettingsWrapper
) -> None:
    request = rf.get("/", REMOTE_ADDR="10.0.0.1", headers={"X-Forwarded-For": "1.1.1.1, 203.0.113.9"})
    for proxies, address in ((0, "10.0.0.1"), (1, "203.0.113.9")):
        settings.ALLAUTH_TRUSTED_PROXY_COUNT = proxies
        assert limits.address(request) == address
