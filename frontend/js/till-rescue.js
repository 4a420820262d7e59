// What waits, for hands instead of the network: a file, and a sheet of QR codes to print. No name is in it.
import { sent } from "./till-api.js";

const rescue = (device, item) => JSON.stringify({ v: 1, device, ...sent(item) });

export function toFile(device, items) {
  const told = { what: "ibasho-till-rescue", v: 1, device, items: items.map(sent) };
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([JSON.stringify(told, null, 1)], { type: "application/json" }));
  link.download = `meals-${device}-${items.length}.json`;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}

export async function toSheet(parent, device, items, line, vendor) {
  const { encode } = await import(vendor); // fetched only for this sheet
  parent.replaceChildren(...items.map((item) => {
    const figure = document.createElement("figure");
    const { data, size } = encode(rescue(device, item), { ecc: "M", border: 0 });
    const path = data.flatMap((row, y) => row.map((dark, x) => (dark ? `M${x} ${y}h1v1h-1z` : ""))).join("");
    const picture = document.createElementNS("http://www.w3.org/2000/svg", "svg");
    picture.setAttribute("viewBox", `-4 -4 ${size + 8} ${size + 8}`);
    picture.setAttribute("role", "img");
    picture.setAttribute("aria-label", line(item));
    const ink = document.createElementNS(picture.namespaceURI, "path");
    ink.setAttribute("d", path);
    picture.append(ink);
    const words = document.createElement("figcaption");
    words.textContent = line(item);
    figure.append(picture, words);
    return figure;
  }));
}
