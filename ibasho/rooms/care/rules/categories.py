"""相談種別: the nine kinds the city counts its consultations by, kept as data beside this file. Pure."""

from __future__ import annotations

import tomllib
import unicodedata
from dataclasses import dataclass
from pathlib import Path

from ibasho.base.kernel.errors import Invalid

_FILE = Path(__file__).with_suffix(".toml")


@dataclass(frozen=True, slots=True)
class Category:
    code: str
    label: str
    hint: str = ""


CATEGORIES = tuple(
    Category(one["code"], one["label"], one.get("hint", ""))
    for one in tomllib.loads(_FILE.read_text(encoding="utf-8"))["categories"]
)
CODES = tuple(one.code for one in CATEGORIES)
LABELS = {one.code: one.label for one in CATEGORIES}
CHOICES = [(one.code, one.label) for one in CATEGORIES]


def plain(text: str) -> str:
    """As two spellings of one word are compared: 全角 and 半角, spaces and middle dots apart."""
    return "".join(unicodedata.normalize("NFKC", text).replace("・", "").replace("･", "").split())


_BY_LABEL = {plain(one.label): one.code for one in CATEGORIES}


def known(code: str) -> str:
    """`code` itself. Raises Invalid for what is none of the nine."""
    if code not in LABELS:
        raise Invalid(
            "consultation.category",
            "相談種別を えらんでください。",
            fields={"category": "相談種別を 9つの 中から えらんでください。"},
        )
    return code


def read(text: str) -> str:
    """The code of a label as another system writes it; "" where it is none."""
    return _BY_LABEL.get(plain(text), "")
