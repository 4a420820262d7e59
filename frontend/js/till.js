// The till: wires the screen, the camera, the queue and the service worker together.
import { Unreachable, connect } from "./till-api.js";
import { Camera } from "./till-camera.js";
import { Till } from "./till-queue.js";
import { listen } from "./till-reader.js";
import { answer, bar, list, moment, screen, show, unanswer } from "./till-screen.js";
import { wake } from "./till-sound.js";
import * as store from "./till-store.js";
import { typing } from "./till-typing.js";

const { api: base, vendor, words } = JSON.parse(document.getElementById("till-config").textContent);
const one = (selector) => document.querySelector(selector);
let device;
let sound = true;
let busy = false;

const api = connect(base, async () => ({ device: device?.id, session: device?.session }));
const till = new Till({ store, api, vendor: vendor.ed25519, told });
const camera = new Camera({
  video: one(".till-video"), vendor: vendor.jsqr, found: (text) => screen() === "scan" && scanned(text),
  blind: (reason) => { one(`[data-blind=${reason}]`).hidden = false; one(".till-view").hidden = true; },
});
const online = () => navigator.onLine !== false && till.failures === 0 && Date.now() >= till.restsUntil;

async function refresh() {
  const now = await till.summary();
  bar(now, online());
  store.mark({ shop: now.shop, pending: now.pending, at: Date.now() });
  return now;
}

async function told(what) {
  if (what === "pin") {
    device = await store.changeDevice({ session: "" }); // opened again when the answer has been seen
    if (screen() === "scan") go("pin");
  }
  if (what === "revoked") device = await store.changeDevice({ stopped: true });
  await refresh();
}

// From the camera, a reader or fingers; one at a time, so that two readings never overtake each other.
async function scanned(text) {
  if (busy || !["scan", "type", "answer"].includes(screen())) return;
  busy = true;
  const byFingers = screen() === "type";
  camera.pause();
  try {
    unanswer();
    const got = await till.scan(text);
    mistyped = byFingers && MISTYPED.has(got.reason) ? text : "";
    answer(got, words, { sound, back: next });
  } catch (error) {
    answer({ answer: "wait", reason: error?.name === "QuotaExceededError" ? "full_disk" : "trouble" }, words, { sound, back: next });
  } finally {
    busy = false;
    await refresh();
  }
}

// One wrong letter of twelve is mended where it was typed; the camera would only be in the way.
const MISTYPED = new Set(["short", "typed", "unknown"]);
let mistyped = "";

function next() {
  if (screen() !== "answer") return;
  unanswer();
  if (mistyped && device?.session) return go("type");
  camera.resume();
  go(device?.session ? "scan" : "pin");
}

const MAKES = {
  scan: () => { camera.start(); navigator.wakeLock?.request("screen").catch(() => {}); }, // never asleep between two children
  more: () => { one("[data-more-said]").textContent = device?.stopped ? words.device_stopped : ""; },
  type: () => { one("#till-typed").value = mistyped; one("#till-typed-said").textContent = ""; mistyped = ""; },
  recent: async () => {
    one("[data-undone]").textContent = "";
    list("recent", (await refresh()).recent.map((item) => ({ words: line(item), button: words.undo, press: () => undo(item) })));
  },
  rescue: async () => {
    const { poison, waiting } = await refresh();
    list("poison", poison.map((item) => ({ words: `${line(item)} ${item.problem ?? ""}` })));
    list("waiting", waiting.map((item) => ({ words: line(item) })));
    one("[data-sheet]").replaceChildren();
  },
};
const line = (item) => `${moment(item.at)}　${words[`kind_${item.kind}`]}　${words.number} ${item.counter}`;

async function undo(item) {
  await till.undo(item.nonce);
  await go("recent");
  one("[data-undone]").textContent = words.undone;
}

function go(name) {
  if (name !== "scan" && name !== "answer") camera.stop();
  show(name);
  return MAKES[name]?.();
}

