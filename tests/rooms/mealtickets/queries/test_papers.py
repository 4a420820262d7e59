"""What is printed: read back by a machine though scratched and blurred, the same bytes every time, no letter lost."""

from __future__ import annotations

import io
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from typing import Any
from uuid import UUID

import pytest
import zxingcpp
from PIL import Image, ImageDraw, ImageFilter

from ibasho.base.kernel.errors import Conflict, Invalid
from ibasho.base.ports import pdf
from ibasho.base.ui.furigana import unread
from ibasho.rooms.mealtickets.actions import cards
from ibasho.rooms.mealtickets.models import Sheet
from ibasho.rooms.mealtickets.queries import cards as known
from ibasho.rooms.mealtickets.queries import papers
from ibasho.rooms.mealtickets.rules import paper_words as words
from tests import make
from tests.rooms.mealtickets import ground
from tests.rooms.mealtickets.ground import SERVER

DAY = date(2026, 11, 25)
PPI = 200


def sheet(count: int = 12, **given: Any) -> Sheet:
    return cards.make_sheet(count=count, given_to="", by=SERVER, at=make.AT, **given)


def printed(of: Sheet) -> bytes:
    return papers.cards(of, of.cards.order_by("position"))


@contextmanager
def as_pictures(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[Image.Image]]:
    """Whatever is rendered inside comes out as pictures of its pages as well."""
    pages: list[Image.Image] = []

    def both(template: str, data: Any, *, files: Any = None) -> bytes:
        pages.extend(
            Image.open(io.BytesIO(page)).convert("L")
            for page in pdf.pictures(template, data, files=files, ppi=PPI)
        )
        return b""

    with monkeypatch.context() as patched:
        patched.setattr(pdf, "render", both)
        yield pages


def read(page: Image.Image) -> set[str]:
    return {found.text for found in zxingcpp.read_barcodes(page)}


SIDE = 27.5  # mm of a printed code without its quiet zone


def blotted(page: Image.Image, share: float) -> Image.Image:
    """A spot over the middle of every code, as large as `share` of it."""
    page, mm = page.copy(), PPI / 25.4
    pen, half = ImageDraw.Draw(page), SIDE * share**0.5 / 2
    for column in range(2):
        for row in range(5):
            x, y = 14 + 91 * column + 20.5, 11 + 55 * row + 19
            pen.rectangle([(x - half) * mm, (y - half) * mm, (x + half) * mm, (y + half) * mm], fill=255)
    return page


