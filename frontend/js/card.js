// A こどもカード on a phone. Its code comes after the # of the address, from the camera or from fingers; it stays in
// this page, and in this phone's storage where somebody asks for it. It is never sent anywhere.
import { Camera } from "./till-camera.js";
import { read, shown } from "./till-code.js";

const KEY = "ibasho-card";
const CACHE = "kept-card"; // the worker of trouble looks into every cache when there is no network
const find = (name) => document.querySelector(`[data-card-${name}]`);
const told = (id) => JSON.parse(document.getElementById(id).textContent);
const [words, vendor, kept] = ["card-words", "card-vendor", "card-kept"].map(told);
const says = { ...words, short: words.truncated, typed: words.unknown };
const panel = document.getElementById("phone-card");
const form = document.getElementById("phone-card-new");
const own = (path) => new URL(path, import.meta.url).href;
let text = "";

function say(sentence) {
  document.getElementById("phone-card-said").textContent = sentence;
}

const stored = {
  get: () => { try { return localStorage.getItem(KEY) ?? ""; } catch { return ""; } },
  set: (value) => { try { localStorage.setItem(KEY, value); return true; } catch { return false; } },
  drop: () => { try { localStorage.removeItem(KEY); } catch { /* a phone that keeps nothing has nothing to forget */ } },
};

async function draw(code) {
  const { encode } = await import(vendor.qr);
  const { data, size } = encode(code, { ecc: "Q", border: 4 });
  const dots = data.flatMap((row, y) => row.flatMap((dark, x) => (dark ? [`M${x} ${y}h1v1h-1z`] : [])));
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  svg.setAttribute("viewBox", `0 0 ${size} ${size}`);
  svg.setAttribute("shape-rendering", "crispEdges");
  const path = document.createElementNS(svg.namespaceURI, "path");
  path.setAttribute("d", dots.join(""));
  svg.append(path);
  find("qr").replaceChildren(svg);
}

function day(iso) {
  const [year, month, date] = iso.split("-").map(Number);
  const long = { year: "numeric", month: "long", day: "numeric", timeZone: "UTC" };
  return new Intl.DateTimeFormat(document.documentElement.lang, long).format(Date.UTC(year, month - 1, date));
}

async function show(given) {
  const card = read(given);
  if (card.kind !== "qr" && card.kind !== "typed") return say(says[card.reason] ?? words.foreign);
  const qr = card.kind === "qr";
  const today = new Intl.DateTimeFormat("sv-SE", { timeZone: "Asia/Tokyo" }).format(new Date());
  text = card.text;
  find("qr").replaceChildren();
  if (qr) await draw(text);
  find("typed").textContent = qr ? "" : shown(text);
  find("day").textContent = qr ? day(card.validUntil) : "";
  find("typed").hidden = find("letters").hidden = qr;
  find("qr").hidden = find("until").hidden = !qr;
  panel.hidden = false;
  form.hidden = true;
  buttons();
  say(qr && card.validUntil < today ? words.over : "");
  panel.focus();
}

function buttons() {
  const here = stored.get() === text;
  find("keep").hidden = here;
  find("drop").hidden = !here;
}

async function keep() {
  if (!stored.set(text)) return;
  buttons();
  say(words.kept);
  if (!("caches" in window)) return;
  const asked = [...document.querySelectorAll("link[rel=stylesheet], link[rel=icon], script[src]")].map((part) => part.href || part.src);
  const parts = [location.pathname, ...new Set([...asked, ...kept, own("till-code.js"), own("till-camera.js")])];
  await caches.open(CACHE).then((cache) => cache.addAll(parts)).catch(() => {}); // without it the page needs a network
}

function drop() {
  stored.drop();
  if ("caches" in window) caches.delete(CACHE);
  history.replaceState(null, "", location.pathname);
  text = "";
  panel.hidden = true;
  form.hidden = false;
  say(words.gone);
}

const video = find("video");
const camera = new Camera({
  video,
  vendor: vendor.camera,
  found: async (code) => { camera.stop(); video.hidden = true; await show(code); },
  blind: () => { video.hidden = true; say(words.denied); find("input").focus(); },
});

function begin() {
  const given = location.hash.length > 1 ? location.hash.slice(1) : "";
  try {
    const code = decodeURIComponent(given) || stored.get();
    form.hidden = Boolean(code);
    if (code) show(code).then(() => { form.hidden = !panel.hidden; });
  } catch {
    form.hidden = false;
    say(words.forged);
  }
}

find("keep").addEventListener("click", keep);
find("drop").addEventListener("click", drop);
find("camera").addEventListener("click", () => { video.hidden = false; camera.start(); });
find("show").addEventListener("click", () => show(find("input").value));
find("input").addEventListener("keydown", (event) => { if (event.key === "Enter") show(find("input").value); });
addEventListener("hashchange", begin);
begin();
