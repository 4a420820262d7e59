// The tablet at the door. A tap is written down before it is sent and stays until the server has answered, so that
// nothing is lost without a network and nothing counts twice; without this script the buttons are plain forms.
import { Camera } from "./till-camera.js";
import { listen } from "./till-reader.js";

const told = JSON.parse(document.getElementById("door-config").textContent);
const one = (selector, within = document) => within.querySelector(selector);
const KEY = "ibasho-door";
const PAUSE_MS = 400; // two touches of one button within this are one finger
const ANSWER_MS = 4_000;
const csrf = one("[name=csrfmiddlewaretoken]").value;
let server = told.now;
let last = null; // {nonce, at}: what may be taken back just now
let sending = false;
let touched = { button: null, at: 0 };

const queue = {
  get: () => { try { return JSON.parse(localStorage.getItem(KEY)) ?? []; } catch { return []; } },
  set: (items) => { try { localStorage.setItem(KEY, JSON.stringify(items)); return true; } catch { return false; } },
};
let waiting = queue.get();

function keep(items) {
  waiting = items;
  queue.set(items); // a browser that keeps nothing still sends at once
}

function uuid() {
  if (crypto.randomUUID) return crypto.randomUUID();
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 15) | 64;
  bytes[8] = (bytes[8] & 63) | 128;
  return [...bytes].map((byte, place) => ([4, 6, 8, 10].includes(place) ? "-" : "") + byte.toString(16).padStart(2, "0")).join("");
}

// What the server said, and what is still on its way to it.
function inside() {
  const now = { ...server.stages };
  for (const item of waiting) {
    if (item.stage) now[item.stage] = (now[item.stage] ?? 0) + (item.turn === "in" ? 1 : -1);
    else if (item.was) now[item.was.stage] = (now[item.was.stage] ?? 0) + (item.was.turn === "in" ? -1 : 1);
  }
  return now;
}

function crowd(heads) {
  const { heads_max, quiet, lively } = told.limits;
  if (heads >= heads_max) return "full";
  if (heads * 100 >= lively * heads_max) return "lively";
  return heads * 100 <= quiet * heads_max ? "quiet" : "normal";
}

function show() {
  const heads = Object.values(inside()).reduce((sum, count) => sum + Math.max(count, 0), 0);
  one("[data-inside]").textContent = heads;
  one("[data-crowd]").dataset.crowd = crowd(heads);
  one("[data-undo-now]").hidden = !last;
}

function say(words) {
  const line = one("[data-said]");
  line.textContent = words ?? "";
  line.hidden = !words;
  clearTimeout(say.timer);
  if (words) say.timer = setTimeout(() => say(""), 8_000);
}

function offline(is) {
  const line = one("[data-offline]");
  line.textContent = is ? told.words.offline : "";
  line.hidden = !is;
}

// Loading the page anew without a network would lose the buttons, so a tap never leaves the page.
function tap(form, button) {
  const now = Date.now();
  if (touched.button === button && now - touched.at < PAUSE_MS) return;
  touched = { button, at: now };
  const { stage, turn } = form.elements;
  if (turn.value === "out" && (inside()[stage.value] ?? 0) < 1) return say(told.words.nobody);
  say("");
  const item = { nonce: uuid(), stage: stage.value, turn: turn.value, at: now };
  keep([...waiting, item]);
  offer(item);
  flash(button);
  send();
}

function flash(button) {
  button.dataset.done = "yes";
  setTimeout(() => delete button.dataset.done, 600);
}

function offer(item) {
  last = item;
  clearTimeout(offer.timer);
  offer.timer = setTimeout(() => { last = null; show(); }, told.undo_ms);
  show();
}

function undo() {
  if (!last) return;
  keep([...waiting, { nonce: uuid(), undoes: last.nonce, was: { stage: last.stage, turn: last.turn }, at: Date.now() }]);
  last = null;
  clearTimeout(offer.timer);
  show();
  send();
}

async function send() {
  show();
  if (sending || !waiting.length) return;
  sending = true;
  const items = waiting.slice(0, 100);
  try {
    const response = await ask(told.taps, JSON.stringify({ items: items.map(({ was, ...item }) => item) }), "application/json");
    if (response.status === 403) return void say(told.words.stopped);
    if (!response.ok) throw new Error(String(response.status));
    const answer = await response.json();
    server = answer.state;
    keep(waiting.slice(items.length)); // every one of them has its answer; what came meanwhile stands behind them
    say(answer.results.find((result) => !result.ok)?.words);
    offline(false);
  } catch {
    offline(true);
    setTimeout(send, 5_000 + Math.random() * 5_000); // not all tablets of a city at once
    return;
  } finally {
    sending = false;
    show();
  }
  if (waiting.length) send();
}

function ask(url, body, type) {
  const headers = { Accept: "application/json", "X-CSRFToken": csrf };
  if (type) headers["Content-Type"] = type;
  return fetch(url, { method: "POST", headers, body, cache: "no-store", redirect: "error", signal: AbortSignal.timeout?.(10_000) });
}

async function look() {
  if (document.hidden || waiting.length) return send();
  try {
    const response = await fetch(told.state, { cache: "no-store", redirect: "error", headers: { Accept: "application/json" } });
    if (response.ok) server = await response.json();
    offline(false);
  } catch {
    offline(true);
  }
  show();
}

// A card is never kept: whether it comes or goes only the server knows.
async function card(code) {
  const body = new URLSearchParams({ nonce: uuid(), code });
  try {
    const response = await ask(told.card, body);
    if (!response.ok) throw new Error(String(response.status));
    const answer = await response.json();
    if (answer.state) server = answer.state;
    if (answer.ok) greet(answer);
    else say(answer.words);
  } catch {
    say(told.words.card_offline);
  }
  show();
}

function greet({ words, eye }) {
  one("[data-answer-word]").textContent = words;
  one("[data-answer-eye]").hidden = !eye;
  one("[data-answer]").hidden = false;
  clearTimeout(greet.timer);
  greet.timer = setTimeout(hide, ANSWER_MS);
}

function hide() {
  one("[data-answer]").hidden = true;
  one("#door-code").value = "";
}

const camera = new Camera({
  video: one("[data-video]"), vendor: told.camera,
  found: (text) => card(text),
  blind: () => { one("[data-video]").hidden = true; say(told.words.denied); },
});

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.dataset.tap) tap(form, event.submitter ?? one("button", form));
  else if ("card" in form.dataset) {
    card(form.elements.code.value);
    form.elements.code.value = "";
  } else return;
  event.preventDefault();
});
one("[data-undo-now] button").addEventListener("click", undo);
one("[data-answer]").addEventListener("click", hide);
one("[data-camera]").hidden = false;
one("[data-camera] button").addEventListener("click", () => { one("[data-video]").hidden = false; camera.start(); });
one(".door-card").addEventListener("toggle", (event) => { if (!event.target.open) camera.stop(); });
one("[data-undo]")?.remove(); // the form for pages without scripts: here the button stands only for ten seconds
listen(card); // a reader on a cable types the code
addEventListener("online", send);
addEventListener("pagehide", () => camera.stop());
setInterval(look, 30_000);
navigator.wakeLock?.request("screen").catch(() => {});
show();
send();
