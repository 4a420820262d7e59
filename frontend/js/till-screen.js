// What is on the screen: one section at a time, the bar above it, the answer over everything.
import { play } from "./till-sound.js";

const one = (selector, within = document) => within.querySelector(selector);
const all = (selector) => [...document.querySelectorAll(selector)];
const BACK_MS = { ok: 3_000, wait: 8_000, no: 8_000 };
let current = "wait";

export const screen = () => current;

export function show(name) {
  current = name;
  for (const section of all("[data-screen]")) section.hidden = section.dataset.screen !== name;
  document.body.dataset.at = name;
  const section = one(`[data-screen=${name}]`);
  const first = section.querySelector("input:not([hidden]), .till-answer__all") ?? section.querySelector("h1");
  if (first?.tagName === "H1") first.tabIndex = -1;
  first?.focus({ preventScroll: true });
  scrollTo(0, 0);
}

const clock = (ms) => new Date(ms).toLocaleTimeString("ja-JP", { hour: "2-digit", minute: "2-digit", timeZone: "Asia/Tokyo" });
export function moment(ms) {
  if (!ms) return "－";
  const day = (at) => new Date(at).toLocaleDateString("ja-JP", { month: "numeric", day: "numeric", timeZone: "Asia/Tokyo" });
  return day(ms) === day(Date.now()) ? clock(ms) : `${day(ms)} ${clock(ms)}`;
}

export function bar({ pending, synced, shop, meals, left, limit, poison }, online) {
  one("[data-pending]").textContent = pending;
  one("[data-synced]").textContent = moment(synced);
  one("[data-net]").dataset.net = online ? "on" : "off";
  one("[data-meals]").textContent = meals;
  one("[data-left]").textContent = left ?? "－";
  one("[data-limit]").hidden = !limit;
  one("[data-poison-count]").textContent = poison.length ? `（${poison.length}）` : "";
  if (shop) one("[data-shop]").textContent = shop;
}

// Full screen, by colour, shape, sound, shake and one word; goes back by itself or at a touch.
export function answer(told, words, { sound, back }) {
  const said = { ...words[told.reason], ...(told.word ? told : {}) };
  const section = one("[data-screen=answer]");
  section.dataset.answer = told.answer;
  one("[data-word]").textContent = said.word;
  one("[data-say]").textContent = said.say;
  one("[data-nearest]").textContent = (told.nearest ?? []).slice(0, 2).map(({ name, minutes }) => `${name} ${minutes}分`).join("　");
  one("[data-said]").textContent = `${words[`mark_${told.answer}`]}。${said.word}。${said.say}`;
  show("answer");
  play(told.answer, sound);
  clearTimeout(answer.timer);
  answer.timer = setTimeout(back, BACK_MS[told.answer]);
}

export function unanswer() {
  clearTimeout(answer.timer);
  one("[data-said]").textContent = "";
}

// rows: [{words, button, press}]
export function list(name, rows) {
  const parent = one(`[data-list=${name}]`);
  parent.replaceChildren(...rows.map(({ words, button, press }) => {
    const line = document.createElement("li");
    line.append(Object.assign(document.createElement("span"), { textContent: words }));
    if (button) {
      const control = Object.assign(document.createElement("button"), { type: "button", className: "dads-button till-button", textContent: button });
      control.dataset.type = "outline";
      control.setAttribute("aria-label", `${words} ${button}`);
      control.addEventListener("click", press);
      line.append(control);
    }
    return line;
  }));
  one(`[data-empty=${name}]`).hidden = rows.length > 0;
}
