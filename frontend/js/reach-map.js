// <ibasho-reach> around a map: a tap on a cell opens its figures; the tables below say the same.
class ReachMap extends HTMLElement {
  connectedCallback() {
    this.addEventListener("ibasho-map:ready", ({ detail }) => this.listen(detail.map));
  }
  listen(map) {
    map.on("click", "area", ({ features, lngLat, originalEvent }) => {
      if (!originalEvent.defaultPrevented && features.length) this.tell(map, features[0].properties, lngLat);
    });
    map.on("mouseenter", "area", () => (map.getCanvas().style.cursor = "pointer"));
    map.on("mouseleave", "area", () => (map.getCanvas().style.cursor = ""));
  }
  tell(map, cell, at) {
    const [children, heads, lacking, secret, estimated, more, hours, unit] = (this.dataset.words ?? "").split("|");
    const card = document.createElement("div");
    card.className = "reach-card";
    const line = (text, tag = "p") => card.append(Object.assign(document.createElement(tag), { textContent: text }));
    line(cell.name, "b");
    if (cell.said) line(cell.said);
    else if (cell.secret) line(secret);
    else {
      line(`${children} ${Math.round(cell.children)}${heads}　${lacking} ${Math.round(cell.unreached)}${heads}${cell.estimated ? `（${estimated}）` : ""}`);
      if (cell.lacks) line(cell.lacks);
      if (cell.hours != null) line(`${hours} ${cell.hours}${unit}`);
    }
    if (this.dataset.cell) card.append(Object.assign(document.createElement("a"), { href: this.dataset.cell.replace("CODE", encodeURIComponent(cell.code)), textContent: more }));
    this.popup?.remove();
    this.popup = new window.maplibregl.Popup({ maxWidth: "280px" }).setLngLat(at).setDOMContent(card).addTo(map);
  }
}
customElements.define("ibasho-reach", ReachMap);