async function open(form) {
  const said = one("#till-pin-said");
  said.textContent = "";
  try {
    const got = await api.open(device.id, form.elements.pin.value.trim());
    if (got.status !== 201) {
      said.textContent = got.data.problem ?? words[got.status === 403 ? "device_stopped" : "wrong_pin"];
      return;
    }
    const { session, expires_at, ...state } = got.data;
    device = await store.changeDevice({ session, expires_at });
    if (state.server_at) await till.learn(state);
    navigator.storage?.persist?.(); // asks the browser not to throw the queue away when space is short
    go("scan");
    till.sync();
  } catch (error) {
    if (!(error instanceof Unreachable)) throw error;
    said.textContent = error.words || words.pin_offline;
  } finally {
    form.reset();
  }
}

const DOES = {
  next,
  print: () => print(),
  sync: async () => {
    one("[data-more-said]").textContent = words.syncing;
    one("[data-more-said]").textContent = (await till.sync()) ? words.synced : words.not_synced;
  },
  sound: async (button) => {
    sound = !sound;
    button.textContent = words[sound ? "sound_on" : "sound_off"];
    await store.keep("sound", sound);
  },
  close: async () => {
    if ((await refresh()).pending) return void (one("[data-more-said]").textContent = words.close_blocked);
    await api.close().catch(() => {});
    device = await store.changeDevice({ session: "" });
    go("pin");
  },
  reset: async (button) => {
    if (!button.dataset.sure) {
      button.dataset.sure = "yes";
      one("[data-more-said]").textContent = words.reset_sure;
    } else if (await store.reset()) location.reload();
    else one("[data-more-said]").textContent = words.close_blocked;
  },
  file: async () => (await import("./till-rescue.js")).toFile(device.id, await unsent()),
  sheet: async () => {
    await (await import("./till-rescue.js")).toSheet(one("[data-sheet]"), device.id, await unsent(), line, vendor.uqr);
    print();
  },
};
// What is written to paper or a file, and from now on counts as saved there.
async function unsent() {
  const { poison, waiting } = await refresh();
  const found = [...poison, ...waiting].filter((item) => item.code);
  for (const item of found) await store.put({ ...item, exported: Date.now() });
  return found;
}

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-go], [data-do]");
  wake();
  if (!button) return;
  if (button.dataset.go) go(button.dataset.go);
  else DOES[button.dataset.do](button);
});
document.addEventListener("submit", (event) => {
  event.preventDefault();
  const form = event.target;
  wake();
  if (form.dataset.form === "pin") open(form);
  else scanned(form.elements.code.value);
});
typing(one("#till-typed"), one("#till-typed-said"), words);
addEventListener("online", () => { till.restsUntil = 0; till.sync(); });
addEventListener("offline", refresh);
document.addEventListener("visibilitychange", () => {
  if (document.hidden) camera.stop();
  else if (screen() === "scan") { camera.start(); till.sync(); }
});
setInterval(() => { if (!document.hidden && device?.session) till.sync(); }, 600_000 + Math.random() * 60_000);
listen(scanned);

async function begin() {
  if (!window.indexedDB || !crypto?.subtle || !AbortSignal.timeout) return show("old");
  if (navigator.serviceWorker) navigator.serviceWorker.register("/till/sw.js", { scope: "/till/" }).catch(() => {});
  device = await store.kept("device");
  if (!device) return fresh();
  sound = (await store.kept("sound")) ?? true;
  one("[data-do=sound]").textContent = words[sound ? "sound_on" : "sound_off"];
  one("[data-keeper]").defaultValue = device.shop;
  await refresh();
  go(device.session ? "scan" : "pin");
  camera.pause(); // a card that lies there still must not overtake the answer it waits for
  const left = await till.resume();
  if (left) answer(left, words, { sound, back: next });
  else camera.resume();
  if (device.session) till.sync();
}

// No key on this phone: a new one, or one whose memory was wiped. The second is said aloud.
function fresh() {
  const before = store.marked();
  if (before) {
    one("[data-gone-some]").hidden = !before.pending;
    one("[data-gone-none]").hidden = before.pending !== undefined;
    one("[data-gone-pending]").textContent = before.pending ?? 0;
    one("[data-gone-at]").textContent = moment(before.at);
    return show("gone");
  }
  const apple = /iPhone|iPad/.test(navigator.userAgent) && !navigator.standalone;
  return show(apple ? "home" : "first"); // iOS keeps what is on the home screen; a page in Safari it forgets
}

begin().catch(() => show("old"));
