"""Sign-in, account and desk pages of people in a real browser: axe, narrow screens, no scripts, a passkey."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from playwright.sync_api import Page

from ibasho.base.kernel import clock
from ibasho.town.people.actions import invitations
from ibasho.town.people.models import Person
from tests.browser.looking import IN_TURN, arrive
from tests.people import Cast, cast
from tests.signing_in import sign_in, verified_mail

pytestmark = pytest.mark.django_db(transaction=True)
SECRET = "みどりの ながい ことば 8"
ENTRANCE = ("/accounts/login/", "/accounts/login/code/", "/accounts/password/reset/", "/accounts/signup/",
            "/accounts/inactive/", "/accounts/password/reset/done/", "/about/", "/api/")  # fmt: skip
MINE = ("/my/account/", "/my/account/edit/", "/my/account/data/", "/my/account/close/", "/my/messages/",
        "/my/messages/wishes/", "/accounts/2fa/", "/accounts/2fa/webauthn/add/", "/accounts/2fa/totp/activate/",
        "/accounts/email/", "/accounts/password/change/", "/accounts/second-factor/")  # fmt: skip
DESK = ("/desk/people/", "/desk/people/organisations/", "/desk/people/organisations/new/",
        "/desk/people/protection/", "/desk/people/asks/", "/desk/privacy/", "/desk/privacy/impact/", "/desk/outbox/")  # fmt: skip


@pytest.fixture
def town() -> Cast:
    return cast()


def cookies_of(person: Person) -> list[dict[str, str]]:
    name = settings.SESSION_COOKIE_NAME
    return [{"name": name, "value": sign_in(Client(), person).cookies[name].value}]


@pytest.mark.parametrize("size", IN_TURN)
def test_the_entrance_passes_axe_and_fits(
    town: Cast, size: str, open_page: Callable[..., Page], axe_findings: Any
) -> None:
    page = open_page(ENTRANCE[0], size=size)
    assert look(page, ENTRANCE, axe_findings) == {}


@pytest.mark.parametrize("size", IN_TURN)
def test_ones_own_pages_pass_axe_and_fit(
    town: Cast, size: str, open_page: Callable[..., Page], axe_findings: Any
) -> None:
    page = open_page(MINE[0], size=size, cookies=cookies_of(town.hana))
    assert look(page, MINE, axe_findings) == {}


@pytest.mark.parametrize("size", IN_TURN)
def test_the_desks_pages_pass_axe_and_fit(
    town: Cast, size: str, open_page: Callable[..., Page], axe_findings: Any
) -> None:
    organisation = f"/desk/people/organisations/{town.midori.public_id}/"
    person = f"/desk/people/{town.hana.public_id}/"
    pages = (
        *DESK,
        organisation,
        f"{organisation}invite/",
        f"{organisation}act-for/",
        f"{organisation}close/",
        person,
        f"{person}protect/",
        f"{person}grant/",
    )
    page = open_page(pages[0], size=size, cookies=cookies_of(town.fumi))
    assert look(page, pages, axe_findings) == {}


def look(page: Page, paths: tuple[str, ...], axe_findings: Any) -> dict[str, list[str]]:
    """What is wrong, page by page."""
    origin = page.url.split("/", 3)
    found = {}
    for path in paths:
        page.goto("/".join(origin[:3]) + path)
        wrong = axe_findings(page)
        if not page.evaluate("document.documentElement.scrollWidth <= innerWidth"):
            wrong.append("wider than the screen")
        if wrong:
            found[path] = wrong
    return found


def test_without_scripts_one_signs_in_and_edits(town: Cast, open_page: Callable[..., Page]) -> None:
    verified_mail(town.hana)
    town.hana.set_password(SECRET)
    town.hana.save()
    page = open_page("/accounts/login/?next=/my/account/edit/", javascript=False)
    page.fill("input[name=login]", town.hana.email)
    page.fill("input[name=password]", SECRET)
    arrive(page.locator("form.dads-form button"))
    page.fill("input[name=nickname]", "はなさん")
    arrive(page.locator("form.dads-form button").first)
    assert page.url.endswith("/my/account/") and "はなさん" in page.inner_text("main")


def test_an_officer_makes_a_passkey_and_signs_in_with_it(town: Cast, open_page: Callable[..., Page]) -> None:
    verified_mail(town.aoi)
    town.aoi.set_unusable_password()  # as everybody who came by an invitation
    town.aoi.save()
    page = open_page("/accounts/second-factor/", cookies=cookies_without_factor(town.aoi))
    with_virtual_key(page)
    page.get_by_role("link", name="パスキーを 作る").click()
    page.wait_for_url(
        "**/accounts/2fa/webauthn/add/**"
    )  # with its script: before that the button does nothing
    page.locator("#mfa_webauthn_add").click()
    page.wait_for_url("**/accounts/2fa/webauthn/reauthenticate/**")  # shown once more before the codes
    page.locator("#mfa_webauthn_reauthenticate").click()
    page.wait_for_url("**/accounts/2fa/recovery-codes/")
    assert page.locator("main code").count() == 10
    page.goto(page.url.replace("/accounts/2fa/recovery-codes/", "/desk/people/"))
    assert page.url.endswith("/desk/people/")
    page.goto(page.url.replace("/desk/people/", "/accounts/logout/"))
    arrive(page.locator("form.dads-form button"))
    page.goto("/".join(page.url.split("/", 3)[:3]) + "/accounts/login/?next=/desk/people/")
    page.locator("#passkey_login").click()
    page.wait_for_url("**/desk/people/")


def cookies_without_factor(person: Person) -> list[dict[str, str]]:
    client = Client()
    client.force_login(person)
    name = settings.SESSION_COOKIE_NAME
    return [{"name": name, "value": client.cookies[name].value}]


def with_virtual_key(page: Page) -> None:
    """Chromium's stand-in for a phone's fingerprint."""
    wire = page.context.new_cdp_session(page)
    wire.send("WebAuthn.enable")
    options = {"protocol": "ctap2", "transport": "internal", "automaticPresenceSimulation": True}
    able = dict.fromkeys(("hasResidentKey", "hasUserVerification", "isUserVerified"), True)
    wire.send("WebAuthn.addVirtualAuthenticator", {"options": {**options, **able}})


def test_a_letter_is_read_and_answered(town: Cast, open_page: Callable[..., Page], axe_findings: Any) -> None:
    made = invitations.invite(
        organisation=town.midori, role="helper", email="", by=town.by(town.hana), at=clock.now()
    )
    page = open_page(made.link.removeprefix(settings.PUBLIC_URL))
    assert page.url.endswith("/accounts/invitation/")
    assert axe_findings(page) == []
    page.fill("input[name=name]", "直")
    page.fill("input[name=email]", "nao@example.test")
    arrive(page.locator("form.dads-form button"))
    assert page.url.endswith("/accounts/confirm-email/")
