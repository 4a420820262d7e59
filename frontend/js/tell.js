// What a page has to say of what was just done or has to be mended takes the focus: a voice says it, the next Tab goes on from
// there. `autofocus` does so by itself, unless the address has a #part: then the browser goes there, and later than this runs.
// Whoever was led to a part other than the whole text stays there and is told.
const notice = document.querySelector(".notices[role=alert][autofocus]") ?? document.querySelector(".notices[autofocus]");
const led = location.hash.length > 1 && location.hash !== "#main";

function tell() {
  const at = document.activeElement;
  if (at !== document.body && at.id !== "main") return; // somebody is writing already
  if (!led || notice.getAttribute("role") === "alert") return notice.focus();
  const words = notice.cloneNode(true);
  words.querySelectorAll("rt, rp").forEach((reading) => reading.remove());
  const said = Object.assign(document.createElement("p"), { className: "u-hide" });
  said.setAttribute("role", "status");
  notice.after(said);
  setTimeout(() => { said.textContent = words.textContent.trim(); }, 100); // a region that was there before speaks
}

if (document.readyState === "complete") tell();
else addEventListener("load", () => setTimeout(tell));
