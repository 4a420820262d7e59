// Nothing typed is lost: a form keeps its fields in this tab until it was sent and taken.
// Passwords, files, hidden fields and forms marked data-autosave="off" are never kept.
const key = (form) => `draft:${location.pathname}:${form.id || [...document.forms].indexOf(form)}`;
const kept = (field) => field.name && !field.matches("[type=password], [type=file], [type=hidden], [autocomplete^=one-time], [data-private]");
const store = {
  get: (name) => { try { return JSON.parse(sessionStorage.getItem(name)); } catch { return null; } },
  set: (name, value) => { try { sessionStorage.setItem(name, JSON.stringify(value)); } catch { /* full or forbidden */ } },
  drop: (name) => { try { sessionStorage.removeItem(name); } catch { /* forbidden */ } },
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

for (const form of document.querySelectorAll('form[data-autosave]:not([data-autosave="off"])')) {
  const name = key(form);
  const saved = store.get(name);
  // A page that came back with errors already holds what was typed; only an untouched page is filled again.
  if (saved && !form.querySelector("[aria-invalid=true]") && changed(form, saved)) {
    fill(form, saved);
    const notice = document.createElement("p");
    notice.className = "dads-field__help";
    notice.setAttribute("role", "status");
    notice.textContent = form.dataset.restored || "前に 入れた 内容を もどしました。";
    form.prepend(notice);
  }
  form.addEventListener("input", () => store.set(name, read(form)));
  form.addEventListener("submit", () => store.set(`sent:${name}`, location.pathname));
  form.addEventListener("reset", () => store.drop(name));
}
// A draft is dropped once its form was sent and another page, or the same page with a success notice, answers.
for (let at = sessionStorage.length - 1; at >= 0; at -= 1) {
  const name = sessionStorage.key(at);
  if (!name?.startsWith("sent:")) continue;
  const again = store.get(name) === location.pathname;
  if (!again || document.querySelector('[data-type="success"]')) store.drop(name.slice(5));
  store.drop(name);
}
