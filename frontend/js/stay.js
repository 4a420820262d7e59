// Who works for the city is signed out after half an hour without a touch (data-idle, seconds). Typing and pressing are touches:
// the server hears of them every few minutes. Before the end this asks, and another tab in which somebody works counts as well.
const words = document.getElementById("stay");
const MINUTE = 60_000;
const IDLE = words.dataset.idle * 1_000;
const ASKED = IDLE - 6 * MINUTE; // five minutes to answer; the server notes a touch once a minute
const TOLD_EVERY = 5 * MINUTE;
const KEY = "stay-told";
const asking = words.content.querySelector("dialog");
let told = Date.now(); // when the server last heard of this tab
let touched = 0; // when somebody last typed or pressed in it

const elsewhere = () => { try { return Number(localStorage.getItem(KEY)); } catch { return 0; } };

function heard() {
  told = Date.now();
  try { localStorage.setItem(KEY, told); } catch { /* forbidden: this tab speaks for itself */ }
  asking.close();
}

async function tell() {
  const token = document.querySelector("[name=csrfmiddlewaretoken]").value;
  try {
    const answer = await fetch(words.dataset.tell, { method: "POST", redirect: "manual", headers: { "X-CSRFToken": token } });
    if (answer.status === 204) heard();
    else if (answer.type === "opaqueredirect") end();
  } catch { /* no network: told at the next look */ }
}

// Nothing of the page stays on a screen at which nobody sits; what was half written is sealed (autosave.js).
function end() {
  clearInterval(looking);
  document.removeEventListener("visibilitychange", look);
  document.body.replaceChildren(words.content.querySelector("main"));
  document.querySelector("main a").focus();
}

function look() {
  const now = Date.now();
  const quiet = now - Math.max(told, touched, elsewhere());
  if (quiet > IDLE) end();
  else if (touched > told && now - told > TOLD_EVERY) tell();
  else if (quiet <= ASKED) asking.close();
  else if (!asking.open) asking.showModal();
}

document.body.append(asking);
asking.querySelector("button").addEventListener("click", tell);
for (const kind of ["input", "keydown", "click"])
  addEventListener(kind, () => { touched = Date.now(); }, { capture: true, passive: true });
document.addEventListener("visibilitychange", look);
const looking = setInterval(look, 15_000);
heard();
