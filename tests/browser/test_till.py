"""The till in a real browser: camera, queue, no network, crashes. The camera is a file with the picture of a QR code."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import segno
from django.db import transaction
from PIL import Image
from playwright.sync_api import Browser, BrowserContext, Page, expect
from playwright.sync_api import Error as PlaywrightError

from ibasho.base.kernel import clock
from ibasho.rooms.mealtickets.actions import cards, devices
from ibasho.rooms.mealtickets.models import Card, Redemption, Reversal, Shop
from ibasho.rooms.mealtickets.queries.cards import text_of
from ibasho.rooms.mealtickets.rules.codes import shown
from ibasho.rooms.mealtickets.views import till as views
from tests.browser.looking import FITS, cookies_of, look, tab_to, until
from tests.people import Cast, cast
from tests.rooms.mealtickets import ground

pytestmark = pytest.mark.django_db(transaction=True)
PIN = "2580"
ANSWER = "[data-screen=answer]:not([hidden])"
BLANK = Image.new("RGB", (640, 480), "white")


def picture(text: str) -> Image.Image:
    """As the camera sees a card that is held before it."""
    out = io.BytesIO()
    segno.make(text, error="q", micro=False).save(out, kind="png", scale=6, border=4)
    code = Image.open(out).convert("RGB")
    seen = BLANK.copy()
    seen.paste(code, ((640 - code.width) // 2, (480 - code.height) // 2))
    return seen


class Eye:
    """What the camera sees: a file Chromium opens anew whenever a page starts the camera."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.sees(None)

    def sees(self, text: str | None) -> None:
        out = io.BytesIO()
        (picture(text) if text else BLANK).save(out, "JPEG", quality=92)
        new = self.path.with_suffix(".new")
        new.write_bytes(out.getvalue())
        new.replace(self.path)  # never half a picture, and the old one stays whole for whoever has it open


@pytest.fixture(scope="module")
def eye(tmp_path_factory: pytest.TempPathFactory) -> Eye:
    return Eye(tmp_path_factory.mktemp("camera") / "seen.mjpeg")


@pytest.fixture(scope="module")
def phone(eye: Eye, launch: Callable[..., Browser]) -> Iterator[Browser]:
    found = launch(
        "--use-fake-ui-for-media-stream", "--use-fake-device-for-media-stream",
        f"--use-file-for-fake-video-capture={eye.path}",
    )  # fmt: skip
    yield found
    found.close()


@pytest.fixture
def people() -> Cast:
    return cast()


@pytest.fixture
def shop(people: Cast) -> Shop:
    with transaction.atomic():
        made = ground.ground(organisation=people.midori).shop
    devices.set_pin(shop=made, pin=PIN, by=ground.SERVER, at=clock.now())
    return made


@pytest.fixture
def kids(shop: Shop) -> list[Card]:
    at = clock.now()
    sheet = cards.make_sheet(count=4, given_to="みほん小学校", by=ground.SERVER, at=at)
    return list(sheet.cards.select_related("sheet").order_by("position"))


# Waits for the till's own worker; the pages of children have one as well, with a wider scope.
OWN_WORKER = """async () => {
    for (let tries = 0; tries < 200; tries += 1) {
        const one = await navigator.serviceWorker.getRegistration("/till/");
        if (one?.scope.endsWith("/till/") && one.active?.state === "activated") return true;
        await new Promise((done) => setTimeout(done, 50));
    }
    return false;
}"""


