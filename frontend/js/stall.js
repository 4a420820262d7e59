// The counter at a stall. A tap is written down before it is sent and stays until the server has answered, so that nothing
// is lost without a network and nothing counts twice; without this script the buttons are plain forms.
const told = JSON.parse(document.getElementById("stall-config").textContent);
const one = (selector, within = document) => within.querySelector(selector);
const all = (selector) => [...document.querySelectorAll(selector)];
const ROOT = "ibasho-stall:";
const OWN = `${ROOT}${told.door}:`;
const PAUSE_MS = 250; // two touches of one button within this are one finger
const GATHER_MS = 700; // taps that follow each other go together
const UNDO_MAX = 200;
let { now, csrf } = told;
let who = "";
let minus = false;
let letting = false; // whether the next press on 「けす」 means it
let sending = false;
let stopped = false;
let count = 0;
let touched = { button: null, at: 0 };
const unkept = new Map(); // where the browser keeps nothing

// Every tap stands under a name of its own: two windows on one phone never write over each other.
const store = {
  put(name, value) {
    try { localStorage.setItem(name, JSON.stringify(value)); } catch { unkept.set(name, value); say(told.words.forgets); }
  },
  get(name) {
    try { return JSON.parse(localStorage.getItem(name)) ?? unkept.get(name); } catch { return unkept.get(name); }
  },
  drop(name) {
    unkept.delete(name);
    try { localStorage.removeItem(name); } catch { /* forbidden */ }
  },
  names(prefix) {
    let found = [];
    try { found = Object.keys(localStorage); } catch { /* forbidden */ }
    return [...new Set([...found, ...unkept.keys()])].filter((name) => name.startsWith(prefix));
  },
};
const kept = () => store.names(`${OWN}tap:`).map((name) => store.get(name)).filter(Boolean).sort((a, b) => a.at - b.at || a.n - b.n);
const waiting = () => kept().filter((item) => !item.refused);
const refused = () => kept().filter((item) => item.refused);
const history = () => store.get(`${OWN}history`) ?? [];

function uuid() {
  if (crypto.randomUUID) return crypto.randomUUID();
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 15) | 64;
  bytes[8] = (bytes[8] & 63) | 128;
  return [...bytes].map((byte, place) => ([4, 6, 8, 10].includes(place) ? "-" : "") + byte.toString(16).padStart(2, "0")).join("");
}

// The phone's own day: a tap of Saturday is sent on Monday and still counts for Saturday.
function today() {
  const at = new Date();
  return [at.getFullYear(), at.getMonth() + 1, at.getDate()].map((part) => String(part).padStart(2, "0")).join("-");
}

// What the server said, and what is still on its way to it.
function sum(key, code) {
  const base = code ? now[code]?.[key] ?? 0 : Object.values(now).reduce((total, counts) => total + (counts[key] ?? 0), 0);
  return waiting().reduce((total, item) => {
    const tap = item.undoes ? item.was : item;
    if (!tap || tap.key !== key || (code && tap.who !== code)) return total;
    return total + (item.undoes ? -tap.count : tap.count);
  }, base);
}

function show() {
  const pending = waiting().length;
  one("[data-pending]").textContent = pending;
  one("[data-queue]").hidden = !pending;
  const left = refused();
  one("[data-refused]").hidden = !left.length;
  if (left.length) one("[data-refused-words]").textContent = `${told.words.refused.replace("%s", left.length)}${left[0].refused}`;
  one("[data-total]").textContent = sum("heads", "");
  for (const cell of all("[data-count]")) {
    const key = cell.dataset.count;
    cell.textContent = sum(key, key === "heads" ? cell.closest("[data-who]").dataset.who : "");
  }
  const undo = one("[data-undo-last]");
  if (undo) undo.disabled = !history().length;
  one("[data-minus]")?.setAttribute("aria-pressed", String(minus));
  for (const button of all("[data-who]")) button.toggleAttribute("data-current", button.dataset.who === who);
  for (const button of all("[data-key]")) button.toggleAttribute("aria-disabled", false);
}

function say(words) {
  letting = false;
  const line = one("[data-said]");
  line.textContent = words ?? "";
  line.hidden = !words;
  clearTimeout(say.timer);
  if (words) say.timer = setTimeout(() => say(""), 8_000);
}

function warn(words) {
  const line = one("[data-offline]");
  line.textContent = words ?? "";
  line.hidden = !words;
}

function choose(code) {
  who = code;
  const line = one("[data-current-line]");
  if (!line) return;
  const name = document.createElement("strong"); // as on the button, with its readings
  name.append(...[...one(`[data-who="${code}"] span`).childNodes].map((node) => node.cloneNode(true)));
  line.replaceChildren(told.words.now, name);
}

// Loading the page anew without a network would lose the buttons, so a tap never leaves the page.
function tap(form, button) {
  const moment = Date.now();
  if (touched.button === button && moment - touched.at < PAUSE_MS) return;
  touched = { button, at: moment };
  const key = form.elements.key.value;
  const code = key === "heads" ? form.elements.who.value : who;
  if (!code) return say(told.words.who);
  if (key === "heads") choose(code);
  const amount = minus ? -1 : 1;
  minus = false;
  if (amount < 0 && sum(key, code) < 1) { show(); return say(told.words.nothing); }
  say("");
  keep({ who: code, key, count: amount, day: today() });
  button.dataset.done = "yes";
  setTimeout(() => delete button.dataset.done, 400);
}

