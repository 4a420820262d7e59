"""What is asked of a page while somebody walks over it by keys: is the focus seen, where did it go, what was called out."""

from __future__ import annotations

# Whatever changes in a live region after the page has come, in the words that are spoken: no readings, nothing hidden.
LISTEN = """() => {
    if (window.__said) return;
    const said = window.__said = [], live = "[role=status], [role=alert], [aria-live=polite], [aria-live=assertive], output";
    const words = one => {
        const copy = one.cloneNode(true);
        copy.querySelectorAll("rt, rp, [hidden], [aria-hidden=true], script, template").forEach(part => part.remove());
        return copy.textContent.replace(/\\s+/g, " ").trim();
    };
    const tell = node => {
        const one = node.nodeType === 1 ? node : node.parentElement, region = one?.closest(live);
        const told = region && region.checkVisibility() ? words(region) : "";
        if (told && said.at(-1) !== told) said.push(told);
    };
    const watch = () => new MutationObserver(all => all.forEach(({ target, addedNodes }) => {
        tell(target);
        addedNodes.forEach(node => node.nodeType === 1 && [node, ...node.querySelectorAll(live)].forEach(tell));
    })).observe(document.body, { subtree: true, childList: true, characterData: true, attributes: true, attributeFilter: ["hidden"] });
    document.readyState === "loading" ? addEventListener("DOMContentLoaded", () => setTimeout(watch)) : watch();
}"""

# Whoever has the focus: is it somewhere, is it seen to have it (a ring on it, on its label or its card), is it in the window and
# not wholly behind something else, and did it come later in the page and not further up than the one before it.
STOP = """() => {
    const at = document.activeElement, wrong = [];
    if (!at || at === document.body) return { lost: true, wrong };
    const seat = at.closest("label") || (at.type === "radio" || at.type === "checkbox" ? at.labels?.[0] : null) || at;
    const ringed = (one, pseudo) => {
        const style = getComputedStyle(one, pseudo);
        return (style.outlineStyle !== "none" && parseFloat(style.outlineWidth) > 0) || style.boxShadow !== "none";
    };
    const near = [at, seat, at.nextElementSibling, at.parentElement].filter(Boolean);
    const parts = at.matches("input[type=date], input[type=time]"); // the ring of its picker is the browser's own
    if (at.tabIndex >= 0 && !parts && !near.some(one => ringed(one) || ringed(one, "::after") || ringed(one, "::before"))) wrong.push("focus is not seen");
    if (at.tabIndex > 0) wrong.push("a tabindex of its own");
    const box = seat.getBoundingClientRect(), style = getComputedStyle(seat);
    const spots = [0.02, 0.25, 0.5, 0.75, 0.98];
    const free = spots.some(x => spots.some(y => {
        const hit = document.elementFromPoint(box.left + box.width * x, box.top + box.height * y);
        return hit && (seat.contains(hit) || hit.contains(at) || hit.closest("label")?.control === at);
    }));
    if (box.width > 1 && !free && !at.matches(".skip")) wrong.push("focus is hidden");
    const was = window.__was, stays = /fixed|sticky|absolute/.test(style.position) || at.matches(".map-pin, .skip");
    if (was && was.isConnected && was !== at) {
        if (window.__forward && !(was.compareDocumentPosition(at) & Node.DOCUMENT_POSITION_FOLLOWING)) wrong.push("came back without being asked");
        const top = box.top + scrollY, left = box.left, before = window.__box;
        if (window.__forward && !stays && before && top + box.height <= before.top + 1 && left < before.right - 1) wrong.push("further up than the one before");
    }
    window.__was = at;
    window.__box = stays ? null : { top: box.top + scrollY, right: box.right };
    return { lost: false, wrong, html: at.outerHTML.replace(/\\s+/g, " ").slice(0, 140) };
}"""

# In which language the words of whoever has the focus are.
SPOKEN_IN = "() => document.activeElement?.closest('[lang]')?.lang || ''"
