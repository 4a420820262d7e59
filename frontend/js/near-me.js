// <ibasho-near list="#places" speed="70">: asks for the position on a tap only, and uses it in this page only.
// Each item of the list carries data-lat, data-lon and an empty [data-minutes]. Words come from <template data-say>.
const EARTH_M = 6371000;
const rad = (degrees) => (degrees * Math.PI) / 180;
function metres(a, b) {
  const h = Math.sin(rad(b.lat - a.lat) / 2) ** 2 + Math.cos(rad(a.lat)) * Math.cos(rad(b.lat)) * Math.sin(rad(b.lon - a.lon) / 2) ** 2;
  return 2 * EARTH_M * Math.asin(Math.sqrt(h));
}
const ENDS_IN_PUN = /[013468]$/;

class NearMe extends HTMLElement {
  connectedCallback() {
    this.button = this.querySelector("button");
    this.status = this.querySelector("[role=status]");
    if (!navigator.geolocation || !this.list) return;
    this.button.hidden = false;
    this.button.addEventListener("click", () => this.ask());
    this.querySelector("select")?.addEventListener("change", () => this.here && this.sort());
  }
  get list() { return document.querySelector(this.getAttribute("list")); }
  get speed() {
    const chosen = this.querySelector("select")?.selectedOptions[0]?.dataset.speed;
    return Number(chosen || this.getAttribute("speed")) || 70;
  }
  say(name, numbers = {}) {
    const words = this.querySelector(`template[data-say="${name}"]`)?.content.cloneNode(true);
    if (!words) return;
    for (const [key, value] of Object.entries(numbers)) words.querySelectorAll(`[data-${key}]`).forEach((slot) => (slot.textContent = value));
    this.status.replaceChildren(words);
  }
  ask() {
    this.say("asking");
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => {
        this.here = { lat: coords.latitude, lon: coords.longitude };
        this.sort();
      },
      (error) => this.say(error.code === error.PERMISSION_DENIED ? "denied" : "failed"),
      { enableHighAccuracy: false, timeout: 10000, maximumAge: 60000 },
    );
  }
  sort() {
    const detour = Number(this.getAttribute("detour")) || 1.3;
    const items = [...this.list.children].filter((item) => item.dataset.lat);
    for (const item of items) {
      const way = metres(this.here, { lat: Number(item.dataset.lat), lon: Number(item.dataset.lon) }) * detour;
      item.minutes = Math.max(1, Math.ceil(way / this.speed));
      this.show(item);
    }
    items.sort((a, b) => a.minutes - b.minutes);
    this.list.append(...items);
    this.say("sorted", { count: items.length });
  }
  show(item) {
    const slot = item.querySelector("[data-minutes]");
    const words = this.querySelector('template[data-say="minutes"]')?.content.cloneNode(true);
    if (!slot || !words) return;
    words.querySelector("[data-n]").textContent = item.minutes;
    const reading = words.querySelector("rt");
    if (reading) reading.textContent = ENDS_IN_PUN.test(String(item.minutes)) ? reading.dataset.pun : reading.dataset.fun;
    slot.replaceChildren(words);
  }
}
customElements.define("ibasho-near", NearMe);
