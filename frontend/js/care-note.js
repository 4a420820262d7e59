// A note is sealed on the phone for the city's vault before it is kept anywhere, and stays until the city has it. Without
// this script, or where a browser cannot seal, the form is a plain form.
// Whose a note is: the paper kept for the time without a network bears the mark of whoever opened it last with one, and on
// a phone of several people that may be another. So the city is asked before a note goes and after every opening of the
// page; a note written before it could answer is sealed with that last mark as `unsure`, the page says so, and at sending the
// city takes it as theirs only if they were signed in then and still are. Else it stays here and we ask who wrote it
// (rules/note_boxes). One may always send it without a writer: it arrives, and nobody reads it back.
import { all as stored, drop, put } from "./care-store.js";

const told = JSON.parse(document.getElementById("care-note-config").textContent);
const one = (selector) => document.querySelector(selector);
const form = one("form[data-care-note]");
const AGAIN_MS = 30_000;
const [SHORT_MS, LONG_MS] = [4_000, 10_000]; // somebody waits · nobody does
const REST_MS = 600_000;
const PAD = 2_048; // bytes: the length of a box tells next to nothing
const utf8 = new TextEncoder();
let { csrf, marks, key } = told;
let sure = false; // the city has said, in the life of this page, who is signed in
let sending = null;
const tripped = new Map(); // nonce to when the city stumbled over it: such a box rests, so that we do not knock all day
const asked = new Map(); // nonce to what the city wants to know of it: "who", "else"
let busy = false;
let letting = false;

const seals = () => Boolean(key && marks.length && globalThis.crypto?.subtle && crypto.randomUUID && globalThis.indexedDB);
const bytesOf = (text) => Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
const textOf = (bytes) => btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(""));
const joined = (...parts) => new Uint8Array(parts.flatMap((part) => [...part]));

// 1 · key number · our own point · nonce · what is sealed: kernel/devicebox says the same.
async function sealed(words, nonce) {
  const curve = { name: "ECDH", namedCurve: "P-256" };
  const recipient = bytesOf(key.point);
  const theirs = await crypto.subtle.importKey("raw", recipient, curve, false, []);
  const ours = await crypto.subtle.generateKey(curve, false, ["deriveBits"]);
  const point = new Uint8Array(await crypto.subtle.exportKey("raw", ours.publicKey));
  const shared = await crypto.subtle.deriveBits({ name: "ECDH", public: theirs }, ours.privateKey, 256);
  const base = await crypto.subtle.importKey("raw", shared, "HKDF", false, ["deriveKey"]);
  const info = joined(utf8.encode("ibasho.device.v1"), point, recipient);
  const way = { name: "HKDF", hash: "SHA-256", salt: new Uint8Array(), info };
  const once = await crypto.subtle.deriveKey(way, base, { name: "AES-GCM", length: 256 }, false, ["encrypt"]);
  const iv = crypto.getRandomValues(new Uint8Array(12));
  const bound = { name: "AES-GCM", iv, additionalData: utf8.encode(`care.note:${nonce}`) };
  const said = utf8.encode(JSON.stringify(words));
  const padded = new Uint8Array(Math.ceil(said.length / PAD) * PAD).fill(32);
  padded.set(said);
  const box = new Uint8Array(await crypto.subtle.encrypt(bound, once, padded));
  return joined([1, key.number], point, iv, box);
}

function written() {
  const data = new FormData(form);
  const text = (name) => String(data.get(name) ?? "");
  return {
    signs: data.getAll("signs").map(String), danger: data.has("danger"), place: text("place"), spot: text("spot"),
    when: text("when"), when_words: text("when_words"), child: text("child"), words: text("words"),
  };
}

function say(words, tone = "") {
  const line = one("[data-said]");
  line.textContent = words;
  line.hidden = !words;
  if (tone) line.dataset.tone = tone; else delete line.dataset.tone;
}

const mine = (item) => marks.includes(item.mark);
const dayOf = (at) => new Date(at).toLocaleDateString("ja-JP", { month: "long", day: "numeric" });
const clockOf = (at) => new Date(at).toLocaleTimeString("ja-JP", { hour: "2-digit", minute: "2-digit" });

