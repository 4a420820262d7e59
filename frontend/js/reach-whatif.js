// <ibasho-whatif>: the form of the page, the map in it, and a pin that may be dragged or moved by the arrow keys. Whatever changes, the
// server is asked with the same fields the form would send, one question at a time, and answers with words and with the squares that
// change. Without this the form sends itself.
const EVERY_MS = 90; // between two questions while the pin moves
const STEP_M = 50;
const LEAP_M = 250;
const METRES_PER_DEGREE = 111_195;
const GAIN = "whatif-gain";
const LEVEL = ["coalesce", ["feature-state", "level"], 0];
const ARROWS = { ArrowUp: [0, 1], ArrowDown: [0, -1], ArrowLeft: [-1, 0], ArrowRight: [1, 0] };

class WhatIf extends HTMLElement {
  connectedCallback() {
    this.form = this.querySelector(".whatif__ask");
    this.result = this.querySelector("[data-result]");
    this.field = (name) => this.form.elements.namedItem(name);
    this.marked = [];
    this.addEventListener("ibasho-map:ready", ({ detail }) => this.begin(detail.map));
    this.form.addEventListener("input", (event) => this.told(event.target));
    this.form.addEventListener("submit", (event) => this.map && (event.preventDefault(), this.told(this.field("where")), this.ask()));
  }
  begin(map) {
    this.map = map;
    const squares = map.getSource("city").serialize().data.features.filter((one) => one.properties.kind === "area");
    map.addSource(GAIN, { type: "geojson", data: { type: "FeatureCollection", features: squares } });
    const colour = ["case", [">", LEVEL, 0], "#1f7fd0", "#7a4bab"];
    map.addLayer({ id: GAIN, type: "fill", source: GAIN, paint: { "fill-color": colour, "fill-opacity": ["match", ["abs", LEVEL], 0, 0, 1, 0.35, 2, 0.55, 0.75] } });
    map.addLayer({ id: `${GAIN}-edge`, type: "line", source: GAIN, paint: { "line-color": ["case", [">", LEVEL, 0], "#00438a", "#5b2a86"], "line-width": 2, "line-opacity": ["case", ["==", LEVEL, 0], 0, 1] } });
    map.addLayer({ id: "whatif-site", type: "circle", source: "city", filter: ["==", ["get", "kind"], "site"], paint: { "circle-radius": 5, "circle-color": "#3b3733", "circle-stroke-width": 2, "circle-stroke-color": "#ffffff" } });
    const at = this.position() || map.getCenter().toArray();
    this.pin = new window.maplibregl.Marker({ element: this.handle(), anchor: "bottom", draggable: true }).setLngLat(at).addTo(map);
    this.pin.on("drag", () => this.moved());
    this.pin.on("dragend", () => this.moved());
    this.ask();
  }
  handle() {
    const handle = Object.assign(document.createElement("button"), { type: "button", className: "whatif-pin", ariaLabel: this.dataset.label });
    const picture = document.createElementNS("http://www.w3.org/2000/svg", "svg");
    picture.setAttribute("viewBox", "0 0 48 60");
    picture.setAttribute("aria-hidden", "true");
    const shape = document.createElementNS("http://www.w3.org/2000/svg", "path");
    shape.setAttribute("d", "M24 58C24 58 44 37 44 22A20 20 0 1 0 4 22C4 37 24 58 24 58Z");
    shape.setAttribute("fill", "currentColor");
    shape.setAttribute("stroke", "#fff");
    shape.setAttribute("stroke-width", "3");
    const plus = document.createElementNS("http://www.w3.org/2000/svg", "path");
    plus.setAttribute("d", "M24 12V32M14 22H34");
    plus.setAttribute("stroke", "#fff");
    plus.setAttribute("stroke-width", "5");
    plus.setAttribute("stroke-linecap", "round");
    picture.append(shape, plus);
    handle.append(picture);
    handle.addEventListener("keydown", (event) => this.key(event));
    return handle;
  }
  key(event) {
    const way = ARROWS[event.key];
    if (!way) return;
    event.preventDefault();
    event.stopPropagation();
    const { lng, lat } = this.pin.getLngLat();
    const step = (event.shiftKey ? LEAP_M : STEP_M) / METRES_PER_DEGREE;
    this.pin.setLngLat([lng + (way[0] * step) / Math.cos((lat * Math.PI) / 180), lat + way[1] * step]);
    this.moved();
  }
  // The pin says where: what was typed or chosen before no longer holds.
  moved() {
    const { lng, lat } = this.pin.getLngLat();
    this.field("lng").value = lng.toFixed(6);
    this.field("lat").value = lat.toFixed(6);
    this.field("where").value = "";
    this.field("site").value = "";
    this.ask();
  }
  // Of the two ways to name a place the one used last holds. Half a word leads nowhere yet.
  told(field) {
    if (field.name === "site") this.field("where").value = "";
    if (field.name === "where" && field.value) this.field("site").value = "";
    if (["purpose", "scenario"].includes(field.name)) this.reground();
    this.ask();
  }
  // Another purpose or season is another ground: the squares are drawn anew by a whole page.
  reground() {
    if (this.map) this.form.submit();
  }
  position() {
    const [lng, lat] = [this.field("lng").value, this.field("lat").value].map(Number.parseFloat);
    return Number.isFinite(lng) && Number.isFinite(lat) ? [lng, lat] : null;
  }
  ask() {
    this.wanted = true;
    if (this.asking || !this.map) return;
    this.asking = this.asked().finally(() => ((this.asking = null), this.wanted && this.ask()));
  }
  async asked() {
    this.wanted = false;
    if (!this.position() && !this.field("where").value && !this.field("site").value) {
      const { lng, lat } = this.pin.getLngLat();
      this.field("lng").value = lng.toFixed(6);
      this.field("lat").value = lat.toFixed(6);
    }
    const query = new URLSearchParams(new FormData(this.form));
    query.set("key", this.dataset.key);
    const pause = new Promise((done) => setTimeout(done, EVERY_MS));
    try {
      const answer = await fetch(`${this.dataset.numbers}?${query}`, { headers: { Accept: "application/json" } });
      if (!answer.ok) throw new Error(String(answer.status));
      this.show(await answer.json());
    } catch {
      this.result.textContent = this.dataset.failed;
    }
    await pause;
  }
  show({ html, pin, cells }) {
    this.result.innerHTML = html;
    for (const id of this.marked) this.map.setFeatureState({ source: GAIN, id }, { level: 0 });
    for (const [id, level] of cells) this.map.setFeatureState({ source: GAIN, id }, { level });
    this.marked = cells.map(([id]) => id);
    if (pin && !this.wanted) this.pin.setLngLat(pin);
    this.dispatchEvent(new CustomEvent("ibasho-whatif:told", { bubbles: true }));
  }
}
customElements.define("ibasho-whatif", WhatIf);
