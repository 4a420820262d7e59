"""What small scripts say at the doors of children and families comes from the page, in its language."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from django.test import Client
from django.utils import translation

from ibasho.base.ui.languages.collecting import ROOT, Sources, pages
from ibasho.base.ui.scripts import WORDS, module

SCRIPTS = ROOT / "frontend/js"
_LOADED = re.compile(r"""{% module "([\w-]+)"|ibasho/js/([\w-]+)\.js""")
_IMPORTED = re.compile(r"""from "\./([\w-]+)\.js\"""")
_COMMENT = re.compile(r"^\s*//.*$|(?<=[;{}]) // .*$", re.MULTILINE)
_JAPANESE = re.compile("[ぁ-ゖァ-ヺ一-鿿]")
STAFF_OF_SHOPS = frozenset(
    {"till-queue", "till-screen"}
)  # the till speaks Japanese: the people of a shop use it


def at_doors() -> set[str]:
    """The modules that pages of children and families load, and what these import."""
    sources = Sources()
    todo = [
        one
        for name in pages(sources)
        for found in _LOADED.findall(sources.texts[name])
        for one in found
        if one
    ]
    found: set[str] = set()
    while todo:
        name = todo.pop()
        path = SCRIPTS / f"{name}.js"
        if name not in found and path.exists():
            found.add(name)
            todo += _IMPORTED.findall(path.read_text(encoding="utf-8"))
    return found


def test_scripts_at_these_doors_hold_no_japanese() -> None:
    found = at_doors()
    assert {"furigana", "letters", "near-today", "card", "push", "confirm"} <= found
    said = [
        f"{name}: {line.strip()}"
        for name in sorted(found - STAFF_OF_SHOPS)
        for line in _COMMENT.sub("", _read(name)).splitlines()
        if _JAPANESE.search(line)
    ]
    assert said == []


def test_a_script_that_speaks_finds_its_words_on_the_page() -> None:
    asked = {
        name for path in SCRIPTS.glob("*.js") for name in re.findall(r'"words-([\w-]+)"', path.read_text())
    }
    assert asked == set(WORDS)
    for name in WORDS:
        assert set(re.findall(r"\bwords\.(\w+)", _read(name))) <= set(WORDS[name])


@pytest.mark.parametrize("language", ["en", "pt-br"])
def test_the_words_are_those_of_the_page(language: str) -> None:
    with translation.override(language):
        tag = module("copy")
    said = re.search(r'<script id="words-copy" type="application/json">(.*?)</script>', tag)
    assert said
    assert set(json.loads(said[1])) == set(WORDS["copy"])
    assert tag.endswith('.js"></script>')
    assert "<script" not in tag.split("</script>")[1].removeprefix('<script type="module"')


@pytest.mark.django_db
def test_a_page_carries_them_before_the_script() -> None:
    page = Client().get("/data/").content.decode()
    assert page.index('id="words-copy"') < page.index("js/copy")


def _read(name: str) -> str:
    return Path(SCRIPTS / f"{name}.js").read_text(encoding="utf-8")
