"""What is looked for on every page, in every cell of the grid: furigana on and off × the city's colours on a screen and on 320
pixels, letters twice as large, forced colours on white and on black."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from playwright.sync_api import Page as Tab

from ibasho.base.ui import furigana
from tests.browser.conftest import AXE, RUN_AXE
from tests.pages import inside
from tests.pages.asking import Page

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


@dataclass(frozen=True, slots=True)
class Cell:
    """Sizes in CSS pixels; `text` in per cent; `colours` "" (the city's), "light" or "dark" (forced by the reader)."""

    width: int
    height: int
    text: int = 100
    colours: str = ""


CELLS = {
    "screen": Cell(1366, 768),
    "320 px": Cell(320, 640),
    "200 %": Cell(1366, 768, text=200),
    "forced light": Cell(1366, 768, colours="light"),
    "forced dark": Cell(1366, 768, colours="dark"),
}
RUBY = ("on", "off")
EVERY = tuple(f"{cell}, ruby {ruby}" for ruby in RUBY for cell in CELLS)

# Words that stand outside the window, or under the edge of something that neither scrolls nor grows.
LOST = """() => {
    const told = new Set(), wide = document.documentElement.clientWidth;
    if (document.documentElement.scrollWidth > wide) told.add("scrolls sideways");
    const says = one => [...one.childNodes].some(node => node.nodeType === 3 && node.textContent.trim());
    const left = ".u-hide, .skip, svg, option, textarea, noscript, script, style, rp, rt";
    for (const one of document.querySelectorAll("body *")) {
        if (!says(one) || one.closest(left)) continue;
        if (!one.checkVisibility({ visibilityProperty: true, opacityProperty: true })) continue;
        const range = document.createRange();
        range.selectNodeContents(one);
        const box = range.getBoundingClientRect();
        if (!box.width) continue;
        const words = one.textContent.trim().slice(0, 30);
        let up = one, scrolls = false;
        for (; up && up !== document.body; up = up.parentElement) {
            const style = getComputedStyle(up), edge = up.getBoundingClientRect();
            if (/auto|scroll/.test(style.overflowX + style.overflowY)) { scrolls = true; break; }
            const cutX = style.overflowX !== "visible" && (box.right > edge.right + 2 || box.left < edge.left - 2);
            const cutY = style.overflowY !== "visible" && (box.bottom > edge.bottom + 4 || box.top < edge.top - 4);
            if (cutX || cutY) { told.add(`cut off: ${words} (${up.className || up.tagName})`); break; }
        }
        if (!scrolls && (box.right > wide + 2 || box.left < -2)) told.add(`outside the window: ${words}`);
    }
    return [...told];
}"""
# Whatever the keyboard comes to (the link past the menu slides in a frame later: test_ui looks at it) is seen to have the focus and is not wholly behind something that stays.
FOCUS = """most => {
    const told = new Set();
    const about = one => [one, one.parentElement, one.nextElementSibling, one.previousElementSibling, one.closest("label")];
    const looks = one => about(one).map(each => {
        if (!each) return "";
        const style = getComputedStyle(each), after = getComputedStyle(each, "::before");
        return [style.outlineStyle + style.outlineWidth, style.boxShadow, style.borderColor, style.backgroundColor,
            after.boxShadow, after.outlineStyle].join();
    }).join("|");
    const reached = "a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex='0']";
    const all = [...document.querySelectorAll(reached)].filter(one => !one.disabled && one.checkVisibility());
    const name = one => one.outerHTML.replace(/\\s+/g, " ").slice(0, 110);
    for (const one of all.slice(0, most)) {
        document.activeElement?.blur();
        const before = looks(one);
        one.focus();
        if (document.activeElement !== one) continue;
        if (looks(one) === before) told.add(`focus is not seen: ${name(one)}`);
        const seat = one.closest("label") || one, box = seat.getBoundingClientRect();
        const spots = [0.02, 0.25, 0.5, 0.75, 0.98];
        const free = spots.some(x => spots.some(y => {
            const hit = document.elementFromPoint(box.left + box.width * x, box.top + box.height * y);
            return hit && (seat.contains(hit) || hit.contains(one) || hit.closest("label")?.control === one);
        }));
        if (box.width > 1 && !free && !one.matches(".skip")) told.add(`focus is hidden: ${name(one)}`);
    }
    document.activeElement?.blur();
    window.scrollTo(0, 0);
    return [...told];
}"""
FOCUSED_MOST = 120
# WCAG 1.4.12: what a reader may set without losing a word.
SPACING = """wanted => {
    for (const one of document.querySelectorAll("body *")) {
        one.style.lineHeight = wanted ? "1.5" : "";
        one.style.letterSpacing = wanted ? "0.12em" : "";
        one.style.wordSpacing = wanted ? "0.16em" : "";
        if (one.tagName === "P") one.style.marginBlockEnd = wanted ? "2em" : "";
    }
}"""


def look(tab: Tab, site: inside.Site, page: Page, wanted: tuple[str, ...] = EVERY) -> dict[str, list[str]]:
    """Cell → what is wrong there; empty lists are the goal. One transaction, undone."""
    found: dict[str, list[str]] = {}
    site.who = page.who
    site.client(page.who)
    for ruby in RUBY:
        cells = [cell for cell in CELLS if f"{cell}, ruby {ruby}" in wanted]
        if not cells:
            continue
        with inside.undone():
            _open(tab, site, page, ruby, CELLS[cells[0]])
            for cell in cells:
                found[f"{cell}, ruby {ruby}"] = list(_wrong(tab, CELLS[cell]))
        if site.problems:
            found[f"{cells[0]}, ruby {ruby}"] += site.problems
            site.problems.clear()
    return found


def _open(tab: Tab, site: inside.Site, page: Page, ruby: str, cell: Cell) -> None:
    site.client(page.who).cookies[furigana.COOKIE] = ruby
    tab.set_viewport_size({"width": cell.width, "height": cell.height})
    tab.goto(inside.ORIGIN + page.path)
    tab.evaluate(AXE.read_text(encoding="utf-8"))


def _wrong(tab: Tab, cell: Cell) -> Iterator[str]:
    tab.set_viewport_size({"width": cell.width, "height": cell.height})
    tab.emulate_media(
        forced_colors="active" if cell.colours else "none",
        color_scheme="dark" if cell.colours == "dark" else "light",
    )
    tab.evaluate("text => { document.documentElement.style.fontSize = text; }", _text(cell))
    for rule in tab.evaluate(RUN_AXE, TAGS):
        for node in rule["nodes"]:
            yield f"{rule['id']}: {node['html'][:160]}"
    yield from tab.evaluate(LOST)
    yield from tab.evaluate(FOCUS, FOCUSED_MOST)
    tab.evaluate(SPACING, arg=True)
    yield from (f"spaced: {one}" for one in tab.evaluate(LOST))
    tab.evaluate(SPACING, arg=False)


def _text(cell: Cell) -> str:
    return "" if cell.text == 100 else f"{cell.text}%"


def watch(tab: Tab, problems: list[str]) -> Tab:
    """What the console says and what a script throws is wrong as well."""
    tab.on("console", lambda said: problems.append(said.text) if said.type == "error" else None)
    tab.on("pageerror", lambda error: problems.append(str(error)))
    return tab
