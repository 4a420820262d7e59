// <ibasho-map src="a.geojson b.geojson">: a map drawn from our own data, without tile or letter server. MapLibre comes on a tap, or
// when the map is seen (when="visible"; when="wide": not on a phone, whose data and processor are a child's own). Every place is a link in the tab order; the list beside the map says the same. A pin whose
// place stands in that list (`#map-<id>`) opens it as a card; further out than PINS_MAX places are dots until one comes nearer.
const PINS_MAX = 300;
const GAP_PX = 2;
const BELOW_CONTROLS_PX = 104; // a card never lies on the buttons for larger and smaller
const script = (address) => new Promise((done, failed) => {
  if (window.maplibregl) return done();
  const tag = Object.assign(document.createElement("script"), { src: address, onload: done, onerror: failed });
  document.head.append(tag);
});
const sheet = (address) => new Promise((done, failed) => {
  if (document.querySelector(`link[href="${address}"]`)) return done();
  const tag = Object.assign(document.createElement("link"), { rel: "stylesheet", href: address, onload: done, onerror: failed });
  document.head.append(tag);
});
// A name with its reading above it; the page's furigana switch hides readings here too.
function named(tag, className, name, kana) {
  const element = Object.assign(document.createElement(tag), { className });
  if (!kana || kana === name || document.documentElement.dataset.furigana === "off") return Object.assign(element, { textContent: name });
  const ruby = document.createElement("ruby");
  ruby.append(name, Object.assign(document.createElement("rt"), { textContent: kana, ariaHidden: "true" }));
  element.append(ruby);
  return element;
}
const of = (kind) => ["==", ["get", "kind"], kind];
// District shading: 0 (nothing known) to 4; light to dark, so that it reads without colour as well.
const SHADES = ["#f3f1ea", "#fff0b3", "#ffd98a", "#ffa66d", "#c74700"];
const LAYERS = [
  { id: "ground", type: "background", paint: { "background-color": "#eef4f7" } },
  { id: "boundary", type: "fill", filter: of("boundary"), paint: { "fill-color": "#faf7ee" } },
  { id: "district", type: "fill", filter: of("district"), paint: { "fill-color": ["match", ["coalesce", ["get", "shade"], 0], 1, SHADES[1], 2, SHADES[2], 3, SHADES[3], 4, SHADES[4], SHADES[0]], "fill-opacity": 0.75 } },
  { id: "area", type: "fill", filter: of("area"), paint: { "fill-color": ["coalesce", ["get", "colour"], "#ffa66d"], "fill-opacity": ["coalesce", ["get", "opacity"], 0.5] } },
  { id: "water", type: "line", filter: of("river"), paint: { "line-color": "#9ccbe8", "line-width": ["interpolate", ["linear"], ["zoom"], 9, 1.5, 15, 7] } },
  { id: "street", type: "line", filter: of("street"), paint: { "line-color": "#ffffff", "line-width": ["interpolate", ["linear"], ["zoom"], 10, 0.4, 14, 2.5, 17, 8] }, minzoom: 11 },
  { id: "district-edge", type: "line", filter: of("district"), paint: { "line-color": "#8a7f6c", "line-width": 1, "line-dasharray": [3, 2] } },
  { id: "dot", type: "circle", filter: ["==", ["get", "dot"], true], paint: { "circle-radius": 5, "circle-color": "#c74700", "circle-stroke-width": 1.5, "circle-stroke-color": "#ffffff" } },
  { id: "boundary-edge", type: "line", filter: of("boundary"), paint: { "line-color": "#5c544b", "line-width": 2.5 } },
];