async function show() {
  const items = await stored().catch(() => []);
  const own = items.filter(mine);
  one("[data-waiting]").hidden = !own.length;
  one("[data-pending]").textContent = own.length;
  const tried = Math.max(0, ...own.map((item) => item.tried ?? 0));
  one("[data-tried]").textContent = tried ? `${told.words.tried}${clockOf(tried)}` : "";
  const refused = own.find((item) => item.refused);
  one("[data-refused]").hidden = !refused;
  one("[data-refused-words]").textContent = refused?.refused ?? "";
  const others = one("[data-others]");
  others.hidden = items.every((item) => mine(item) || asked.has(item.nonce));
  others.textContent = told.words.others;
  ask(items.find((item) => asked.has(item.nonce)));
  keepStorage(items.length > 0);
}

function ask(item) {
  const panel = one("[data-who]");
  panel.hidden = !item;
  if (!item) return;
  panel.dataset.who = item.nonce;
  one("[data-who-words]").textContent = `${dayOf(item.at)} ${clockOf(item.at)}　${item.asked}`;
  one("[data-mine]").hidden = asked.get(item.nonce) !== "who";
}

async function claim(word) {
  const { who } = one("[data-who]").dataset;
  const item = (await stored()).find((each) => each.nonce === who);
  if (!item) return;
  await put({ ...item, claim: word });
  asked.delete(who);
  await retry();
}

function whose(signedIn) {
  const line = one("[data-whose]");
  line.textContent = sure ? told.words.whose : signedIn === false ? told.words.nobody : told.words.last;
  line.hidden = !seals();
}

// Signing out wipes a browser's storage unless this says that something waits in it; another room's word is left alone.
function keepStorage(waits) {
  const found = document.cookie.split("; ").find((cookie) => cookie.startsWith(`${told.keeps}=`));
  const kept = `Path=/; SameSite=Lax${location.protocol === "https:" ? "; Secure" : ""}`;
  if (waits && !found) document.cookie = `${told.keeps}=note; Max-Age=34560000; ${kept}`;
  if (!waits && found === `${told.keeps}=note`) document.cookie = `${told.keeps}=; Max-Age=0; ${kept}`;
}

const worker = (word) => { navigator.serviceWorker?.ready.then(({ active }) => active.postMessage(word)); };

// The city's own word about who is signed in now, with a fresh token; null where nobody is.
async function look(wait) {
  const response = await fetch(told.state, {
    cache: "no-store", credentials: "same-origin", redirect: "manual", headers: { Accept: "application/json" },
    signal: AbortSignal.timeout?.(wait),
  });
  if (response.type === "opaqueredirect" || response.status === 404) {
    sure = false;
    whose(false);
    worker("forget");
    return null;
  }
  if (!response.ok) throw new Error(String(response.status));
  const found = await response.json();
  ({ csrf } = found);
  if (!found.key) return found;
  if (!found.marks.includes(marks[0])) {
    asked.clear();
    worker("renew");
  }
  ({ marks, key } = found);
  sure = true;
  whose();
  return found;
}

async function post(items) {
  const response = await fetch(told.send, {
    method: "POST", cache: "no-store", redirect: "error", signal: AbortSignal.timeout?.(20_000),
    headers: { Accept: "application/json", "Content-Type": "application/json", "X-CSRFToken": csrf },
    body: JSON.stringify({ items: items.map(({ nonce, box, claim: word }) => ({ nonce, box: textOf(new Uint8Array(box)), claim: word ?? "" })) }),
  });
  if (!response.ok) throw Object.assign(new Error(String(response.status)), { status: response.status });
  return (await response.json()).results;
}

// Gives what became of each: a map of nonce to the city's answer. One sending at a time. `anew`: what a note written just
// now does once the city has said who is signed in.
function send(anew = null) {
  sending ??= run(anew).finally(() => { sending = null; });
  return sending;
}

async function run(anew) {
  const answers = new Map();
  try {
    if (sure && !anew && !(await stored()).length) return answers;
    const found = await look(anew ? SHORT_MS : LONG_MS);
    if (anew) await anew();
    if (!found) {
      if (!(await stored()).length) return answers;
      one("[data-login]").hidden = false;
      say(told.words.away, "warn");
      return answers;
    }
    one("[data-login]").hidden = true;
    const rests = (item) => asked.has(item.nonce) || tripped.get(item.nonce) > Date.now() - REST_MS;
    const items = (await stored()).filter((item) => (mine(item) || item.unsure) && !rests(item));
    for (let from = 0; from < items.length; from += told.most) await settle(items.slice(from, from + told.most), answers);
  } catch { // not reached: the boxes stay and the clock tries again
    if (!sure) whose();
  }
  await show();
  return answers;
}

