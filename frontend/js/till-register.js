// Makes the phone in hand the shop's till: the key comes once and goes where nothing can read it out again.
import { keepKey } from "./till-sign.js";
import * as store from "./till-store.js";

const form = document.querySelector("[data-till-register]");
const words = JSON.parse(document.getElementById("till-words").textContent);
const say = (text) => { form.querySelector("[data-said]").textContent = text; };

async function register() {
  if ((await store.unsettled()).length) return say(words.waiting);
  if (/iPhone|iPad/.test(navigator.userAgent) && !navigator.standalone) return say(words.home);
  // Looked at before the key comes: a browser that keeps nothing must not swallow it.
  await store.keep("wakes", Date.now());
  const answer = await fetch(form.action, { method: "POST", body: new FormData(form), headers: { Accept: "application/json" } });
  const told = await answer.json();
  if (answer.status !== 201) return say(told.message ?? words.lost);
  await store.keep("device", { id: told.device, key: await keepKey(told.key), shop: told.shop, name: told.name, counter: 0, session: "" });
  await store.keep("state", undefined);
  store.mark({ shop: told.shop, pending: 0, at: Date.now() });
  navigator.storage?.persist?.();
  say(words.done);
  location.assign(form.dataset.till);
  return undefined;
}

if (form) {
  const button = form.querySelector("button");
  button.disabled = false;
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    button.disabled = true;
    register()
      .catch((error) => say(error instanceof DOMException ? words.forgets : words.lost))
      .finally(() => { button.disabled = false; });
  });
  store.kept("device").then((found) => { document.querySelector("[data-till-here]").hidden = !found; }).catch(() => say(words.forgets));
}
