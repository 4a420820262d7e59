"""What a wall does to a QR: stickers, stains, scratches, rain, a bad light. Seeded; grey pictures in and out."""

from __future__ import annotations

import random
from collections.abc import Callable

import numpy as np
import zxingcpp
from PIL import Image, ImageDraw, ImageFilter

Box = tuple[float, float, float, float]  # left, top, right, bottom: of the symbol without its quiet zone
TONES = (0, 128, 255)  # black, grey, white


def read(picture: Image.Image) -> set[str]:
    """What a reader makes of it."""
    return {found.text for found in zxingcpp.read_barcodes(picture)}


def symbol(picture: Image.Image, *, largest: bool = True) -> Box:
    """Where the (largest) symbol stands."""
    found = [
        (
            one.position.top_left.x,
            one.position.top_left.y,
            one.position.bottom_right.x,
            one.position.bottom_right.y,
        )
        for one in zxingcpp.read_barcodes(picture)
    ]
    found.sort(key=lambda box: box[2] - box[0], reverse=largest)
    return found[0]


def block(picture: Image.Image, box: Box, share: float, rng: random.Random, finders: bool) -> Image.Image:
    """A square sticker anywhere on the symbol; `finders`: also over its three corner marks."""
    wide = box[2] - box[0]
    side = wide * share**0.5
    over = _square(box, side, rng)
    while not finders and not _spares_finders(box, over):
        over = _square(box, side, rng)
    return _painted(picture, lambda pen, tone: pen.rectangle(over, fill=tone), rng)


def _square(box: Box, side: float, rng: random.Random) -> Box:
    left, top = (box[edge] + rng.uniform(0, box[2] - box[0] - side) for edge in (0, 1))
    return left, top, left + side, top + side


def stripe(picture: Image.Image, box: Box, share: float, rng: random.Random, finders: bool) -> Image.Image:
    """Tape from side to side; between the marks of the corners, or anywhere."""
    wide = box[2] - box[0]
    high, mark = wide * share, wide * (0 if finders else 0.22)
    top = box[1] + rng.uniform(mark, wide - mark - high)
    return _painted(
        picture, lambda pen, tone: pen.rectangle((box[0], top, box[2], top + high), fill=tone), rng
    )


def corner(picture: Image.Image, box: Box, share: float, rng: random.Random, finders: bool) -> Image.Image:
    """The lower right corner torn off, where no mark stands; or any corner."""
    wide = box[2] - box[0]
    side = wide * (2 * share) ** 0.5
    right, low = (rng.random() < 0.5, rng.random() < 0.5) if finders else (True, True)
    x, y = (box[2] if right else box[0]), (box[3] if low else box[1])
    over, under = (x - side if right else x + side), (y - side if low else y + side)
    return _painted(picture, lambda pen, tone: pen.polygon(((x, y), (over, y), (x, under)), fill=tone), rng)


def spots(picture: Image.Image, box: Box, share: float, rng: random.Random, finders: bool) -> Image.Image:
    """Round stains, one beside the other until the share is covered."""
    wide = box[2] - box[0]
    mask = Image.new("1", picture.size)
    pen = ImageDraw.Draw(mask)
    while np.asarray(mask).sum() < share * wide * wide:
        r = wide * rng.uniform(0.05, 0.12)
        x, y = (box[edge] + rng.uniform(r, wide - r) for edge in (0, 1))
        if finders or _spares_finders(box, (x - r, y - r, x + r, y + r)):
            pen.ellipse((x - r, y - r, x + r, y + r), fill=1)
    covered = picture.copy()
    covered.paste(rng.choice(TONES), mask=mask)
    return covered


Shape = Callable[[Image.Image, Box, float, random.Random, bool], Image.Image]
SHAPES: tuple[Shape, ...] = (block, stripe, corner, spots)


def _spares_finders(box: Box, over: Box) -> bool:
    wide = (box[2] - box[0]) * 0.22  # eight of 37 modules
    marks = [(box[0], box[1]), (box[2] - wide, box[1]), (box[0], box[3] - wide)]
    return all(over[2] <= x or over[0] >= x + wide or over[3] <= y or over[1] >= y + wide for x, y in marks)


def _painted(
    picture: Image.Image, paint: Callable[[ImageDraw.ImageDraw, int], None], rng: random.Random
) -> Image.Image:
    covered = picture.copy()
    paint(ImageDraw.Draw(covered), rng.choice(TONES))
    return covered


def blurred(picture: Image.Image, radius: float) -> Image.Image:
    return picture.filter(ImageFilter.GaussianBlur(radius))


def turned(picture: Image.Image, degrees: float) -> Image.Image:
    return picture.rotate(degrees, expand=True, fillcolor=255, resample=Image.Resampling.BICUBIC)


def pale(picture: Image.Image, contrast: float) -> Image.Image:
    """Faded ink on grey paper: `contrast` of what was black and white is left."""
    return picture.point(lambda tone: int(128 + (tone - 128) * contrast))
