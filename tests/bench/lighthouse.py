"""`make bench ONLY=lighthouse`: what Google's Lighthouse says of the pages a child opens, on みほん市 as it runs: a slow phone
(4× slower processor, slow 4G), median of five. It is fetched from npm into a folder of its own and is no part of the product.
What each page was told lies beside it in build/lighthouse/told, whole. RUNS=1 PAGES=front,map looks quickly; MINUTES=9 begins no
other round after so long (three there are at least); ORIGIN=http://… looks at a copy that runs already. A whole measure is kept as
evidence, and its table in docs/benchmarks.md, with EVIDENCE=1.

Two things Lighthouse does not measure without a hand are measured beside it with the same slow processor: when a page answers
(the end of its last long task) and how long the picture takes after a tap.
"""

from __future__ import annotations

import json
import os
import shutil
import statistics
import subprocess
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser

from config import postgres
from tests.bench import table, weight
from tests.evidence import keeping
from tests.evidence.keeping import measured

FOLDER = Path(__file__).resolve().parents[2] / "build" / "lighthouse"
VERSION = "12.8.2"  # the last for Node 18 and 20
RUNS = int(os.environ.get("RUNS", "5"))
MINUTES = float(os.environ.get("MINUTES", "60"))
TRIES = 3  # now and then the browser's own record of a load has no beginning; Lighthouse says: run again
RUNS_KEPT = 3  # a median of fewer shows nothing
PAGES = {
    "front": "/", "today": "/today/", "map": "/map/", "meals": "/meals/", "voices": "/voices/", "help": "/help/",
    "calendar": "/calendar/", "support": "/support/",
}  # fmt: skip
CATEGORIES = ("performance", "accessibility", "best-practices")  # the last two never change: asked once
READS = {"Accept-Language": "ja"}  # a child's phone: with furigana
SLOW_CPU, QUIET_MS = 4, 2500
HEADER = (
    "page", "performance", "accessibility", "best practices", "LCP ms", "TBT ms", "CLS", "kB", "JS kB", "ready ms (4×)",
    "tap ms (4×)", "below",
)  # fmt: skip
PAPER, MARKS = keeping.ROOT / "docs" / "benchmarks.md", ("<!-- lighthouse -->", "<!-- end -->")
AIM = "aim: performance ≥ 95, the others 100, LCP ≤ 1.5 s, CLS ≤ 0.05, ≤ 150 kB, JS ≤ 50 kB; 4× slower: ready ≤ 2 s, a tap ≤ 200 ms"
# Long tasks and the tap's delay, as the browser itself notes them.
WATCH = """() => {
    window.seen = { busy: 0, tap: 0 };
    new PerformanceObserver(list => list.getEntries().forEach(one => {
        seen.busy = Math.max(seen.busy, one.startTime + one.duration);
    })).observe({ type: "longtask", buffered: true });
    new PerformanceObserver(list => list.getEntries().forEach(one => {
        if (one.interactionId) seen.tap = Math.max(seen.tap, one.duration);
    })).observe({ type: "event", durationThreshold: 16, buffered: true });
}"""
READY = "() => Math.max(performance.getEntriesByType('navigation')[0].domContentLoadedEventEnd, seen.busy)"


@dataclass(frozen=True, slots=True)
class Look:
    """One look at a page: Lighthouse's own report, and what it does not measure."""

    run: Mapping[str, Any]
    ready_ms: float
    tap_ms: float


@dataclass(frozen=True, slots=True)
class Told:
    """Scores 0–100 (medians), times in ms (medians), CLS (the worst), weights in kB (1000 bytes, the heaviest)."""

    performance: float
    accessibility: float
    best_practices: float
    lcp_ms: float
    tbt_ms: float
    cls: float
    total_kb: float
    script_kb: float
    ready_ms: float
    tap_ms: float
    wrong: str


def measure() -> dict[str, object]:
    """Every page in every round; a table, and the figures of U2 and U3."""
    program, facts = _program(), table.machine()
    with _running() as origin, weight.browser() as browser:
        pages = _chosen({**PAGES, "place": _a_place(browser, origin)})
        looked = _rounds(program, browser, {name: origin + path for name, path in pages.items()})
    told = {name: _told(looks) for name, looks in looked.items()}
    rounds = min(len(looks) for looks in looked.values())
    _show(told, rounds)
    if len(told) > len(PAGES) and rounds >= RUNS_KEPT:
        _keep(told, rounds)
    if len(told) > len(PAGES) and rounds >= RUNS_KEPT and keeping.LONG:
        _write_down(told, rounds, facts)
    return {f"{name}.{key}": value for name, one in told.items() for key, value in asdict(one).items()}