class Counter:
    """One phone of the shop."""

    def __init__(self, context: BrowserContext, url: str) -> None:
        self.context, self.url = context, url
        self.page = context.new_page()
        self.wrong: list[str] = []
        self.page.on("pageerror", lambda error: self.wrong.append(str(error)))

    def register(self) -> None:
        self.page.goto(f"{self.url}/ops/meals/devices/")
        self.page.get_by_role("button", name="この スマホを レジにする").click()
        self.page.wait_for_url("**/till/")
        self.pin()

    def pin(self) -> None:
        self.page.get_by_label("4〜8けたの 数字").fill(PIN)
        expect(self.page.locator("[data-keeper]")).to_have_value(Shop.objects.get().place.name)
        self.page.get_by_role("button", name="レジを ひらく").click()
        expect(self.page.get_by_role("button", name="番号を うつ")).to_be_visible()

    def types(self, card: Card | str) -> None:
        typed = shown(card.typed) if isinstance(card, Card) else card
        self.page.get_by_role("button", name="番号を うつ").click()
        self.page.get_by_label("QRの 下の 12文字").fill(typed)
        self.page.get_by_role("button", name="たしかめる").click()

    def reads(self, text: str) -> None:
        """A code reader on a cable."""
        self.page.keyboard.type(text)
        self.page.keyboard.press("Enter")

    def answered(self, answer: str, words: str = "") -> None:
        expect(self.page.locator(ANSWER)).to_have_attribute("data-answer", answer, timeout=8_000)
        expect(self.page.locator("[data-word]")).to_contain_text(words)

    def next(self) -> None:
        self.page.locator(".till-answer__all").click()
        expect(self.page.locator("[data-screen=scan]")).to_be_visible()

    def waiting(self, count: int) -> None:
        expect(self.page.locator("[data-pending]")).to_have_text(str(count), timeout=10_000)

    def arrived(self, count: int) -> None:
        """The page also says 0 before it has looked into its store."""
        until(self.page, lambda: Redemption.objects.count() >= count)

    def held(self, eye: Eye, text: str) -> None:
        """The app is closed, a card comes before the camera, the app is opened: no page sees the card but the new one."""
        self.page.goto("about:blank")
        eye.sees(text)
        self.again()

    def again(self) -> None:
        """The app is closed and opened. A busy machine may start the app's worker too late for the first tap."""
        for tap in range(3):
            try:
                self.page.goto(f"{self.url}/till/")
                return
            except PlaywrightError as error:
                if tap == 2 or "ERR_INTERNET_DISCONNECTED" not in error.message:
                    raise


@pytest.fixture
def counter(phone: Browser, live_server: Any, people: Cast, kids: list[Card], eye: Eye) -> Iterator[Counter]:
    eye.sees(None)
    context = phone.new_context(
        viewport={"width": 360, "height": 640}, locale="ja-JP", timezone_id="Asia/Tokyo"
    )
    context.grant_permissions(["camera"], origin=live_server.url)
    context.add_cookies([{**cookie, "url": live_server.url} for cookie in cookies_of(people.hana)])
    context.set_default_timeout(12_000)
    found = Counter(context, live_server.url)
    found.register()
    yield found
    context.close()
    assert found.wrong == []


def forged(card: Card) -> str:
    """The number of a real card under a signature that is not ours: one letter changed, near the end."""
    text = text_of(card)
    return f"{text[:-5]}{'A' if text[-5] != 'A' else 'B'}{text[-4:]}"


def looks_right(page: Page, axe_findings: Callable[[Page], list[str]]) -> None:
    assert axe_findings(page) == []
    assert page.evaluate(FITS), "scrolls sideways"


