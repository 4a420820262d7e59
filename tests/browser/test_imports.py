"""A file from the desk in a real browser: chosen, looked at, taken in — with axe, on both sizes, without scripts too."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse
from playwright.sync_api import Page

from ibasho.town.people.models import Person
from ibasho.town.places.models import Place
from tests import make
from tests.browser.looking import IN_TURN, arrive
from tests.people import Cast, cast
from tests.signing_in import sign_in
from tests.town.places.actions.imports.files import SATURDAYS, shokudo

pytestmark = pytest.mark.django_db(transaction=True)
LIST = "/desk/imports/"


@pytest.fixture
def town() -> Cast:
    return cast()


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "みほん市_こども食堂.csv"
    path.write_bytes(
        shokudo(SATURDAYS, {"緯度": "138.01", "経度": "34.76"}, {"名称": ""}, {"備考": "現在休止中"})
    )
    return path


def cookies_of(person: Person) -> list[dict[str, str]]:
    name = settings.SESSION_COOKIE_NAME
    return [{"name": name, "value": sign_in(Client(), person).cookies[name].value}]


def _sound(page: Page, axe_findings: Any) -> None:
    assert axe_findings(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), "wider than the screen"


@pytest.mark.parametrize("size", IN_TURN)
def test_every_step_passes_axe_and_fits(
    town: Cast, size: str, file: Path, open_page: Callable[..., Page], axe_findings: Any
) -> None:
    page = open_page(LIST, size=size, cookies=cookies_of(town.aoi))
    _sound(page, axe_findings)
    page.get_by_label("ファイル").set_input_files(file)
    arrive(page.get_by_role("button", name="まず 中身を確かめる"))
    _sound(page, axe_findings)
    arrive(page.get_by_role("button", name="この内容で 取りこむ"))
    _sound(page, axe_findings)
    page.goto(page.url.rsplit("/desk", 1)[0] + LIST)
    _sound(page, axe_findings)
    assert Place.objects.filter(state="published").count() == 2


def test_it_all_works_without_scripts(town: Cast, file: Path, open_page: Callable[..., Page]) -> None:
    page = open_page(LIST, size="tablet", javascript=False, cookies=cookies_of(town.aoi))
    page.get_by_label("ファイル").set_input_files(file)
    arrive(page.get_by_role("button", name="まず 中身を確かめる"))
    arrive(page.get_by_role("button", name="この内容で 取りこむ"))
    arrive(page.get_by_role("button", name="この取りこみを もどす"))
    assert page.get_by_text("新しく入れた 3件を 下書きに もどしました").is_visible()
    assert Place.objects.filter(state="draft").count() == 3


@pytest.mark.parametrize("size", IN_TURN)
@pytest.mark.parametrize("state", ["running", "failed"])
def test_waiting_and_failure_are_told(
    town: Cast, size: str, state: str, open_page: Callable[..., Page], axe_findings: Any
) -> None:
    run = make.import_run(ran_by=town.aoi, state=state, ran_at=make.AT)
    address = reverse("places:desk_import", args=[run.public_id])
    _sound(open_page(address, size=size, cookies=cookies_of(town.aoi)), axe_findings)