@contextmanager
def _running() -> Iterator[str]:
    """The copy of the journeys; with ORIGIN=http://… one that runs already (a city's own)."""
    if origin := os.environ.get("ORIGIN"):
        yield origin.rstrip("/")
        return
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    with postgres.running():
        from tests.journeys import copy  # noqa: PLC0415 -- reads settings that need the database's folder

        with copy.running() as origin:
            yield origin


def _chosen(pages: Mapping[str, str]) -> dict[str, str]:
    """Those named in PAGES=…, all of them without it."""
    asked = [name for name in os.environ.get("PAGES", "").split(",") if name]
    if strange := set(asked) - set(pages):
        raise SystemExit(f"no such page: {', '.join(sorted(strange))}; known are {', '.join(pages)}")
    return {name: path for name, path in pages.items() if not asked or name in asked}


def _program() -> Path:
    """Lighthouse's own; fetched once from the registry."""
    program = FOLDER / "node_modules" / "lighthouse" / "cli" / "index.js"
    if not program.exists():
        FOLDER.mkdir(parents=True, exist_ok=True)
        (FOLDER / "package.json").write_text('{"private": true}\n', encoding="utf-8")
        subprocess.run(
            ["npm", "install", "--no-audit", "--no-fund", "--ignore-scripts", f"lighthouse@{VERSION}"], cwd=FOLDER, check=True
        )  # fmt: skip
    return program


def _a_place(browser: Browser, origin: str) -> str:
    """The first place of 「今日」."""
    page = browser.new_page()
    page.goto(f"{origin}/today/")
    path = page.locator("main a[href^='/places/']").first.get_attribute("href")
    page.close()
    if not path:
        raise SystemExit("no place is open today in the copy")
    return path.partition("?")[0]


def _rounds(program: Path, browser: Browser, addresses: Mapping[str, str]) -> dict[str, list[Look]]:
    """Page after page, round after round: a moment in which the machine has other work falls on one look of each."""
    looked: dict[str, list[Look]] = {name: [] for name in addresses}
    until = time.monotonic() + MINUTES * 60
    for number in range(RUNS):
        if number >= RUNS_KEPT and time.monotonic() > until:
            table.say(f"  {MINUTES:g} minutes are over after round {number}")
            break
        for name, url in addresses.items():
            table.say(f"  {number + 1}/{RUNS} {url}")
            run = _one(program, url, CATEGORIES[:1] if number else CATEGORIES)
            looked[name].append(Look(run, *_slowly(browser, url)))
            _put_down(f"{name}-{number + 1}", run)
    return looked


def _told(looks: Sequence[Look]) -> Told:
    runs, first = [look.run for look in looks], looks[0].run

    def middle(audit: str) -> float:
        return round(statistics.median(run["audits"][audit]["numericValue"] for run in runs), 1)

    return Told(
        performance=round(100 * statistics.median(_score(run, "performance") for run in runs)),
        accessibility=round(100 * _score(first, "accessibility")),
        best_practices=round(100 * _score(first, "best-practices")),
        lcp_ms=middle("largest-contentful-paint"),
        tbt_ms=middle("total-blocking-time"),
        cls=round(max(run["audits"]["cumulative-layout-shift"]["numericValue"] for run in runs), 3),
        total_kb=max(_kilobytes(run, None) for run in runs),
        script_kb=max(_kilobytes(run, "Script") for run in runs),
        ready_ms=round(statistics.median(look.ready_ms for look in looks)),
        tap_ms=round(max(look.tap_ms for look in looks)),
        wrong=", ".join(_wrong(first)),
    )


def _score(run: Mapping[str, Any], category: str) -> float:
    """0–1. Raises SystemExit where Lighthouse could not tell: a page that was not looked at is not a bad page."""
    score = run["categories"][category]["score"]
    if score is None:
        raise SystemExit(f"Lighthouse has no score for {category} of {run['requestedUrl']}")
    return float(score)


def _put_down(name: str, run: Mapping[str, Any]) -> None:
    folder = FOLDER / "told"
    folder.mkdir(exist_ok=True)
    (folder / f"{name}.json").write_text(json.dumps(run, ensure_ascii=False), encoding="utf-8")


