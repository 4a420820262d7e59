// Reading voices: 1 のせる, 2–5 のせない with its reason, for who wants keys: a voice that is spoken to the machine, or a hand that
// slips, presses them by mistake, so they have a switch, kept in this browser. What is marked in the field is covered by a button.
const typing = (target) => target.closest("textarea, select, [contenteditable], input:not([data-keys])");
const KEPT = "reading-keys-off";
const wanted = document.querySelector("[data-keys]");
const hints = document.querySelectorAll("[data-key] kbd");

function turn(on) {
  wanted.checked = on;
  for (const hint of hints) hint.hidden = !on;
}

if (wanted) {
  let off = null;
  try { off = localStorage.getItem(KEPT); } catch { /* forbidden: on, as a new reader has it */ }
  wanted.closest("label").hidden = false;
  turn(!off);
  wanted.addEventListener("change", () => {
    turn(wanted.checked);
    try {
      if (wanted.checked) localStorage.removeItem(KEPT);
      else localStorage.setItem(KEPT, "yes");
    } catch { /* forbidden: for this page alone */ }
  });
}

document.addEventListener("keydown", (event) => {
  if (!wanted?.checked || event.ctrlKey || event.altKey || event.metaKey || event.repeat || typing(event.target)) return;
  const button = document.querySelector(`[data-key="${CSS.escape(event.key)}"]`);
  if (!button) return;
  event.preventDefault();
  button.click();
});

for (const button of document.querySelectorAll("[data-cover]")) {
  const field = document.querySelector(button.dataset.cover);
  if (!field) continue;
  button.hidden = false;
  button.addEventListener("click", () => {
    const { selectionStart: start, selectionEnd: end } = field;
    if (start < end) field.setRangeText("◯◯", start, end, "end");
    field.focus();
  });
}
