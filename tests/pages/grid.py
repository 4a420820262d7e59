"""What is looked for on every page, in every cell of the grid: furigana on and off × the city's colours on a screen and on 320
pixels, letters twice as large, forced colours on white and on black.

A page is loaded once with furigana and once without; the cells follow each other in the loaded page. Everywhere: words cut off
or outside the window, and regions that scroll. What cannot differ between two cells is asked in one of them (`ASKED`)."""

from __future__ import annotations

from dataclasses import dataclass

from playwright.sync_api import Error, ViewportSize
from playwright.sync_api import Page as Tab

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
    "320 px": Cell(320, 640),
    "screen": Cell(1366, 768),
    "200 %": Cell(1366, 768, text=200),
    "forced light": Cell(1366, 768, colours="light"),
    "forced dark": Cell(1366, 768, colours="dark"),
}
RUBY = ("on", "off")
EVERY = tuple(f"{cell}, ruby {ruby}" for ruby in RUBY for cell in CELLS)
# What is asked beside LOST, and where.
# axe: names, roles, order and the city's colours hang on which parts are shown (the width) and on the words (furigana): each
#   width and each kind of words once. Letters of 200 % show the same parts in the same colours. `preload` (three quarters of
#   the time) is for the lock of a screen's direction alone: no sheet of ours asks for that (test_sheets).
# targets: smallest where no furigana makes lines taller, so on a screen once more without.
# names: without furigana as with it. edges: the city's colours are the same in every size.
# forced: axe reads `-webkit-text-fill-color`, which no browser forces, and would measure colours nobody sees; `color` is forced.
# spaced: a reader's spacing moves words: where room is scarcest, with furigana and without.
# focus: its look hangs on colours (white and black alike: the reader's), what hides it on sizes; furigana is the harder case.
ASKED = {
    "320 px, ruby on": ("spaced", "focus"), "screen, ruby on": ("axe", "focus"), "200 %, ruby on": ("spaced", "focus"),
    "forced light, ruby on": ("forced", "focus"), "forced dark, ruby on": ("forced",),
    "320 px, ruby off": ("axe", "spaced"), "screen, ruby off": ("targets", "names", "edges"), "200 %, ruby off": (),
    "forced light, ruby off": ("forced",), "forced dark, ruby off": ("forced",),
}  # fmt: skip

# Words that stand outside the window, or under the edge of something that neither scrolls nor grows.
LOST = """() => {
    const told = new Set(), wide = document.documentElement.clientWidth;
    if (document.documentElement.scrollWidth > wide) told.add("scrolls sideways");
    const says = one => [...one.childNodes].some(node => node.nodeType === 3 && node.textContent.trim());
    const left = ".u-hide, .skip, svg, option, textarea, noscript, script, style, rp, rt";
    const reached = "a[href], button, input, select, textarea, summary, [tabindex='0']";
    for (const one of document.querySelectorAll("body *")) {
        if (one.scrollWidth > one.clientWidth + 2 && /auto|scroll/.test(getComputedStyle(one).overflowX)
            && !one.matches("input, textarea, select, [tabindex='0']") && !one.querySelector(reached))
            told.add(`scrolls without the keyboard: ${one.className || one.tagName}`);
        if (!says(one) || one.closest(left)) continue;
        if (!one.checkVisibility({ visibilityProperty: true, opacityProperty: true })) continue;
        const spots = [...one.childNodes].filter(node => node.nodeType === 3 && node.textContent.trim()).map(node => {
            const range = document.createRange(); // its own words: a part for the ear inside it lies elsewhere
            range.selectNode(node);
            return range.getBoundingClientRect();
        }).filter(spot => spot.width);
        if (!spots.length) continue;
        const box = {
            left: Math.min(...spots.map(spot => spot.left)), right: Math.max(...spots.map(spot => spot.right)),
            top: Math.min(...spots.map(spot => spot.top)), bottom: Math.max(...spots.map(spot => spot.bottom)),
        };
        const words = one.textContent.trim().slice(0, 30);
        let up = one, scrolls = false;
        for (; up && up !== document.body; up = up.parentElement) {
            const style = getComputedStyle(up), edge = up.getBoundingClientRect();
            if (/auto|scroll/.test(style.overflowX + style.overflowY)) { scrolls = true; break; }
            if (style.clipPath === "inset(50%)") { scrolls = true; break; } // shown to nobody, for the ear
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
    const all = [...document.querySelectorAll(reached)]
        .filter(one => !one.disabled && one.tabIndex >= 0 && one.checkVisibility());
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
# Colours for what follows: parts of a computed one, the one behind an element, and the contrast of two (WCAG 2.2).
COLOURS = """
    const parts = colour => (colour.match(/[\\d.]+/g) || []).map(Number);
    const light = ([r, g, b]) => [r, g, b].map(one => one / 255)
        .map(one => one <= 0.04045 ? one / 12.92 : ((one + 0.055) / 1.055) ** 2.4)
        .reduce((sum, one, at) => sum + one * [0.2126, 0.7152, 0.0722][at], 0);
    const behind = one => {
        for (let up = one; up; up = up.parentElement) {
            const found = parts(getComputedStyle(up).backgroundColor);
            if (found.length === 3 || found[3] > 0.5) return found;
        }
        return [255, 255, 255];
    };
    const contrast = (one, other) => {
        const pair = [light(one), light(other)].sort((a, b) => b - a);
        return (pair[0] + 0.05) / (pair[1] + 0.05);
    };