function keep(tapped) {
  const item = { nonce: uuid(), at: Date.now(), n: (count += 1), ...tapped };
  store.put(`${OWN}tap:${item.nonce}`, item);
  if (!item.undoes) store.put(`${OWN}history`, [...history(), item].slice(-UNDO_MAX));
  show();
  clearTimeout(keep.timer);
  keep.timer = setTimeout(send, GATHER_MS);
}

// What was never sent is simply gone; what may have arrived is taken back by a word of its own.
function undo() {
  const before = history();
  const last = before.pop();
  if (!last) return;
  store.put(`${OWN}history`, before);
  const name = `${OWN}tap:${last.nonce}`;
  const item = store.get(name);
  if (item && (!item.tried || item.refused)) {
    store.drop(name);
    show();
  } else keep({ undoes: last.nonce, was: { who: last.who, key: last.key, count: last.count } });
}

async function send() {
  show();
  const items = waiting().slice(0, 100);
  if (sending || stopped || !items.length) return;
  sending = true;
  for (const item of items) store.put(`${OWN}tap:${item.nonce}`, { ...item, tried: true });
  try {
    const answer = await post(items.map(({ was, tried, n, at, ...item }) => item));
    if (!answer) return;
    const results = new Map(answer.results.map((result) => [result.nonce, result]));
    for (const item of items) settle(item, results.get(item.nonce));
    ({ now, csrf } = answer);
    warn("");
  } catch {
    warn(told.words.offline);
    clearTimeout(send.timer);
    send.timer = setTimeout(send, 5_000 + Math.random() * 5_000); // not all stalls at once
    return;
  } finally {
    sending = false;
    show();
  }
  if (waiting().length) send();
}

// Only what was counted is forgotten. What was refused stays on the phone and says why, until somebody sends it again or
// lets it go; by itself it is not sent again, for by then one less would take away another child's tap.
function settle(item, result) {
  const name = `${OWN}tap:${item.nonce}`;
  if (result?.ok) store.drop(name);
  else store.put(name, { ...item, tried: true, refused: result?.words || told.words.unread });
}

// Gives the server's answer, or nothing where it will take no more. Throws where it was not reached.
async function post(items, again = false) {
  const headers = { Accept: "application/json", "Content-Type": "application/json", "X-CSRFToken": csrf };
  const response = await fetch(told.taps, {
    method: "POST", headers, body: JSON.stringify({ items }), cache: "no-store", redirect: "error", signal: AbortSignal.timeout?.(10_000),
  });
  if (response.status === 403 && !again) { // the page is older than this browser's token
    await look();
    return post(items, true);
  }
  if (response.status === 410 || response.status === 409) {
    stopped = true;
    warn(response.status === 410 ? told.words.stopped : (await response.json()).message);
    return null;
  }
  if (!response.ok) throw new Error(String(response.status));
  return response.json();
}

async function look() {
  const response = await fetch(told.state, { cache: "no-store", redirect: "error", headers: { Accept: "application/json" } });
  if (response.status === 410) {
    stopped = true;
    warn(told.words.stopped);
  } else if (response.ok) {
    ({ now, csrf } = await response.json());
    warn("");
  }
  show();
}

document.addEventListener("submit", (event) => {
  const form = event.target;
  if ("tap" in form.dataset) tap(form, event.submitter ?? one("button", form));
  else if ("leave" in form.dataset && waiting().length) say(told.words.busy);
  else return;
  event.preventDefault();
});
one("[data-tools]")?.removeAttribute("hidden");
one("[data-undo-last]")?.addEventListener("click", undo);
one("[data-minus]")?.addEventListener("click", () => { minus = !minus; say(minus ? told.words.minus : ""); show(); });
one("[data-again]").addEventListener("click", () => {
  for (const { refused: _why, ...item } of refused()) store.put(`${OWN}tap:${item.nonce}`, item);
  send();
});
one("[data-let-go]").addEventListener("click", () => {
  if (!letting) {
    say(told.words.sure);
    letting = true;
    return;
  }
  for (const item of refused()) store.drop(`${OWN}tap:${item.nonce}`);
  say("");
  show();
});
one("[data-undo]")?.remove(); // the form for pages without scripts
addEventListener("beforeunload", (event) => { if (unkept.size) event.preventDefault(); });
addEventListener("online", send);
addEventListener("storage", show);
setInterval(() => (waiting().length ? send() : document.hidden || look().catch(() => warn(told.words.offline))), 30_000);
if (store.names(`${ROOT}`).some((name) => name.includes(":tap:") && !name.startsWith(OWN))) say(told.words.others);
const marked = one("[data-who][data-current]");
if (marked) choose(marked.dataset.who);
navigator.storage?.persist?.();
navigator.wakeLock?.request("screen").catch(() => {});
if ("serviceWorker" in navigator && window.isSecureContext) navigator.serviceWorker.register(told.worker, { scope: told.scope }).catch(() => {});
show();
send();