// A box the city stumbles over (500) keeps none of the others waiting: then each goes by itself.
async function settle(items, answers) {
  const at = Date.now();
  for (const item of items) await put({ ...item, tried: at });
  let results = [];
  try {
    results = await post(items);
  } catch (error) {
    if (error.status !== 500) throw error;
    if (items.length > 1) for (const item of items) await settle([item], answers);
    else tripped.set(items[0].nonce, at);
  }
  for (const answer of results) {
    const item = items.find((each) => each.nonce === answer.nonce);
    if (item) await settled({ ...item, tried: at }, answer, answers);
  }
}

async function settled({ refused, asked: before, ...item }, answer, answers) {
  answers.set(item.nonce, answer);
  if (answer.ok) await drop(item.nonce);
  else if (answer.ask) {
    asked.set(item.nonce, answer.ask);
    await put({ ...item, asked: answer.words, claim: "" });
  } else await put(answer.final ? { ...item, refused: answer.words } : item);
}

// Seals a note and puts it on the disk; called once more, does so anew only where by now it is another's or surely theirs.
function keeper(words, nonce) {
  const at = Date.now();
  let kept = "";
  return async () => {
    const [mark] = marks;
    const doubt = sure ? {} : { unsure: true };
    if (kept === `${mark} ${sure}`) return;
    kept = `${mark} ${sure}`;
    await put({ nonce, box: await sealed({ ...words, writer: mark, at, ...doubt }, nonce), mark, at, ...doubt });
  };
}

async function write(event) {
  if (!seals()) return; // the plain form goes its way
  event.preventDefault();
  if (busy) return;
  if (!form.querySelector("[name=signs]:checked")) {
    say(told.words.sign, "warn");
    form.querySelector("[name=signs]").focus();
    return;
  }
  busy = true;
  try {
    const nonce = crypto.randomUUID();
    const danger = form.elements.danger.checked;
    const keep = keeper(written(), nonce);
    await keep(); // first of all: whatever happens next, it is on the disk
    empty();
    await show();
    const earlier = sending ? await sending : new Map();
    const later = await send(keep);
    await sent(later.get(nonce) ?? earlier.get(nonce), danger);
  } catch {
    say(told.words.full, "bad");
  } finally {
    busy = false;
  }
}

async function sent(answer, danger) {
  const panel = one("[data-sent]");
  one("[data-sent-yes]").hidden = !answer?.ok;
  one("[data-sent-later]").hidden = Boolean(answer?.ok);
  panel.toggleAttribute("data-big", danger);
  one("[data-sent-danger]").hidden = !danger;
  panel.hidden = false;
  form.hidden = true;
  if (answer?.ok) say(answer.same ? told.words.same : "");
  else if (answer?.ask) say("");
  else if (one("[data-login]").hidden) say(answer?.words || told.words.waits, "warn");
  panel.focus();
}

function empty() {
  form.reset();
  counted();
}

function again() {
  one("[data-sent]").hidden = true;
  form.hidden = false;
  say("");
  form.querySelector("[name=signs]").focus();
}

function counted() {
  const words = form.elements.words;
  one("[data-count]").textContent = told.words.left.replace("%s", words.maxLength - words.value.length);
}

async function letGo() {
  if (!letting) {
    letting = true;
    say(told.words.sure, "warn");
    return;
  }
  letting = false;
  for (const item of (await stored()).filter((each) => mine(each) && each.refused)) await drop(item.nonce);
  say("");
  await show();
}

async function retry() {
  letting = false;
  const answers = [...(await send()).values()];
  if (!answers.some((answer) => answer.ok)) return;
  say(answers.some((answer) => answer.same) ? told.words.same : told.words.sent);
}

form.addEventListener("submit", write);
form.elements.words.addEventListener("input", counted);
one("[data-again]").addEventListener("click", again);
one("[data-try]").addEventListener("click", () => { tripped.clear(); retry(); });
one("[data-let-go]").addEventListener("click", letGo);
one("[data-mine]").addEventListener("click", () => claim("mine"));
one("[data-unnamed]").addEventListener("click", () => claim("unnamed"));
addEventListener("online", retry);
// A page taken from the browser's memory shows no words that were typed on it.
addEventListener("pageshow", (event) => {
  if (!event.persisted) return;
  sure = false;
  empty();
  retry();
});
addEventListener("pagehide", () => { if (seals()) form.reset(); });
setInterval(() => { if (!document.hidden) retry(); }, AGAIN_MS + Math.random() * AGAIN_MS / 2); // phones that lost the city together
counted();
show();
retry();
if ("serviceWorker" in navigator && window.isSecureContext) navigator.serviceWorker.register(told.worker, { scope: told.scope }).catch(() => {});
