"""C36, C105: the 個人情報ファイル簿 and the impact assessment are made from the inventory and stay true."""

from __future__ import annotations

import csv
import io
from collections import Counter

import pytest
from django.test import Client
from django.urls import reverse

from ibasho.front.web.privacy import files, impact, inventory
from tests import house
from tests.people import Cast, cast
from tests.signing_in import sign_in


def _labels() -> Counter[str]:
    return Counter(label for one in files.files() for label in one.models)


def test_every_model_with_words_of_a_person_is_in_one_file_of_the_register() -> None:
    """A new model with a personal field fails here until somebody says which file it belongs to."""
    personal = {one.label for one in inventory.personal() if not one.is_staff}
    listed = _labels()
    assert personal - set(listed) - files.no_files() == set()
    assert set(listed) - personal == set()
    assert not set(listed) & files.no_files()
    assert max(listed.values()) == 1


@pytest.mark.parametrize("one", files.files(), ids=lambda one: one.code)
def test_each_file_says_all_the_law_asks_of_it(one: files.PersonalFile) -> None:
    for words in (one.purpose, one.about, one.collected, one.sensitive, one.items, one.bases, one.ends):
        assert words
    assert one.roles, "nobody reads it: then why is it kept?"


def test_the_document_is_the_one_made_today() -> None:
    """`python -m ibasho.front.web.privacy > docs/dpia.md` after a change of the inventory."""
    assert (house.ROOT / "docs" / "dpia.md").read_text(encoding="utf-8") == impact.document()


def test_each_measure_names_tests_that_are_there() -> None:
    named = [test for risk in impact.told()["risks"] for test in risk["tests"]]
    assert named and all((house.ROOT / test).is_file() for test in named)


def test_all_fifteen_standards_are_answered_and_nobody_claims_that_children_were_asked() -> None:
    assert [one["number"] for one in impact.told()["standards"]] == list(range(1, 16))
    assert all(len(one["answer"]) > 10 for one in impact.told()["standards"])
    assert impact.told()["children"].startswith("まだ どの こどもにも 聞いていません")


@pytest.fixture
def people() -> Cast:
    return cast()


@pytest.mark.django_db
def test_the_register_leaves_as_a_file_for_the_citys_own_form(people: Cast, client: Client) -> None:
    sign_in(client, people.fumi)
    page = reverse("desk_files")
    assert client.get(page).status_code == 200
    raw = client.get(page, {"format": "csv"}).content
    assert raw.startswith(b"\xef\xbb\xbf")
    rows = list(csv.DictReader(io.StringIO(raw.decode("utf-8-sig"))))
    assert len(rows) == len(files.files())
    assert {
        "個人情報ファイルの名称",
        "利用目的",
        "記録項目",
        "記録範囲",
        "収集方法",
        "要配慮個人情報",
    } <= set(rows[0])
    assert rows[0]["開示請求等を受理する組織の名称・所在地"] == files.CITY_WRITES
    assert client.get(page, {"format": "csv-cp932", "anyway": "1"}).content.decode("cp932")
    assert client.get(page, {"format": "xlsx"}).content.startswith(b"PK")


@pytest.mark.django_db
def test_the_assessment_shows_who_reads_what(people: Cast, client: Client) -> None:
    sign_in(client, people.fumi)
    told = client.get(reverse("desk_impact")).content.decode()
    assert "こども家庭センター 職員" in told and "まだ どの こどもにも" in told
