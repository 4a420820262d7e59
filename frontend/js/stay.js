// Who works for the city is signed out after half an hour without a touch (data-idle, seconds). Typing and pressing are touches:
// the server hears of them every few minutes. Before the end this asks, and another tab in which somebody works counts as well.
const words = document.getElementById("stay");
const MINUTE = 60_000;
const IDLE = words.dataset.idle * 1_000;
const ASKED = IDLE - 6 * MINUTE; // five minutes to answer; the server notes a touch once a minute
const TOLD_EVERY = 5 * MINUTE;
const KEY = "stay-told";
let told = Date.now();
let touched = false;
let dialog = null;

const elsewhere = () => { try { return Number(localStorage.getItem(KEY)); } catch { return 0; } };

function heard() {
  told = Date.now();
  try { localStorage.setItem(KEY, told); } catch { /* forbidden: this tab speaks for itself */ }
  dialog?.close();
}

async function tell() {
  touched = false;
  const token = document.querySelector("[name=csrfmiddlewaretoken]").value;
  try {
    const answer = await fetch(words.dataset.tell, { method: "POST", redirect: "manual", headers: { "X-CSRFToken": token } });
    if (answer.status === 204) heard();
    else if (answer.type === "opaqueredirect") say("over");
  } catch { touched = true; /* no network: told at the next look */ }
}

function say(what) {
  if (dialog?.dataset.says === what) return;
  dialog?.close();
  const shown = words.content.querySelector(`[data-says=${what}]`).cloneNode(true);
  shown.addEventListener("close", () => { shown.remove(); if (dialog === shown) dialog = null; });
  shown.querySelector("[data-stay]")?.addEventListener("click", tell);
  document.body.append(shown);
  shown.showModal();
  dialog = shown;
}

function look() {
  const quiet = Date.now() - Math.max(told, elsewhere());
  if (touched && quiet > TOLD_EVERY) tell();
  else if (quiet > IDLE) say("over");
  else if (quiet > ASKED) say("soon");
  else dialog?.close();
}

for (const kind of ["input", "keydown", "click"])
  addEventListener(kind, () => { touched = touched || !dialog; }, { capture: true, passive: true });
document.addEventListener("visibilitychange", look);
setInterval(look, 15_000);
heard();
