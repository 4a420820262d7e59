"""A poster hangs outside for months: what is left of its QR must still open the page.

A QR of level H mends 30 % of its *words*; on the wall that is about a fifth of its *area*, wherever its three corner marks
are spared. A poster therefore carries its code a second time, small, at the foot: with 30 % of the large one covered,
corner marks or not, the poster still opens. The figures stand in docs/papers.md.
"""

from __future__ import annotations

import io
import random
from datetime import date

import pytest
from PIL import Image

from ibasho.base.ports import pdf
from ibasho.rooms.bulletin.models import QrCode
from ibasho.rooms.bulletin.queries import codes, papers_cards, papers_poster
from ibasho.rooms.bulletin.queries.paper_tongue import Tongue
from ibasho.rooms.bulletin.queries.papers_poster import Wall
from ibasho.rooms.bulletin.rules.kinds import Purpose
from tests.rooms.bulletin import damage
from tests.rooms.bulletin.damage import SHAPES, Box, Shape

DAY = date(2026, 11, 24)
CODE = QrCode(code="CDFHJKMNPQ")
TIMES = 15
SEED = 20261124


@pytest.fixture(scope="module")
def poster() -> Image.Image:
    """The whole page, as a telephone sees it from an arm's length."""
    page = papers_poster.pictures(Wall(Purpose.TODAY), CODE, Tongue(), DAY, ppi=110)[0]
    return Image.open(io.BytesIO(page)).convert("L")


@pytest.fixture(scope="module")
def box(poster: Image.Image) -> Box:
    return damage.symbol(poster)


@pytest.fixture(scope="module")
def alone(poster: Image.Image, box: Box) -> tuple[Image.Image, Box]:
    """The large symbol by itself with its quiet zone, and where it stands."""
    quiet = (box[2] - box[0]) * 4 / 37
    cut = poster.crop((int(box[0] - quiet), int(box[1] - quiet), int(box[2] + quiet), int(box[3] + quiet)))
    return cut, damage.symbol(cut)


def _opened(picture: Image.Image, box: Box, shape: Shape, share: float, *, finders: bool) -> int:
    rng = random.Random(f"{SEED} {shape.__name__} {share}")
    every = [shape(picture, box, share, rng, finders) for _ in range(TIMES)]
    return sum(damage.read(one) == {codes.url(CODE)} for one in every)


def test_one_address_stands_on_the_poster_and_it_is_the_codes_own(poster: Image.Image) -> None:
    assert damage.read(poster) == {codes.url(CODE)}


@pytest.mark.parametrize("shape", SHAPES, ids=lambda shape: shape.__name__)
@pytest.mark.parametrize("share", [0.1, 0.2, 0.3])
def test_a_poster_opens_with_thirty_percent_of_its_symbol_covered_anywhere(
    poster: Image.Image, box: Box, shape: Shape, share: float
) -> None:
    assert _opened(poster, box, shape, share, finders=True) == TIMES


@pytest.mark.parametrize("shape", [damage.block, damage.corner], ids=["block", "corner"])
def test_a_symbol_by_itself_opens_with_a_sixth_covered_beside_its_corner_marks(
    alone: tuple[Image.Image, Box], shape: Shape
) -> None:
    """Cards, calendars and hand-outs carry one: nobody puts a sticker on paper in the hand."""
    assert _opened(*alone, shape, 0.15, finders=False) == TIMES


@pytest.mark.parametrize("radius", [1, 2])
def test_out_of_focus(poster: Image.Image, radius: float) -> None:
    assert damage.read(damage.blurred(poster, radius)) == {codes.url(CODE)}


@pytest.mark.parametrize("degrees", [7, 45, 90, 133, 180, 301])
def test_held_askew(poster: Image.Image, degrees: float) -> None:
    assert damage.read(damage.turned(poster, degrees)) == {codes.url(CODE)}


@pytest.mark.parametrize("contrast", [0.5, 0.25, 0.15])
def test_faded(poster: Image.Image, contrast: float) -> None:
    assert damage.read(damage.pale(poster, contrast)) == {codes.url(CODE)}


def test_thirty_percent_covered_out_of_focus_askew_and_pale_at_once(poster: Image.Image, box: Box) -> None:
    rng = random.Random(SEED)
    for shape in SHAPES:
        worn = damage.pale(damage.turned(damage.blurred(shape(poster, box, 0.3, rng, True), 1), 12), 0.4)
        assert damage.read(worn) == {codes.url(CODE)}, shape.__name__


def test_every_one_of_ten_cards_opens(monkeypatch: pytest.MonkeyPatch) -> None:
    told = papers_cards.data(None, codes.typed(CODE), Tongue(), DAY)
    sheet = pdf.pictures(papers_cards.TEMPLATE, told, files={"page.svg": codes.svg(CODE)}, ppi=110)[0]
    picture = Image.open(io.BytesIO(sheet)).convert("L")
    wide, high = picture.width / 210, picture.height / 297
    for row in range(5):
        for column in range(2):
            left, top = 14 + 91 * column, 11 + 55 * row
            card = picture.crop(
                (int(left * wide), int(top * high), int((left + 91) * wide), int((top + 55) * high))
            )
            assert damage.read(card) == {codes.url(CODE)}, (row, column)


def test_a_code_is_never_printed_smaller_than_25_mm(poster: Image.Image) -> None:
    millimetre = poster.width / 210
    small = damage.symbol(poster.crop((0, int(poster.height * 0.8), poster.width, poster.height)))
    assert (small[2] - small[0]) / millimetre * 45 / 37 >= 25  # with its quiet zone
