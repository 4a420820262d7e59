"""I. Web and API: headers, cookies, CSRF, redirects, files, limits, errors."""

from __future__ import annotations

from collections.abc import Callable
from unittest.mock import patch

import pytest
from django.test import Client

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
