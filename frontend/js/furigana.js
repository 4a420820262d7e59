// The furigana switch without a reload: hiding is instant; showing what the server left out needs the page again.
const root = document.documentElement;
for (const link of document.querySelectorAll("[data-furigana-switch] a[data-mode]")) {
  link.addEventListener("click", (event) => {
    const mode = link.dataset.mode;
    const here = root.dataset.rendered ?? root.dataset.furigana;
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    if (mode !== "off" && mode !== here) return;
    event.preventDefault();
    root.dataset.rendered = here;
    root.dataset.furigana = mode;
    for (const other of document.querySelectorAll("[data-furigana-switch] a[data-mode]")) {
      if (other.dataset.mode === mode) other.setAttribute("aria-current", "true");
      else other.removeAttribute("aria-current");
    }
    fetch(link.href, { credentials: "same-origin", redirect: "manual" }).catch(() => {});
  });
}
// Menus close when one taps elsewhere or presses Escape.
const open = () => document.querySelectorAll(".switch details[open], .dads-menu[open]");
document.addEventListener("click", (event) => open().forEach((menu) => menu.contains(event.target) || (menu.open = false)));
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  open().forEach((menu) => {
    menu.open = false;
    menu.querySelector("summary").focus();
  });
});
