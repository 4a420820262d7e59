// A code reader on a cable or by Bluetooth types into the page like a fast keyboard and ends with Enter.
const PAUSE_MS = 1_000; // longer, and it was no reader; a busy phone may hand its keys over late

export function listen(found) {
  let typed = "";
  let last = 0;
  document.addEventListener("keydown", (event) => {
    if (event.target.matches?.("input, textarea") || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.timeStamp - last > PAUSE_MS) typed = "";
    last = event.timeStamp;
    if (event.key === "Enter" && typed.length >= 8) {
      event.preventDefault(); // not a press of the button that has the focus
      event.stopPropagation();
      found(typed.slice(Math.max(0, typed.lastIndexOf("IB1")))); // whatever was touched before it
      typed = "";
    } else if (event.key.length === 1) {
      typed += event.key;
      if (event.key === " " && typed.length > 1) event.preventDefault();
    }
  }, true);
}
