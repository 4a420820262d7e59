// A code reader on a cable or by Bluetooth types into the page like a very fast keyboard and ends with Enter.
const PAUSE_MS = 120; // no finger is that fast; a reader is

export function listen(found, now = () => performance.now()) {
  let typed = "";
  let last = 0;
  document.addEventListener("keydown", (event) => {
    if (event.target.matches?.("input, textarea") || event.ctrlKey || event.metaKey || event.altKey) return;
    if (now() - last > PAUSE_MS) typed = "";
    last = now();
    if (event.key === "Enter" && typed.length >= 8) {
      event.preventDefault(); // not a press of the button that has the focus
      event.stopPropagation();
      found(typed);
      typed = "";
    } else if (event.key.length === 1) {
      typed += event.key;
      if (event.key === " " && typed.length > 1) event.preventDefault();
    }
  }, true);
}