def _one(program: Path, url: str, categories: Sequence[str]) -> dict[str, Any]:
    chromium = shutil.which("chromium") or shutil.which("chromium-browser") or ""
    flags = " ".join(["--headless=new", *weight.FLAGS])
    command = [
        "node", str(program), url, "--output=json", "--quiet", f"--only-categories={','.join(categories)}",
        f"--chrome-flags={flags}", "--locale=en", f"--extra-headers={json.dumps(READS)}", "--max-wait-for-load=60000",
    ]  # fmt: skip
    environment = {**os.environ, "CHROME_PATH": chromium}
    for _ in range(TRIES):
        done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
        if done.returncode == 0:
            found: dict[str, Any] = json.loads(done.stdout)
            return found
        table.say(f"    again: {done.stderr.strip()[:200]}")
    raise SystemExit(f"Lighthouse did not finish {url}")


def _kilobytes(run: Mapping[str, Any], kind: str | None) -> float:
    items = run["audits"]["network-requests"]["details"]["items"]
    wanted = [item for item in items if kind is None or item.get("resourceType") == kind]
    return round(sum(item.get("transferSize", 0) for item in wanted) / 1000, 1)


def _wrong(run: Mapping[str, Any]) -> list[str]:
    """Audits that cost something in accessibility or best practices."""
    asked = [one for name in CATEGORIES[1:] for one in run["categories"][name]["auditRefs"] if one["weight"]]
    scores = {one["id"]: run["audits"][one["id"]]["score"] for one in asked}
    return [name for name, score in scores.items() if score is not None and score < 1]


def _slowly(browser: Browser, url: str) -> tuple[float, float]:
    """(ms until the page answers, ms from a tap to the next picture) on a processor four times slower."""
    context = browser.new_context(
        viewport=weight.PHONE, locale="ja-JP", timezone_id="Asia/Tokyo", has_touch=True
    )
    try:
        page = context.new_page()
        context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": SLOW_CPU})
        page.add_init_script(f"({WATCH})()")
        page.goto(url, wait_until="load")
        page.wait_for_timeout(QUIET_MS)
        ready = float(page.evaluate(READY))
        page.locator("summary:visible, button:visible").first.tap()
        page.wait_for_timeout(500)
        return ready, float(page.evaluate("() => window.seen?.tap ?? 0"))
    finally:
        context.close()


def _show(told: Mapping[str, Told], rounds: int) -> None:
    title = f"Lighthouse {VERSION}, mobile, throttled, median of {rounds}"
    table.show(title, HEADER, _rows(told))
    table.say(AIM)


def _rows(told: Mapping[str, Told]) -> list[tuple[object, ...]]:
    return [(name, *asdict(one).values()) for name, one in told.items()]


def _write_down(told: Mapping[str, Told], rounds: int, facts: table.Figures) -> None:
    """Between its marks in docs/benchmarks.md, in place of the run before."""
    text = PAPER.read_text(encoding="utf-8")
    before, _, rest = text.partition(MARKS[0])
    _, found, after = rest.partition(MARKS[1])
    if not found:
        raise SystemExit(f"{PAPER.name} has no place for the table: {' '.join(MARKS)}")
    run = f"One run, {facts['measured_at']}, median of {rounds}, {facts['cores']} cores ({facts['cpu']}), load {facts['load_before']} before."
    lines = [MARKS[0], run, "", *table.markdown(HEADER, _rows(told)), MARKS[1]]
    PAPER.write_text(before + "\n".join(lines) + after, encoding="utf-8")


def _keep(told: Mapping[str, Told], rounds: int) -> None:
    every = list(told.values())
    measured(
        "U2",
        pages=len(every),
        runs=rounds,
        performance=min(one.performance for one in every),
        accessibility=min(one.accessibility for one in every),
        best_practices=min(one.best_practices for one in every),
        lcp_ms=max(one.lcp_ms for one in every),
        tbt_ms=max(one.tbt_ms for one in every),
        cls=max(one.cls for one in every),
        first_load_kb=max(one.total_kb for one in every),
        js_kb=max(one.script_kb for one in every),
        tap_ms=max(one.tap_ms for one in every),
    )
    measured("U3", pages=len(every), slowest_ready_ms=max(one.ready_ms for one in every))
