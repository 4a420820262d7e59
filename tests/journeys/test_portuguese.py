"""A parent whose language is Português: each word of the page is hers, names stand with romaji."""

from __future__ import annotations

from collections.abc import Callable

from tests.evidence.keeping import measured
from tests.journeys.walking import Walk

PAGES = ("/today/", "/start/", "/calendar/", "/help/", "/meals/shops/", "/voices/", "/subscribe/")


def test_the_whole_page_turns_portuguese(walk: Callable[..., Walk]) -> None:
    parent = walk("portuguese", language="pt-BR")
    parent.open("/")
    parent.tap("Language")
    parent.tap("Português")
    assert str(parent.page.locator("html").get_attribute("lang")).startswith("pt")
    parent.stop("front")
    parent.tap("Onde ir agora e hoje")
    parent.sees("Aberto agora")
    assert "(Mihonshiritsutoshokan)" in parent.page.locator("main").inner_text()
    assert "Pode vir sem adulto" in parent.page.locator("main").inner_text()
    parent.stop("today")
    for path in PAGES:
        parent.open(path)
        assert parent.page.evaluate(JAPANESE) == [], path
    parent.open("/calendar/")
    parent.stop("calendar")
    measured("U16", languages=4, pages_without_a_japanese_word=len(PAGES))


def test_she_reads_how_to_give_and_how_to_help(walk: Callable[..., Walk]) -> None:
    parent = walk("portuguese-gives", language="pt-BR")
    parent.open("/language/pt-br/?next=/give/")
    parent.sees("Doar uma refeição")
    parent.stop("give")
    parent.open("/support/")
    parent.sees("Tornar-se membro")
    parent.stop("support")


# Words in Japanese letters that no `lang="ja"` sets apart: names of places and what people wrote carry it.
JAPANESE = """() => {
    const found = [], walker = document.createTreeWalker(document.querySelector("main"), NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
        const at = walker.currentNode.parentElement, text = walker.currentNode.data.trim();
        if (!/[\\u3040-\\u30ff\\u4e00-\\u9fff]/.test(text) || at.closest("script, style, template, [hidden], option")) continue;
        if (!at.closest("[lang]").lang.startsWith("ja")) found.push(text.slice(0, 40));
    }
    return found;
}"""