"""
# Words in forced colours on what is behind them. The reader chose the pairs; a rule of ours must not tear one apart.
FORCED = """() => {
    const told = new Set();
    const says = one => one.matches("input:not([type=checkbox], [type=radio], [type=hidden]), select, textarea")
        || [...one.childNodes].some(node => node.nodeType === 3 && node.textContent.trim());
    for (const one of document.querySelectorAll("body *")) {
        if (!says(one) || one.closest("svg, option, noscript, script, style, :disabled, [aria-disabled='true']")) continue;
        if (!one.checkVisibility({ visibilityProperty: true, opacityProperty: true })) continue;
        const ratio = contrast(parts(getComputedStyle(one).color), behind(one));
        if (ratio < 4.5) told.add(`forced colours ${ratio.toFixed(1)}:1: ${one.outerHTML.replace(/\\s+/g, " ").slice(0, 110)}`);
    }
    return [...told];
}"""
# WCAG 2.5.3, which axe asks only as an experiment: who speaks to the machine says what is seen.
NAMES = """() => {
    const squeezed = words => words.replace(/\\s+/g, "");
    const seen = one => {
        const copy = one.cloneNode(true);
        for (const part of copy.querySelectorAll("rt, rp, svg, .u-hide, [aria-hidden='true']")) part.remove();
        return squeezed(copy.textContent);
    };
    return [...document.querySelectorAll(":is(a, button, summary, [role='button'])[aria-label]")]
        .filter(one => one.checkVisibility() && /[\\p{L}\\p{N}]/u.test(seen(one)))
        .filter(one => !squeezed(one.ariaLabel).includes(seen(one)))
        .map(one => `says ${one.ariaLabel}, shows ${seen(one)}`.slice(0, 160));
}"""
# WCAG 1.4.11: where a field begins, and a picture that stands in a control without words, against what lies beside it. Boxes the
# browser draws itself are its own; charts tell their numbers in words as well; a button with words needs no edge.
EDGES = """() => {
    const told = new Set(), seen = one => one.checkVisibility({ visibilityProperty: true, opacityProperty: true });
    const name = one => one.outerHTML.replace(/\\s+/g, " ").slice(0, 110);
    const opaque = colour => colour.length === 3 || colour[3] > 0.5;
    const fields = "input:not([type=hidden], [type=range], [type=file], [type=submit]), select, textarea";
    for (const one of document.querySelectorAll(fields)) {
        const style = getComputedStyle(one), ground = behind(one.parentElement);
        if (!seen(one) || one.disabled || (style.appearance !== "none" && one.matches("[type=checkbox], [type=radio]"))) continue;
        const sides = ["Top", "Right", "Bottom", "Left"]
            .filter(side => parseFloat(style[`border${side}Width`]) >= 1)
            .map(side => parts(style[`border${side}Color`])).filter(opaque);
        const best = Math.max(...[behind(one), ...sides].map(colour => contrast(colour, ground)));
        if (best < 3) told.add(`edge ${best.toFixed(1)}:1: ${name(one)}`);
    }
    for (const one of document.querySelectorAll(":is(a[href], button:enabled, summary) svg")) {
        const control = one.closest("a[href], button, summary"), copy = control.cloneNode(true);
        for (const part of copy.querySelectorAll("svg, .u-hide")) part.remove();
        if (!seen(one) || copy.textContent.trim() || control.querySelector("img")) continue;
        const drawn = [...one.querySelectorAll("path, circle, rect, line, polyline, polygon, ellipse, use")]
            .flatMap(shape => [getComputedStyle(shape).stroke, getComputedStyle(shape).fill])
            .filter(colour => colour.startsWith("rgb")).map(parts).filter(opaque);
        const best = Math.max(0, ...drawn.map(colour => contrast(colour, behind(control))));
        if (best < 3) told.add(`picture ${best.toFixed(1)}:1: ${name(control)}`);
    }
    return [...told];
}"""
# WCAG 1.4.12: what a reader may set without losing a word.
SPACED = """*, ::before, ::after { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important }
p { margin-block-end: 2em !important }"""
# One message to the browser a cell: on a busy machine the way there and back costs more than the looking.
LOOK = f"""async wanted => {{
    const lost = {LOST};
    const focus = {FOCUS};
    {COLOURS}
    const forced = {FORCED};
    const edges = {EDGES};
    const names = {NAMES};
    const asks = what => wanted.asked.includes(what), told = [];
    const settle = () => {{
        document.documentElement.getBoundingClientRect();
        for (const one of document.getAnimations()) if (one.effect?.getComputedTiming().endTime !== Infinity) one.finish();
    }};
    const axes = async only => {{
        const found = await axe.run(document, {{ runOnly: only, resultTypes: ["violations"], preload: false, iframes: false }});
        for (const rule of found.violations)
            for (const node of rule.nodes) told.push(`${{rule.id}}: ${{node.html.slice(0, 160)}}`);
    }};
    if (!document.adoptedStyleSheets.length) {{
        const still = new CSSStyleSheet();
        still.replaceSync("*, ::before, ::after {{ transition: none !important }}");
        document.adoptedStyleSheets = [still];
    }}
    document.documentElement.style.fontSize = wanted.text;
    settle();
    if (asks("axe")) await axes(wanted.tags);
    if (asks("targets")) await axes({{ type: "rule", values: ["target-size"] }});
    if (asks("names")) told.push(...names());
    if (asks("edges")) told.push(...edges());
    told.push(...lost());
    if (asks("forced")) told.push(...forced());
    if (asks("focus")) told.push(...focus(wanted.most));
    if (asks("spaced")) {{
        const sheet = new CSSStyleSheet(), own = document.adoptedStyleSheets;
        sheet.replaceSync(wanted.spaced);
        document.adoptedStyleSheets = [...own, sheet];
        settle();
        told.push(...lost().map(one => `spaced: ${{one}}`));
        document.adoptedStyleSheets = own;
    }}
    return told;
}}"""


def look(tab: Tab, site: inside.Site, page: Page, wanted: tuple[str, ...] = EVERY) -> dict[str, list[str]]:
    """Cell → what is wrong there; empty lists are the goal. One transaction for each load, undone."""
    found: dict[str, list[str]] = {}
    for ruby in RUBY:
        cells = [cell for cell in CELLS if f"{cell}, ruby {ruby}" in wanted]
        if not cells:
            continue
        site.see(page.who, ruby)
        with inside.undone():
            _as(tab, CELLS[cells[0]])  # before the page is there: nothing has to change its colours slowly
            try:
                tab.goto(inside.ORIGIN + page.path)
            except Error as error:
                found |= {f"{cell}, ruby {ruby}": [f"does not open: {error.message}"] for cell in cells}
                continue
            for cell in cells:
                name = f"{cell}, ruby {ruby}"
                found[name] = wrong(tab, CELLS[cell], ASKED[name])
        found[f"{cells[0]}, ruby {ruby}"] += site.problems
        site.problems.clear()
    return found


def _as(tab: Tab, cell: Cell) -> None:
    size: ViewportSize = {"width": cell.width, "height": cell.height}
    if tab.viewport_size != size:
        tab.set_viewport_size(size)
    tab.emulate_media(
        forced_colors="active" if cell.colours else "none",
        color_scheme="dark" if cell.colours == "dark" else "light",
    )


def wrong(tab: Tab, cell: Cell, asked: tuple[str, ...]) -> list[str]:
    """What is wrong in one cell of the page that is open."""
    _as(tab, cell)
    text = "" if cell.text == 100 else f"{cell.text}%"
    wanted = {"text": text, "asked": asked, "tags": TAGS, "most": FOCUSED_MOST, "spaced": SPACED}
    return list(tab.evaluate(LOOK, wanted))


def watch(tab: Tab, problems: list[str]) -> Tab:
    """What the console says and what a script throws is wrong as well."""
    tab.on("console", lambda said: problems.append(said.text) if said.type == "error" else None)
    tab.on("pageerror", lambda error: problems.append(str(error)))
    return tab
