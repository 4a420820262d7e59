"""What is measured once in a page is measured again where it looks otherwise."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.conftest import SIZES

PAGE = """<!doctype html><html lang="ja"><head><title>みほん</title><style>
    .pale {{ color: #999; background: #aaa }}
    .aside {{ display: none }}
    @media (min-width: 48rem) {{ {wide} }}
</style></head><body><main><h1>きょうの居場所</h1><p class="first">あいています</p><p class="aside pale">おやすみ</p></main></body></html>"""
WIDE = {
    "nothing changes": ("", []),
    "other colours": (".first { color: #999; background: #aaa }", ["あいています"]),
    "another ground behind it": ("main { background: #222 }", ["きょうの居場所", "あいています"]),
    "shown on a screen alone": (".aside { display: block }", ["おやすみ"]),
}


@pytest.fixture
def blank(browser: Browser) -> Any:
    context = browser.new_context()
    yield context.new_page()
    context.close()


@pytest.mark.parametrize(("wide", "words"), WIDE.values(), ids=WIDE)
def test_contrast_is_measured_again_where_a_wider_window_changes_it(
    wide: str, words: list[str], blank: Page, axe_findings: Callable[[Page], list[str]]
) -> None:
    blank.set_viewport_size({"width": SIZES["phone"][0], "height": SIZES["phone"][1]})
    blank.set_content(PAGE.format(wide=wide))
    assert axe_findings(blank) == []
    blank.set_viewport_size({"width": SIZES["tablet"][0], "height": SIZES["tablet"][1]})
    found = axe_findings(blank)
    assert len(found) == len(words), found
    assert all(
        one.startswith("color-contrast") and word in one for one, word in zip(found, words, strict=True)
    )


def test_what_is_no_matter_of_colours_is_found_as_often_as_it_is_looked_for(
    blank: Page, axe_findings: Callable[[Page], list[str]]
) -> None:
    blank.set_content(PAGE.format(wide=""))
    assert axe_findings(blank) == []
    blank.evaluate("document.querySelector('main').append(document.createElement('button'))")
    for _ in range(2):
        assert [one.partition(":")[0] for one in axe_findings(blank)] == ["button-name"]
