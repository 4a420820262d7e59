"""PDF by typst: a template of ours and its data go in, bytes come out; the same data give the same bytes.

Templates stand in `<room>/templates/<room>/pdf/*.typ` and read what they are given as `json("/data.json")`; text of
people is data and never markup. They import the shared frame with `#import "/ui/pdf/house.typ": *`. Every PDF is
written as PDF/UA-1, with fonts from settings.FONTS_DIR alone: a letter they lack is refused by name, never printed as
an empty box. Call it as `pdf.render(…)`, so that a test may put a `Recorder` in its place.
"""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import typst
from django.apps import apps
from django.conf import settings

from ibasho.base.kernel.errors import Conflict, Invalid

FAMILIES = {"BIZ UDPGothic", "Noto Sans JP"}
_UNKNOWN_LETTER = re.compile(r'the text `"(.+?)"` could not be displayed')
_SAFE = re.compile(r"[a-z0-9_-]+(/[a-z0-9_-]+)*\.[a-z0-9]+")


def render(template: str, data: Mapping[str, Any], *, files: Mapping[str, bytes] | None = None) -> bytes:
    """`template` is its path below `templates`: "mealtickets/pdf/cards.typ". `files` are pictures by name
    ("qr/3.svg"), which the template finds as "/files/qr/3.svg".

    Raises Invalid `pdf.letter` for a letter no font has, Conflict `pdf.fonts` where the fonts are not installed,
    ValueError for a template that can't be right."""
    try:
        (page,) = _compile(template, data, files or {}, format="pdf", pdf_standards=["ua-1"], timestamp=0)
    except typst.TypstError as error:
        raise _refused(template, error) from error
    return page


def pictures(
    template: str, data: Mapping[str, Any], *, files: Mapping[str, bytes] | None = None, ppi: float = 150
) -> list[bytes]:
    """The same pages as PNG, one each."""
    return _compile(template, data, files or {}, format="png", ppi=ppi, timestamp=0)


def _compile(template: str, data: Mapping[str, Any], files: Mapping[str, bytes], **how: Any) -> list[bytes]:
    if not _SAFE.fullmatch(template) or not all(_SAFE.fullmatch(name) for name in files):
        raise ValueError(f"{template}: a name of small letters, digits and - _ is wanted")
    fonts = _fonts(str(settings.FONTS_DIR))
    with TemporaryDirectory(prefix="ibasho-pdf-") as folder:
        root = Path(folder)
        _lay_out(root, data, files)
        made = typst.Compiler(str(root / template), root=str(root), font_paths=fonts).compile(**how)
    return [made] if isinstance(made, bytes) else list(made or [])


@lru_cache(maxsize=2)
def _fonts(folder: str) -> typst.Fonts:
    fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[folder])
    if FAMILIES - set(fonts.families()):
        words = f"PDFの文字（フォント）が {folder} に ありません。システムの担当に「文字（フォント）を 入れなおして」と たのんでください。"
        raise Conflict("pdf.fonts", words)
    return fonts


def _lay_out(root: Path, data: Mapping[str, Any], files: Mapping[str, bytes]) -> None:
    """All rooms' templates, the data and the pictures in one folder: typst sees nothing outside it."""
    for config in apps.get_app_configs():
        for source in Path(config.path).glob("templates/*/pdf"):
            shutil.copytree(source, root / source.relative_to(Path(config.path, "templates")))
    (root / "data.json").write_text(json.dumps(data, ensure_ascii=False), encoding="utf-8")
    for name, content in files.items():
        path = root / "files" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)


def _refused(template: str, error: typst.TypstError) -> Exception:
    letters = dict.fromkeys(_UNKNOWN_LETTER.findall(error.diagnostic))
    if letters:
        named = "".join(f"「{letter}」" for letter in letters)
        words = f"{named}は 印刷できない文字です。ほかの文字に かえてから もう一度 作ってください。"
        return Invalid("pdf.letter", words)
    return ValueError(f"{template}: {error.diagnostic}")


@dataclass
class Recorder:
    """The stand-in for tests that need no real pages: `monkeypatch.setattr(pdf, "render", Recorder())`."""

    calls: list[tuple[str, Mapping[str, Any], Mapping[str, bytes]]] = field(default_factory=list)

    def __call__(
        self, template: str, data: Mapping[str, Any], *, files: Mapping[str, bytes] | None = None
    ) -> bytes:
        json.dumps(data)
        self.calls.append((template, data, files or {}))
        return b"%PDF-recorded"
