// Nothing typed is lost: a form keeps its fields in this tab until it was sent and taken, also over the end of a session. What
// somebody signed in wrote is sealed with a key their own pages bring along: who comes after them at this machine reads nothing.
// Passwords, files, hidden fields and forms marked data-autosave="off" are never kept.
const key = (form) => `draft:${location.pathname}:${form.id || [...document.forms].indexOf(form)}`;
const kept = (field) => field.name && !field.matches("[type=password], [type=file], [type=hidden], [autocomplete^=one-time], [data-private]");
const own = document.querySelector("[data-drafts]")?.dataset.drafts;
const bytes = (text) => Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
const sealing = own && crypto.subtle?.importKey("raw", bytes(own), "AES-GCM", false, ["encrypt", "decrypt"]);

async function sealed(text) {
  const iv = crypto.getRandomValues(new Uint8Array(12));
  const box = await crypto.subtle.encrypt({ name: "AES-GCM", iv }, await sealing, new TextEncoder().encode(text));
  return btoa([...iv, ...new Uint8Array(box)].map((byte) => String.fromCharCode(byte)).join(""));
}

async function opened(box) {
  const all = bytes(box);
  const text = await crypto.subtle.decrypt({ name: "AES-GCM", iv: all.subarray(0, 12) }, await sealing, all.subarray(12));
  return new TextDecoder().decode(text);
}

const store = {
  async get(name) {
    const found = sessionStorage.getItem(name);
    try { return JSON.parse(own ? await opened(found) : found); } catch { if (own) store.drop(name); return null; /* another's */ }
  },
  put(name, text) { try { sessionStorage.setItem(name, text); } catch { /* full or forbidden */ } },
  async set(name, value) {
    const text = JSON.stringify(value);
    if (!own) store.put(name, text);
    else if (sealing) store.put(name, await sealed(text)); // a browser that seals nothing keeps nothing
  },
  drop: (name) => sessionStorage.removeItem(name),
};

function read(form) {
  return [...form.elements].filter(kept).map((field) => {
    if (field.type === "checkbox" || field.type === "radio") return [field.name, field.value, field.checked];
    if (field.multiple) return [field.name, [...field.selectedOptions].map((option) => option.value), null];
    return [field.name, field.value, null];
  });
}

function fill(form, saved) {
  const fields = [...form.elements].filter(kept);
  for (const [name, value, checked] of saved) {
    for (const field of fields.filter((one) => one.name === name)) {
      if (checked !== null) { if (field.value === value) field.checked = checked; }
      else if (field.multiple) [...field.options].forEach((option) => (option.selected = value.includes(option.value)));
      else field.value = value;
    }
  }
}

const changed = (form, saved) => JSON.stringify(read(form)) !== JSON.stringify(saved);

// A draft is dropped once its form was sent and another page, or the same page with a success notice, answers.
for (let at = sessionStorage.length - 1; at >= 0; at -= 1) {
  const name = sessionStorage.key(at);
  if (!name?.startsWith("sent:")) continue;
  const again = sessionStorage.getItem(name) === location.pathname;
  if (!again || document.querySelector('[data-type="success"]')) store.drop(name.slice(5));
  store.drop(name);
}

// Whoever sits here now throws away what they cannot open, whichever form it is of.
const drafts = {};
for (const name of Object.keys(sessionStorage).filter((one) => one.startsWith("draft:"))) drafts[name] = await store.get(name);

for (const form of document.querySelectorAll('form[data-autosave]:not([data-autosave="off"])')) {
  const name = key(form);
  let last = Promise.resolve();
  form.addEventListener("input", () => (last = last.then(() => store.set(name, read(form)))));
  form.addEventListener("submit", () => store.put(`sent:${name}`, location.pathname));
  form.addEventListener("reset", () => store.drop(name));
  const saved = drafts[name];
  // A page that came back with errors already holds what was typed; only an untouched page is filled again.
  if (!saved || form.querySelector("[aria-invalid=true]") || !changed(form, saved)) continue;
  fill(form, saved);
  const notice = document.createElement("p");
  notice.className = "dads-field__help";
  notice.setAttribute("role", "status");
  notice.textContent = form.dataset.restored || "前に 入れた 内容を もどしました。";
  form.prepend(notice);
}
