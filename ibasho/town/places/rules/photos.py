"""A photo from outside, drawn anew: nothing of the file but its picture is kept (no EXIF, no GPS, no camera)."""

from __future__ import annotations

import io
import warnings

from PIL import Image, ImageOps, UnidentifiedImageError

from ibasho.base.kernel.errors import Invalid

PIXELS_MAX = 40_000_000
SIDE_MAX = 1_600
BYTES_MAX = 25 * 1024 * 1024
FORMATS = ("JPEG", "PNG", "WEBP")
CONTENT_TYPE = "image/webp"


def redrawn(data: bytes) -> bytes:
    """WebP of at most 1600 px a side, upright. Raises Invalid for what is no picture or too large."""
    if len(data) > BYTES_MAX:
        raise _too_large()
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # Pillow warns of large pictures; the limit below is stricter
            picture = Image.open(io.BytesIO(data), formats=FORMATS)
            if picture.width * picture.height > PIXELS_MAX:
                raise _too_large()
            upright = ImageOps.exif_transpose(picture)
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, Image.DecompressionBombError) as error:
        raise Invalid(
            "photo.unreadable",
            "写真として 読めませんでした。JPEG・PNG・WebP の写真を えらんでください。",
            fields={"file": "JPEG・PNG・WebP の写真を えらんでください。"},
        ) from error
    return _webp(upright)


def _webp(picture: Image.Image) -> bytes:
    plain = Image.new("RGB", picture.size, "white")
    layer = picture.convert("RGBA")
    plain.paste(layer, mask=layer.getchannel("A"))
    plain.thumbnail((SIDE_MAX, SIDE_MAX))
    out = io.BytesIO()
    plain.save(out, "WEBP", quality=82, method=4)
    return out.getvalue()


def _too_large() -> Invalid:
    sentence = "写真が 大きすぎます。4000万画素、25MBまでの写真に してください。"
    return Invalid("photo.too_large", sentence, fields={"file": sentence})
