// <ibasho-map src="…geojson">: a map drawn from our own data, without tile or letter server. MapLibre comes on a tap, or when
// the map is seen (when="visible"). Every place is a link in the tab order; the list beside the map says the same.
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
  { id: "boundary-edge", type: "line", filter: of("boundary"), paint: { "line-color": "#5c544b", "line-width": 2.5 } },
];

class PlaceMap extends HTMLElement {
  connectedCallback() {
    this.status = this.querySelector("[role=status]");
    this.button = this.querySelector("button");
    if (this.getAttribute("when") === "visible") {
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
    this.say("loading");
    try {
      const [answer] = await Promise.all([fetch(this.getAttribute("src")), sheet(this.dataset.css), script(this.dataset.maplibre)]);
      if (!answer.ok) throw new Error(String(answer.status));
      await this.draw(await answer.json());
      this.say("");
      if (this.button) this.button.hidden = true;
    } catch {
      this.opened = false;
      this.querySelector(".map-canvas")?.remove();
      this.say("failed");
    }
  }
  async draw(data) {
    const gl = window.maplibregl;
    gl.setWorkerUrl(this.dataset.worker);
    const box = document.createElement("div");
    box.className = "map-canvas";
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
      locale: JSON.parse(this.dataset.words || "{}"),
    });
    this.map.addControl(new gl.NavigationControl({ showCompass: false }), "top-right");
    this.map.getCanvas().setAttribute("aria-label", this.dataset.label || "");
    this.mark(data);
    await new Promise((done, failed) => (this.map.once("load", done), this.map.once("error", ({ error }) => failed(error))));
    this.dispatchEvent(new CustomEvent("ibasho-map:ready", { bubbles: true, detail: { map: this.map } }));
  }
  setData(data) {
    this.map.getSource("city").setData(data);
    this.markers.forEach((marker) => marker.remove());
    this.mark(data);
  }
  bounds(data) {
    if (data.bbox) return [[data.bbox[0], data.bbox[1]], [data.bbox[2], data.bbox[3]]];
    const found = new window.maplibregl.LngLatBounds();
    const walk = (at) => (typeof at[0] === "number" ? found.extend(at.slice(0, 2)) : at.forEach(walk));
    data.features.forEach((one) => one.geometry && walk(one.geometry.coordinates));
    return found;
  }
  mark(data) {
    const points = data.features.filter((one) => one.geometry?.type === "Point");
    const shown = [...points].sort((a, b) => (a.properties.kind === "place") - (b.properties.kind === "place"));
    this.markers = shown.map((one) => {
      const element = one.properties.kind === "place" ? this.pin(one.properties) : this.name(one.properties);
      return new window.maplibregl.Marker({ element, anchor: one.properties.kind === "place" ? "bottom" : "center" }).setLngLat(one.geometry.coordinates).addTo(this.map);
    });
  }
  name({ name, kind }) {
    const label = document.createElement("span");
    label.className = "map-name";
    label.dataset.kind = kind;
    label.textContent = name;
    return label;
  }
  pin({ name, href, icon, tint, state }) {
    const link = document.createElement(href ? "a" : "span");
    if (href) link.href = href;
    link.className = "map-pin";
    link.dataset.tint = tint || "sand";
    if (state) link.dataset.state = state;
    const picture = document.createElementNS("http://www.w3.org/2000/svg", "svg");
    picture.setAttribute("class", "dads-icon");
    picture.setAttribute("viewBox", "0 0 48 48");
    picture.setAttribute("aria-hidden", "true");
    const use = document.createElementNS("http://www.w3.org/2000/svg", "use");
    use.setAttribute("href", `${this.dataset.icons}#${icon || "pin"}`);
    picture.append(use);
    const label = document.createElement("span");
    label.className = "map-pin__name";
    label.textContent = name;
    link.append(picture, label);
    return link;
  }
}
customElements.define("ibasho-map", PlaceMap);
