// Reading voices: 1 のせる, 2–5 のせない with its reason; what is marked in the field is covered by a button.
const typing = (target) => target.closest("input, textarea, select, [contenteditable]");

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.altKey || event.metaKey || event.repeat || typing(event.target)) return;
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