class PlaceMap extends HTMLElement {
  connectedCallback() {
    this.status = this.querySelector("[role=status]");
    this.button = this.querySelector("button");
    const when = this.getAttribute("when");
    if (when === "visible" || (when === "wide" && matchMedia("(min-width: 48rem)").matches)) {
      const eye = new IntersectionObserver(([seen]) => seen.isIntersecting && (eye.disconnect(), this.open()));
      eye.observe(this);
    } else if (this.button) {
      this.button.hidden = false;
      this.button.addEventListener("click", () => this.open());
    }
  }
  say(name) {
    const words = this.querySelector(`template[data-say="${name}"]`);
    this.status?.replaceChildren(...(words ? [words.content.cloneNode(true)] : []));
  }
  async open() {
    if (this.opened) return;
    this.opened = true;
    this.dataset.open = ""; // its room is taken at once: nothing below moves when the map comes
    this.say("loading");
    try {
      const [data] = await Promise.all([this.fetched(), sheet(this.dataset.css), script(this.dataset.maplibre)]);
      await this.draw(data);
      this.say("");
      if (this.button) this.button.hidden = true;
    } catch {
      this.opened = false;
      this.querySelector(".map-canvas")?.remove();
      this.say("failed");
    }
  }
  async fetched() {
    const answers = await Promise.all(this.getAttribute("src").trim().split(/\s+/).map((address) => fetch(address)));
    const refused = answers.find((answer) => !answer.ok);
    if (refused) throw new Error(String(refused.status));
    const found = await Promise.all(answers.map((answer) => answer.json()));
    return { ...found[0], features: found.flatMap((one) => one.features) };
  }
  async draw(data) {
    const gl = window.maplibregl;
    gl.setWorkerUrl(this.dataset.worker);
    const box = document.createElement("div");
    box.className = "map-canvas";
    box.dataset.waits = ""; // names and pins stand before the ground is painted: nothing is seen until all of it is
    this.append(box);
    const tiles = this.dataset.tiles;
    const sources = { city: { type: "geojson", data } };
    if (tiles) sources.tiles = { type: "raster", tiles: [tiles], tileSize: 256, maxzoom: 18 };
    const layers = tiles ? [LAYERS[0], { id: "tiles", type: "raster", source: "tiles" }, ...LAYERS.slice(2)] : LAYERS;
    this.map = new gl.Map({
      container: box,
      style: { version: 8, sources, layers: layers.map((layer) => (layer.type === "background" || layer.source ? layer : { ...layer, source: "city" })) },
      bounds: this.bounds(data), fitBoundsOptions: { padding: 32 }, minZoom: 8, maxZoom: 18,
      attributionControl: { compact: false, customAttribution: this.dataset.credit || "" },
      dragRotate: false, pitchWithRotate: false, touchPitch: false, cooperativeGestures: true, fadeDuration: 0,
      refreshExpiredTiles: false, // tiles come as pictures, so that the policy needs no more than img-src
      locale: JSON.parse(this.dataset.words || "{}"),
    });
    this.map.addControl(new gl.NavigationControl({ showCompass: false }), "top-right");
    this.map.getCanvas().setAttribute("aria-label", this.dataset.label || "");
    this.map.on("moveend", () => this.mark());
    this.popup = new gl.Popup({ maxWidth: `${Math.min(320, box.clientWidth - 32)}px`, anchor: "bottom", offset: [0, -40] });
    this.show(data);
    await new Promise((done, failed) => (this.map.once("load", done), this.map.once("error", ({ error }) => failed(error))));
    delete box.dataset.waits;
    this.dispatchEvent(new CustomEvent("ibasho-map:ready", { bubbles: true, detail: { map: this.map } }));
  }
  setData(data) {
    this.map.getSource("city").setData(data);
    this.show(data);
  }
  bounds(data) {
    if (data.bbox) return [[data.bbox[0], data.bbox[1]], [data.bbox[2], data.bbox[3]]];
    const found = new window.maplibregl.LngLatBounds();
    const walk = (at) => (typeof at[0] === "number" ? found.extend(at.slice(0, 2)) : at.forEach(walk));
    data.features.forEach((one) => one.geometry && walk(one.geometry.coordinates));
    return found;
  }
  show(data) {
    (this.markers ?? new Map()).forEach((marker) => marker.remove());
    this.markers = new Map();
    const points = data.features.filter((one) => one.geometry?.type === "Point");
    this.shapes = data.features.filter((one) => one.geometry?.type !== "Point");
    this.places = points.filter((one) => one.properties.kind === "place");
    this.names = points.filter((one) => one.properties.kind !== "place");
    this.mark();
  }
  // Only what is in sight is an element of the page; names that would lie on one another wait until one comes nearer.
  mark() {
    const seen = this.map.getBounds();
    const inside = (one) => seen.contains(one.geometry.coordinates);
    const near = this.places.filter(inside);
    const crowded = near.length > PINS_MAX;
    const wanted = new Set([...this.names.filter(inside).slice(0, PINS_MAX), ...(crowded ? [] : near)]);
    for (const [one, marker] of this.markers) if (!wanted.has(one)) this.markers.delete(one), marker.remove();
    for (const one of wanted) if (!this.markers.has(one)) this.markers.set(one, this.marker(one));
    this.dots(crowded);
    this.spread();
  }
  marker(one) {
    const place = one.properties.kind === "place";
    const element = place ? this.pin(one) : this.name(one.properties);
    const marker = new window.maplibregl.Marker({ element, anchor: place ? "bottom" : "center" }).setLngLat(one.geometry.coordinates).addTo(this.map);
    element.removeAttribute("role"); // MapLibre calls each a button
    return marker;
  }
  dots(crowded) {
    if (this.dotted === crowded || (!crowded && !this.dotted)) return;
    this.dotted = crowded;
    this.places.forEach((one) => (one.properties.dot = crowded));
    this.map.getSource("city").setData({ type: "FeatureCollection", features: [...this.shapes, ...this.places] });
  }
  spread() {
    const taken = [];
    for (const [one, marker] of this.markers) {
      if (one.properties.kind === "place") continue;
      const label = marker.getElement();
      label.hidden = false;
      const box = label.getBoundingClientRect();
      label.hidden = taken.some((other) => box.left < other.right + GAP_PX && other.left < box.right + GAP_PX && box.top < other.bottom && other.top < box.bottom);
      if (!label.hidden) taken.push(box);
    }
  }
  name({ name, kana, kind }) {
    const label = named("span", "map-name", name, kana);
    label.ariaHidden = "true"; // the list beside the map says it
    label.ariaLabel = name;
    label.dataset.kind = kind;
    return label;
  }
  pin(one) {
    const { id, name, kana, href, icon, tint, state, status } = one.properties;
    const link = document.createElement(href ? "a" : "span");
    if (href) link.href = href;
    else link.role = "img"; // a name on a bare span is read by nobody
    link.className = "map-pin";
    link.dataset.tint = tint || "sand";
    if (state) link.dataset.state = state;
    link.ariaLabel = name;
    const picture = document.createElementNS("http://www.w3.org/2000/svg", "svg");
    picture.setAttribute("class", "dads-icon");
    picture.setAttribute("viewBox", "0 0 48 48");
    picture.setAttribute("aria-hidden", "true");
    const use = document.createElementNS("http://www.w3.org/2000/svg", "use");
    use.setAttribute("href", `${this.dataset.icons}#${icon || "pin"}`);
    picture.append(use);
    const label = named("span", "map-pin__name", name, kana);
    link.append(picture, label);
    link.addEventListener("click", (event) => {
      const card = this.card(id, name, status, href);
      if (!card || event.ctrlKey || event.metaKey || event.shiftKey) return;
      event.preventDefault();
      event.stopPropagation();
      this.tell(one, card, link);
    });
    return link;
  }
  // The place as the list tells it, with furigana; where the list was cut, name and status words.
  card(id, name, status, href) {
    if (!id || !href) return null;
    const card = document.createElement("div");
    card.className = "map-card";
    const listed = document.getElementById(`map-${id}`);
    if (listed) {
      card.append(...[...listed.childNodes].map((node) => node.cloneNode(true)));
      return card;
    }
    const link = Object.assign(document.createElement("a"), { href, textContent: name });
    const words = Object.assign(document.createElement("p"), { textContent: status || "" });
    card.append(link, words);
    return card;
  }
  reveal(card, box) {
    const beyond = (low, high, from, to) => (low < from ? low - from - 8 : high > to ? high - to + 8 : 0);
    const by = [beyond(card.left, card.right, box.left, box.right), beyond(card.top, card.bottom, box.top + BELOW_CONTROLS_PX, box.bottom)];
    if (by[0] || by[1]) this.map.panBy(by, { animate: false });
  }
  tell(one, card, pin) {
    this.popup.setLngLat(one.geometry.coordinates).setDOMContent(card).addTo(this.map);
    const close = this.popup.getElement().querySelector(".maplibregl-popup-close-button");
    close?.setAttribute("aria-label", JSON.parse(this.dataset.words || "{}")["Popup.Close"] || "×");
    card.addEventListener("keydown", (event) => event.key === "Escape" && (this.popup.remove(), pin.focus()));
    card.querySelector("a")?.focus({ preventScroll: true });
    this.reveal(this.popup.getElement().getBoundingClientRect(), this.map.getContainer().getBoundingClientRect());
  }
}
customElements.define("ibasho-map", PlaceMap);