def copied(page: Image.Image) -> Image.Image:
    """As a cheap copier gives it: blurred by a third of a module, and 30 % of the ink gone."""
    return page.filter(ImageFilter.GaussianBlur(1.6)).point(lambda shade: 255 - (255 - shade) * 7 // 10)


@pytest.mark.django_db
def test_every_code_is_read_back_from_the_sheet(monkeypatch: pytest.MonkeyPatch, settings: Any) -> None:
    settings.MEAL_CARD_SECRET = "always the same codes"
    made = sheet()
    for card in made.cards.all():
        card.number = UUID(int=card.position)
        card.save()
    with as_pictures(monkeypatch) as pages:
        printed(made)
    assert len(pages) == 2  # ten and two
    expected = [known.text_of(card) for card in made.cards.order_by("position")]
    assert read(pages[0]) == set(expected[:10])
    assert read(pages[1]) == set(expected[10:])
    # Level Q mends a quarter of its words at most, so a spot of 30 % is beyond every reader; half of that is not.
    assert read(blotted(pages[1], 0.15)) == set(expected[10:])
    assert read(copied(blotted(pages[1], 0.05))) == set(expected[10:])
    assert read(pages[1].rotate(7, fillcolor=255, expand=True)) == set(expected[10:])


@pytest.mark.django_db
def test_the_code_is_large_enough_for_an_old_phone(monkeypatch: pytest.MonkeyPatch) -> None:
    made = sheet(1)
    with as_pictures(monkeypatch) as pages:
        printed(made)
    (found,) = zxingcpp.read_barcodes(pages[0])
    wide = found.position.top_right.x - found.position.top_left.x
    assert wide / PPI * 25.4 >= 25
    assert found.ec_level == "Q"


@pytest.mark.django_db
def test_a_sheet_is_the_same_bytes_every_time_and_says_what_it_is() -> None:
    made = sheet(2)
    first = printed(made)
    assert first == printed(made)
    assert first.startswith(b"%PDF-")
    assert b"pdfuaid" in first
    assert (
        "こどもカード".encode() in first or "こどもカード".encode("utf-16-be").hex().encode() in first.lower()
    )


@pytest.mark.django_db
def test_no_name_and_no_word_of_need_on_a_card() -> None:
    made = sheet(1)
    seeds = {1: b"0" * 32}
    data, files = papers.cards_given(made, list(made.cards.all()), seeds)
    said = str(data)
    assert not any(word in said for word in ("貧", "困", "支援", "無料", "ひとり親", "対象"))
    assert data["cards"][0].keys() == {"position", "typed"}
    assert set(files) == {"qr/1.svg", "show.svg", "read.svg", "eat.svg"}


@pytest.mark.django_db
def test_a_card_says_how_often_the_city_lets_it_be_used(settings: Any) -> None:
    settings.MEALS_PER_CARD_A_DAY = 2
    made = sheet(1)
    data, _files = papers.cards_given(made, list(made.cards.all()), {1: b"0" * 32})
    assert "".join(base for base, _above in data["steps"][2][1]).startswith("1日2回")


@pytest.mark.django_db
def test_a_ticket_for_the_wall_names_its_shop(monkeypatch: pytest.MonkeyPatch) -> None:
    recorder = pdf.Recorder()
    monkeypatch.setattr(pdf, "render", recorder)
    printed(sheet(2, kind="wall", shop=ground.shop()))
    ((template, data, _),) = recorder.calls
    assert (template, data["shop"]) == ("mealtickets/pdf/cards.typ", "ラーメン花道")


@pytest.mark.django_db
def test_a_shop_gets_its_kit(monkeypatch: pytest.MonkeyPatch) -> None:
    shop = ground.shop()
    with as_pictures(monkeypatch) as pages:
        papers.poster(shop, day=DAY)
        papers.howto(day=DAY)
        papers.trial(shop, day=DAY)
        papers.stubs(shop, 1, papers.STUBS_A_PAGE + 1, day=DAY)
    poster, howto, trial, *stubs = pages
    (address,) = read(poster)
    assert address.endswith(f"/places/{shop.place.public_id}/")
    assert read(trial) == {words.TRIAL_TEXT}
    assert (read(howto), len(stubs)) == (set(), 2)


@pytest.mark.django_db
def test_each_paper_can_be_read_aloud() -> None:
    shop = ground.shop()
    for made in (papers.poster(shop, day=DAY), papers.howto(day=DAY), papers.trial(shop, day=DAY)):
        assert b"pdfuaid" in made


@pytest.mark.django_db
def test_a_letter_the_fonts_lack_is_named() -> None:
    shop = ground.shop("🍜や")
    with pytest.raises(Invalid, match="「🍜」"):
        papers.trial(shop, day=DAY)


@pytest.mark.django_db
def test_a_city_without_a_number_prints_its_office(settings: Any) -> None:
    settings.IBASHO_CITY = {**settings.IBASHO_CITY, "phone": "", "phone_hours": ""}
    assert papers.howto(day=DAY).startswith(b"%PDF")


def test_missing_fonts_say_one_clear_line(settings: Any, tmp_path: Any) -> None:
    settings.FONTS_DIR = tmp_path
    with pytest.raises(Conflict, match="フォント") as refused:
        papers.howto(day=DAY)
    assert refused.value.code == "pdf.fonts"


def test_a_template_outside_is_never_asked_for() -> None:
    for name in ("../secrets.typ", "/etc/passwd", "mealtickets/pdf/../../x.typ"):
        with pytest.raises(ValueError, match="name"):
            pdf.render(name, {})


def test_children_can_read_every_word_on_a_card() -> None:
    said = [words.CARD, words.TICKET, words.EVERYONE, words.UNTIL.format(day="2027年4月30日"), words.HELP]
    steps = (*words.CARD_STEPS, *words.TICKET_STEPS)
    said += [line.format(n=n) for _, line in steps for n in (1, 2, 3)]
    said += [
        words.POSTER_HEADING,
        words.POSTER_USABLE,
        words.POSTER_EVERYONE,
        words.POSTER_FREE,
        words.POSTER_TODAY,
    ]
    assert [line for line in said if unread(line)] == []