def test_a_card_before_the_camera_is_a_meal_and_the_same_card_is_not(
    counter: Counter, kids: list[Card], eye: Eye, axe_findings: Callable[[Page], list[str]]
) -> None:
    page = counter.page
    counter.held(eye, text_of(kids[0]))
    counter.answered("ok", "どうぞ")
    looks_right(page, axe_findings)
    row = Redemption.objects.get(outcome="ok")
    assert row.way == "online" and row.amount_yen == 400
    expect(page.locator("[data-screen=scan]")).to_be_visible(
        timeout=6_000
    )  # back by itself; the card lies there still
    looks_right(page, axe_findings)
    page.wait_for_timeout(400)
    assert Redemption.objects.count() == 1

    counter.again()
    counter.answered("wait", "きょうは もう")
    looks_right(page, axe_findings)
    counter.held(eye, forged(kids[1]))
    counter.answered("no", "つかえません")
    looks_right(page, axe_findings)
    counter.held(eye, "IB1:TEST")
    counter.answered("ok", "ためし OK")
    eye.sees(None)
    counter.next()
    assert Redemption.objects.filter(outcome="ok").count() == 1
    expect_tested(counter)

    page.get_by_role("button", name="とりけし").click()
    expect(page.get_by_role("button", name="とりけす")).to_be_visible()
    looks_right(page, axe_findings)
    page.get_by_role("button", name="とりけす").click()
    expect(page.get_by_text("とりけせるものは ありません")).to_be_visible()
    counter.waiting(0)
    assert Reversal.objects.filter(redemption=row).exists()


def expect_tested(counter: Counter) -> None:
    until(counter.page, lambda: Shop.objects.get().tested_at is not None)


