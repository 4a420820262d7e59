// Leaves at once and takes this page out of the history, so that "back" does not show it again.
const link = document.querySelector("[data-quick-exit]");
const leave = () => {
  document.body.hidden = true;
  document.title = "";
  location.replace(link.href);
};
link?.addEventListener("click", (event) => {
  event.preventDefault();
  leave();
});
let presses = 0;
document.addEventListener("keydown", (event) => {
  presses = event.key === "Shift" ? presses + 1 : 0;
  if (presses === 3) leave();
});
