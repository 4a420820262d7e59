"""What the grid looks for is found where it is put: a page with one thing wrong, and the same page mended."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page as Tab

from tests.pages.grid import CELLS, wrong

PAGE = """<!doctype html><html lang="ja"><head><title>みほん</title>
<style>body {{ margin: 0; background: #fff; color: #111 }} :focus {{ outline: 3px solid #000 }}</style></head><body>{}</body></html>"""
PENCIL = '<svg width="24" height="24"><path d="M2 2L22 22" stroke="{}" stroke-width="4" fill="none"/></svg>'
# What is asked, in which cell, what is said of it; the page, and the page mended.
WRONG = {
    "words under an edge": (
        "", "screen", "cut off: ながい",
        '<p style="overflow: hidden; block-size: 1rem; line-height: 2">ながい ことば<br>まだ つづく</p>',
        "<p>ながい ことば<br>まだ つづく</p>",
    ),
    "a page that is too wide": (
        "", "320 px", "scrolls sideways", '<div style="inline-size: 40rem">ひろい</div>', "<div>ひろい</div>",
    ),
    "letters of twice the size leave the window": (
        "", "200 %", "scrolls sideways", '<div style="inline-size: 60rem">表</div>', '<div style="max-inline-size: 60rem">表</div>',
    ),
    "a frame that scrolls without the keyboard": (
        "", "320 px", "scrolls without the keyboard",
        '<div class="frame" style="overflow-x: auto"><p style="inline-size: 40rem">表</p></div>',
        '<div class="frame" style="overflow-x: auto" tabindex="0"><p style="inline-size: 40rem">表</p></div>',
    ),
    "a focus nobody sees": (
        "focus", "screen", "focus is not seen", '<a href="/x" style="outline: none">行く</a>', '<a href="/x">行く</a>',
    ),
    "a focus behind something": (
        "focus", "screen", "focus is hidden",
        '<a href="/x">行く</a><div style="position: fixed; inset: 0; background: #fff">まえに 立つ</div>',
        '<a href="/x">行く</a><div style="position: fixed; inset: 50% 0 0; background: #fff">下に 立つ</div>',
    ),
    "colours torn apart": (
        "forced", "forced dark", "forced colours", '<p style="forced-color-adjust: none; color: #333">夜</p>', '<p style="color: #333">夜</p>',
    ),
    "a name that does not hold what is seen": (
        "names", "screen", "says とじる, shows 送る", '<button aria-label="とじる">送る</button>', '<button aria-label="送る（とじます）">送る</button>',
    ),
    "a field without an edge": (
        "edges", "screen", "edge 1.4:1", '<input aria-label="名前" style="border: 1px solid #ddd; background: #fff">',
        '<input aria-label="名前" style="border: 1px solid #767676; background: #fff">',
    ),
    "a pale picture alone in a button": (
        "edges", "screen", "picture 1.4:1", f'<button aria-label="直す" style="background: #fff">{PENCIL.format("#ddd")}</button>',
        f'<button aria-label="直す" style="background: #fff">{PENCIL.format("#333")}</button>',
    ),
    "no room for a reader's spacing": (
        "spaced", "screen", "spaced: cut off", '<p style="overflow: hidden; inline-size: 6.2em; white-space: nowrap">とても ながい</p>',
        '<p style="overflow: hidden; inline-size: 6.2em">とても ながい</p>',
    ),
}  # fmt: skip


@pytest.mark.parametrize("what", WRONG)
def test_what_is_wrong_is_found_and_what_was_mended_is_not(what: str, tab: Tab) -> None:
    asked, cell, told, page, mended = WRONG[what]
    assert any(told in one for one in _look(tab, page, cell, asked)), what
    assert _look(tab, mended, cell, asked) == []


def _look(tab: Tab, body: str, cell: str, asked: str) -> list[str]:
    tab.set_content(PAGE.format(body))
    return wrong(tab, CELLS[cell], (asked,) if asked else ())