def test_without_a_network_children_eat_and_everything_arrives_later(
    counter: Counter,
    kids: list[Card],
    axe_findings: Callable[[Page], list[str]],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Also when the app is renewed while its queue is full."""
    page = counter.page
    assert page.evaluate(OWN_WORKER)
    counter.context.set_offline(True)
    counter.again()  # even a closed app opens again
    counter.reads(text_of(kids[0]))
    counter.answered("ok", "どうぞ")
    counter.next()
    counter.waiting(1)
    looks_right(page, axe_findings)
    counter.reads(text_of(kids[0]))
    counter.answered("wait", "きょうは もう")
    counter.next()
    counter.reads(forged(kids[1]))
    counter.answered("no", "つかえません")
    counter.next()
    counter.types(kids[2])
    counter.answered("ok", "どうぞ")
    counter.next()
    counter.waiting(2)
    page.get_by_role("button", name="ほか").click()
    page.get_by_role("button", name="きょうは おわり").click()
    expect(page.get_by_text("まだ おくっていない食事が あります")).to_be_visible()
    looks_right(page, axe_findings)
    page.get_by_role("button", name="おくれないとき").click()
    expect(page.locator("[data-list=waiting] li")).to_have_count(2)
    looks_right(page, axe_findings)
    assert Redemption.objects.count() == 0

    before = page.evaluate("caches.keys()")
    monkeypatch.setattr(views, "_content", lambda: "another version")
    counter.context.set_offline(False)
    counter.again()
    counter.waiting(0)
    page.wait_for_function(
        "before => caches.keys().then((now) => now.length === 1 && now[0] !== before[0])", arg=before
    )
    counter.arrived(2)
    assert sorted(Redemption.objects.values_list("way", "outcome")) == [("offline", "ok"), ("offline", "ok")]


def test_a_till_killed_in_the_middle_of_a_scan_loses_nothing(counter: Counter, kids: list[Card]) -> None:
    """The request never leaves, the tab dies: the item is on the disk, is sent once and answered when the app opens."""
    counter.page.evaluate("void (window.fetch = () => new Promise(() => {}))")
    counter.reads(text_of(kids[0]))
    counter.page.wait_for_function(
        """async () => { const store = await import("/static/ibasho/js/till-store.js");
        return (await store.items()).length === 1 }"""
    )
    counter.page.close()
    assert Redemption.objects.count() == 0
    counter.page = counter.context.new_page()
    counter.again()
    counter.answered("ok", "どうぞ")
    counter.next()
    counter.waiting(0)
    assert Redemption.objects.filter(outcome="ok").count() == 1


def test_a_wiped_phone_says_so_and_a_new_key_starts_again(
    counter: Counter, kids: list[Card], axe_findings: Callable[[Page], list[str]]
) -> None:
    page = counter.page
    counter.context.set_offline(True)
    counter.reads(text_of(kids[0]))
    counter.answered("ok")
    counter.next()
    counter.waiting(1)
    counter.context.set_offline(False)
    page.goto(f"{counter.url}/help/")  # nothing holds the database open
    wipe = {"origin": counter.url, "storageTypes": "indexeddb"}
    counter.context.new_cdp_session(page).send("Storage.clearDataForOrigin", wipe)
    counter.again()
    expect(page.get_by_role("heading", name="消えました")).to_be_visible()
    expect(page.locator("[data-gone-pending]")).to_have_text("1")
    looks_right(page, axe_findings)
    page.get_by_role("link", name="もういちど 登録する").click()
    page.get_by_role("button", name="この スマホを レジにする").click()
    page.wait_for_url("**/till/")
    looks_right(page, axe_findings)
    counter.pin()
    shop = Shop.objects.get().public_id
    pages = ("/ops/meals/devices/", "/ops/meals/today/", f"/ops/meals/devices/{shop}/pin/")
    assert look(page, pages, axe_findings) == {}


def test_one_bad_item_blocks_no_other_and_waits_for_a_look(counter: Counter, kids: list[Card]) -> None:
    page = counter.page
    counter.context.set_offline(True)
    for card in kids[:3]:
        counter.reads(text_of(card))
        counter.answered("ok")
        counter.next()
    page.evaluate(
        """async () => { const store = await import("/static/ibasho/js/till-store.js");
        const rows = (await store.items()).sort((a, b) => a.counter - b.counter);
        await store.put({ ...rows[1], claimed_at: "きのう" }); }"""
    )
    counter.context.set_offline(False)
    counter.waiting(0)
    assert sorted(Redemption.objects.values_list("outcome", flat=True)) == ["check", "ok", "ok"]


def test_a_clock_three_days_wrong_stops_nobody(counter: Counter, kids: list[Card]) -> None:
    ahead = "const real = Date.now.bind(Date); Date.now = () => real() + 3 * 86400000;"
    counter.context.add_init_script(ahead)
    counter.again()
    counter.page.wait_for_timeout(300)
    counter.context.set_offline(True)
    counter.reads(text_of(kids[0]))
    counter.answered("ok", "どうぞ")
    counter.next()
    counter.context.set_offline(False)
    counter.waiting(0)
    row = Redemption.objects.get()
    assert (row.outcome, row.day) == ("ok", clock.day(clock.now()))


def test_the_keyboard_alone_is_enough(counter: Counter, kids: list[Card]) -> None:
    page = counter.page
    tab_to(page, "[data-go=type]")
    page.keyboard.press("Enter")
    page.keyboard.type(kids[0].typed[:11] + ("C" if kids[0].typed[11] != "C" else "D"))
    expect(page.get_by_text("どれかの文字が ちがうようです")).to_be_visible()
    page.keyboard.press("Enter")
    expect(page.locator("[data-screen=answer]")).to_be_visible()
    page.keyboard.press("Enter")  # one wrong letter is mended where it was typed
    page.keyboard.press("Backspace")
    page.keyboard.type(kids[0].typed[11])
    page.keyboard.press("Enter")
    counter.answered("ok", "どうぞ")
    page.keyboard.press("Enter")
    expect(page.locator("[data-screen=scan]")).to_be_visible()
    assert Redemption.objects.get().outcome == "ok"


def test_old_phones_check_signatures_by_the_script(counter: Counter, kids: list[Card]) -> None:
    good = counter.page.evaluate(
        """async ([text, bad]) => {
        const { read } = await import("/static/ibasho/js/till-code.js");
        const sign = await import("/static/ibasho/js/till-sign.js");
        const store = await import("/static/ibasho/js/till-store.js");
        const vendor = JSON.parse(document.getElementById("till-config").textContent).vendor.ed25519;
        const { keys } = await store.kept("state");
        const tries = () => Promise.all([text, bad].map((one) => { const card = read(one);
            return sign.verifyCard(card, keys[card.keyId], vendor); }));
        const own = await tries();
        const real = crypto.subtle.importKey;
        crypto.subtle.importKey = () => Promise.reject(new DOMException("", "NotSupportedError"));
        const script = await tries();
        crypto.subtle.importKey = real;
        return [...own, ...script];
        }""",
        [text_of(kids[0]), forged(kids[0])],
    )
    assert good == [True, False, True, False]


RULES = """async (rows) => {
    const { judge } = await import("/static/ibasho/js/till-rules.js");
    const now = Date.parse("2026-11-24T12:00:00+09:00");
    const usual = { synced: now, server_at: "2026-11-24T12:00:00+09:00", offset: 0, price_yen: 400, per_card_a_day: 1,
        limits: { hours: 24, meals: 30, yen: 15000 }, revoked: ["stopped"], used_today: ["used"] };
    const card = { kind: "qr", validUntil: "2026-11-24" };
    const eaten = (count, fields) => Array.from({ length: count }, (_, at) =>
        ({ state: "pending", hash: `h${at}`, day: "2026-11-24", ...fields }));
    return rows.map(([state, asked, count, fields]) => judge({ card: { ...card, ...asked.card }, hash: asked.hash ?? "new",
        verified: asked.verified ?? true, state: { ...usual, ...state }, items: eaten(count, fields),
        now: now + (asked.later ?? 0) }).reason);
}"""
HOUR = 3_600_000
JUDGED: list[tuple[list[Any], str]] = [
    ([{}, {}, 0, {}], "offline"),
    ([{}, {"verified": False}, 0, {}], "forged"),
    ([{}, {"card": {"validUntil": "2026-11-23"}}, 0, {}], "expired"),
    ([{}, {"later": 13 * HOUR}, 0, {}], "expired"),  # the day after its last day, in Japan
    ([{}, {"hash": "stopped"}, 0, {}], "revoked"),
    ([{}, {"hash": "used"}, 0, {}], "eaten"),
    ([{}, {"hash": "h0"}, 1, {}], "eaten"),
    ([{}, {"hash": "h0"}, 1, {"state": "undone"}], "offline"),
    ([{}, {"hash": "h0"}, 1, {"state": "dropped"}], "offline"),
    ([{}, {"hash": "h0"}, 1, {"day": "2026-11-23"}], "offline"),
    ([{"per_card_a_day": 2}, {"hash": "h0"}, 1, {}], "offline"),
    ([{}, {"hash": "used", "later": 13 * HOUR, "card": {"validUntil": "2026-12-01"}}, 0, {}], "offline"),
    ([{}, {}, 29, {}], "offline"),
    ([{}, {}, 30, {}], "limit"),
    ([{"price_yen": 600}, {}, 24, {}], "offline"),
    ([{"price_yen": 600}, {}, 25, {}], "limit"),
    ([{}, {"later": 24 * HOUR, "card": {"validUntil": "2026-12-01"}}, 0, {}], "offline"),
    ([{}, {"later": 24 * HOUR + 1}, 0, {}], "limit"),
    ([{"synced": 0}, {}, 0, {}], "limit"),
]


def test_a_phone_with_a_detector_of_its_own_needs_no_script_and_judges_by_the_table(
    counter: Counter, kids: list[Card]
) -> None:
    asked = [row for row, _ in JUDGED]
    assert counter.page.evaluate(RULES, asked) == [reason for _, reason in JUDGED]
    own = """window.BarcodeDetector = class { static getSupportedFormats() { return Promise.resolve(["qr_code"]); }
        detect() { return Promise.resolve([{ rawValue: "CODE" }]); } };"""
    counter.context.add_init_script(own.replace("CODE", text_of(kids[0])))
    counter.again()
    counter.answered("ok", "どうぞ")
    assert counter.page.evaluate("window.jsQR") is None
    assert Redemption.objects.get().outcome == "ok"
