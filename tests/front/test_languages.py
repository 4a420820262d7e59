"""Every page of children and families in another language: nothing of ours stays Japanese, what stays is marked."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from django.db import transaction
from django.test import Client
from django.utils import translation

from ibasho.base.ui.languages.collecting import sayings
from tests.front.speaking import JAPANESE, Part, Stored, parts
from tests.front.walking import Walk, walk

# Pages that stay partly Japanese, and why.
LEFT = {
    "ui:guide": "the style guide of developers shows parts with sample words; no city serves it",
    "api_reference": "written for programs and their authors from the schema, in Japanese",
    "bulletin:embed_today": "stands in a frame of the city's own site: the same in Japanese for everybody",
    "bulletin:embed_district": "likewise",
    "places:data_shift_jis": "a list of the letters of an encoding",
    "reports:figures": "units, sources and marks are told as each figure's program tells them",
    "reports:figure": "likewise, and the program itself stands there, its documentation in English and Japanese",
    "reports:slides": "the city's own slides, made anew: Japanese titles, units and sources",
    "reports:yearly": "a document two people published in Japanese; the children's edition speaks four languages",
}
_HOLE = re.compile(r"%\\\(\w+\\\)[sd]")  # as `re.escape` leaves it
NAMES_OF_LANGUAGES = frozenset({"日本語", "やさしい日本語"})
KANA_ROWS = frozenset("あかさたなはまやらわ")  # headings over Japanese names in their order


@pytest.fixture(scope="module")
def walked(django_db_setup: None, django_db_blocker: Any) -> Iterator[Walk]:
    with django_db_blocker.unblock(), transaction.atomic():
        yield walk()
        transaction.set_rollback(True)


@pytest.mark.parametrize(("language", "every"), [pytest.param("en", 1, marks=pytest.mark.long), ("pt-br", 8)])
def test_what_stays_japanese_is_marked_and_is_what_people_wrote(
    language: str, every: int, walked: Walk, django_db_blocker: Any
) -> None:
    with django_db_blocker.unblock():
        stored, waiting = Stored(), Waiting.of(language)
        found = [(name, part) for name, page in walked.read(language, every) for part in parts(page)]
    assert len({name for name, _part in found}) > 10
    assert [f"{name}: {part.text}" for name, part in found if not part.marked and "@" not in part.where] == []
    ours = {
        f"{name}: {part.text}"
        for name, part in found
        if name not in LEFT and not _may_stay(part, stored, waiting)
    }
    assert sorted(ours) == []


def _may_stay(part: Part, stored: Stored, waiting: Waiting) -> bool:
    if part.text in NAMES_OF_LANGUAGES | KANA_ROWS or part.text in waiting.texts or stored.holds(part):
        return True
    if part.where.endswith("textarea"):  # what one writes, or copies into a letter
        return True
    rest = waiting.shapes.sub("", part.text)
    return not JAPANESE.search(rest) or stored.holds(Part(rest, part.marked, part.where))


@dataclass(frozen=True)
class Waiting:
    """What the catalog knows and nobody translated yet: `flaws` names it, test_catalogs holds at the end. `texts`: all of
    it, for a page may show a piece of one; `shapes`: each with anything in its holes."""

    texts: str
    shapes: re.Pattern[str]

    @classmethod
    def of(cls, language: str) -> Waiting:
        with translation.override(language):
            texts = [one for one in sayings() if len(one) > 1 and translation.gettext(one) == one]
        shapes = [_HOLE.sub(".+?", re.escape(one)) for one in sorted(texts, key=len, reverse=True)]
        return cls("\n".join(texts), re.compile("|".join(shapes) or "(?!)"))


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["/", "/today/", "/help/", "/accounts/login/", "/no-such-page/"])
def test_the_language_can_be_changed_on_every_page(path: str) -> None:
    client = Client()
    client.cookies["language"] = "en"
    response = client.get(path)
    page = response.content.decode()
    assert '<html lang="en"' in page
    assert "/language/pt-br/" in page
    assert {"Cookie", "Accept-Language"} <= {one.strip() for one in response.headers["Vary"].split(",")}


@pytest.mark.django_db
def test_a_cookie_counts_more_than_what_the_browser_asks_for() -> None:
    client = Client(headers={"accept-language": "pt-BR,pt;q=0.9"})
    assert '<html lang="pt-br"' in client.get("/").content.decode()
    client.cookies["language"] = "en"
    assert '<html lang="en"' in client.get("/").content.decode()


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["/desk/", "/ops/"])
def test_doors_of_staff_speak_japanese(path: str) -> None:
    client = Client()
    client.cookies["language"] = "en"
    response = client.get(path)
    assert response.status_code == 302 or '<html lang="ja"' in response.content.decode()


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("wish", "leads"),
    [("/today/?a=1", "/today/?a=1"), ("https://evil.example/", "/"), ("//evil.example", "/")],
)
def test_the_switch_leads_back_to_pages_of_ours_only(wish: str, leads: str) -> None:
    response = Client().get("/language/en/", {"next": wish})
    assert response["Location"] == leads
    assert response.cookies["language"].value == "en"
