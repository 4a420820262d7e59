"""`make bench ONLY=pages`: taking ten thousand rows in, and the pages a child opens, beside a peer's.

The sides take turns under the same load, so that a busy moment of the machine falls on both.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field

from config import postgres
from tests.bench import load, peer_pretix, scratch, serving, table, weight
from tests.bench.load import Load
from tests.bench.weight import Weight

OURS = {"front": "/", "today": "/today/", "calendar": "/calendar/"}
PEER_PAGE = {"front": "list of events", "today": "day", "calendar": "month"}
FIRST_LOAD_KB_MAX, SCRIPTS_KB_MAX, QUERIES_MAX, P95_MS_MAX = 150, 50, 12, 300


@dataclass(slots=True)
class Side:
    """What was measured of one application, page by page."""

    name: str
    loads: dict[str, Load] = field(default_factory=dict)
    weights: dict[str, Weight] = field(default_factory=dict)
    queries: dict[str, int] = field(default_factory=dict)

    def figures(self) -> dict[str, object]:
        found: dict[str, object] = {}
        for kind, pages in (("", self.loads), ("weight_kb.", self.weights)):
            for page, measured in pages.items():
                found |= {f"{self.name}.{page}.{kind}{key}": value for key, value in asdict(measured).items()}
        return found | {f"{self.name}.{page}.queries": count for page, count in self.queries.items()}


def measure() -> dict[str, object]:
    """Everything, with a table each for import, speed and weight."""
    scratch.settings()
    with postgres.running():
        taken_in = _take_in()
        ours, peer, few = _side_by_side()
    figures = {**taken_in, **ours.figures(), **peer.figures()}
    figures |= {f"{ours.name}.{page}.queries_at_100_places": count for page, count in few.items()}
    _show_speed(ours, peer, few)
    _show_weight(ours, peer)
    return figures


def _take_in() -> dict[str, object]:
    table.say("ours: an empty copy, ten thousand rows, a million sessions")
    scratch.prepare()
    scratch.write_file()
    first, again = scratch.import_places(), scratch.import_places()
    scratch.fill()
    places, sessions = scratch.counted()
    if (places, sessions) != (scratch.PLACES, scratch.SESSIONS):
        raise SystemExit(f"wanted {scratch.HOLDS}; there are {places} published and {sessions} sessions")
    rows = [
        ("first time", f"{first:.1f}", f"{scratch.PLACES / first:.0f}"),
        ("the same file again", f"{again:.1f}", f"{scratch.PLACES / again:.0f}"),
    ]
    table.show(f"Import of {scratch.PLACES:,} rows (`ibasho import places`)", ("", "s", "rows/s"), rows)
    return {
        "import.rows": scratch.PLACES,
        "import.first_s": round(first, 1),
        "import.again_s": round(again, 1),
        "ibasho.places": places,
        "ibasho.sessions": sessions,
        "pretix.dates": peer_pretix.DATES,
    }


def _side_by_side() -> tuple[Side, Side, dict[str, int]]:
    """Both sides, and the queries of ours at a hundred places."""
    pages = {**OURS, "place": f"/places/{scratch.newest_place()}/"}
    ours, peer, port = Side("ibasho"), Side("pretix"), serving.free_port()
    app = peer_pretix.prepare(port)
    with (
        serving.served(scratch.app(), serving.free_port()) as our_origin,
        serving.served(app, port) as peer_origin,
    ):
        our_urls = {page: our_origin + path for page, path in pages.items()}
        peer_urls = {page: peer_origin + path for page, path in peer_pretix.PAGES.items()}
        _load(ours, peer, our_urls, peer_urls)
        with weight.browser() as browser:
            ours.weights = {page: weight.first_load(browser, url) for page, url in our_urls.items()}
            peer.weights = {page: weight.first_load(browser, url) for page, url in peer_urls.items()}
    counted = scratch.count_queries(pages)
    ours.queries, peer.queries = counted["many"], peer_pretix.count_queries(port)
    return ours, peer, counted["few"]


def _load(ours: Side, peer: Side, our_urls: Mapping[str, str], peer_urls: Mapping[str, str]) -> None:
    """Page by page in turns: never both at once, and both under the same weather."""
    for page, url in our_urls.items():
        table.say(f"  {page}")
        if page in peer_urls:
            ours.loads[page], peer.loads[page] = load.measure(url, peer_urls[page])
        else:
            (ours.loads[page],) = load.measure(url)


def _show_speed(ours: Side, peer: Side, few: Mapping[str, int]) -> None:
    header = (
        "page",
        "side",
        "p50 ms",
        "p95 ms",
        "requests/s",
        "errors",
        "queries",
        "queries at 100",
        "p95 ratio",
    )
    rows: list[tuple[object, ...]] = []
    for page in ours.loads:
        rows.append((page, ours.name, *_speed(ours, page), few[page], *_ratios(ours, peer, page)))
        if page in peer.loads:
            rows.append((PEER_PAGE[page], peer.name, *_speed(peer, page), "", "1", "1"))
    table.show(
        f"Pages: {serving.WORKERS} workers, {load.CONNECTIONS} connections. "
        f"ibasho {scratch.HOLDS}; pretix {peer_pretix.VERSION} {peer_pretix.HOLDS}",
        header,
        rows,
    )
    table.say(
        f"aim: p95 ≤ {P95_MS_MAX} ms on a quiet machine, ≤ {QUERIES_MAX} queries, the same at 100 places"
    )


def _speed(side: Side, page: str) -> tuple[object, ...]:
    one = side.loads[page]
    return one.p50_ms, one.p95_ms, one.per_second, one.errors, side.queries[page]


def _ratios(ours: Side, peer: Side, page: str) -> tuple[str, str]:
    if page not in peer.loads:
        return "", ""
    mine, theirs = ours.loads[page], peer.loads[page]
    return f"{mine.p50_ms / theirs.p50_ms:.2f}", f"{mine.p95_ms / theirs.p95_ms:.2f}"


def _show_weight(ours: Side, peer: Side) -> None:
    header = (
        "page",
        "side",
        "first load kB",
        "HTML",
        "CSS",
        "JS",
        "pictures",
        "fonts",
        "other",
        "requests",
        "ratio",
    )
    rows = []
    for page in ours.weights:
        rows.append((page, ours.name, *_kilobytes(ours.weights[page]), _lighter(ours, peer, page)))
        if page in peer.weights:
            rows.append((PEER_PAGE[page], peer.name, *_kilobytes(peer.weights[page]), "1"))
    table.show("First load on a phone, empty cache, as transferred", header, rows)
    table.say(f"aim: ≤ {FIRST_LOAD_KB_MAX} kB without the map, JS ≤ {SCRIPTS_KB_MAX} kB, no web font")


def _kilobytes(one: Weight) -> tuple[object, ...]:
    return one.total, one.document, one.styles, one.scripts, one.images, one.fonts, one.other, one.requests


def _lighter(ours: Side, peer: Side, page: str) -> str:
    if page not in peer.weights:
        return ""
    return f"{ours.weights[page].total / peer.weights[page].total:.2f}"
