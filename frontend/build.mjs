// Builds frontend/dist from the sources here: the same bytes every time, no bundler, nothing to run in production.
// Whoever reads while we build finds every file, old or new and never half of it: each takes its place at once, and what
// is no longer built goes last.
import { existsSync, mkdirSync, readFileSync, readdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const here = dirname(fileURLToPath(import.meta.url));
const dist = join(here, "dist", "ibasho");
const from = (...parts) => join(here, ...parts);
const read = (...parts) => readFileSync(from(...parts), "utf8");

const placed = new Set();

function place(path, bytes) {
  placed.add(path);
  if (existsSync(path) && readFileSync(path).equals(bytes)) return;
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(`${path}.${process.pid}`, bytes);
  renameSync(`${path}.${process.pid}`, path);
}

const write = (name, text) => place(join(dist, name), Buffer.from(text));
const copy = (source, path) => place(path, readFileSync(source));

function sweep(folder) {
  for (const found of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    const path = join(found.parentPath ?? found.path, found.name);
    if (found.isFile() && !placed.has(path)) rmSync(path, { force: true });
  }
}

// Comments and indentation go; strings and url(...) hold no comment marks in our own files.
const lightCss = (text) =>
  text
    .replace(/\/\*[^]*?\*\//g, "")
    .replace(/\s*\n\s*/g, "\n")
    .replace(/\s*([{};])\s*/g, "$1")
    .replace(/([a-z)]):\s+(?=[^{}]*[;}])/g, "$1:")
    .replaceAll(";}", "}")
    .trim() + "\n";

// Only whole-line comments and indentation: a minifier that parses nothing must change nothing else.
const lightJs = (text) =>
  text
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line && !line.startsWith("//"))
    .join("\n") + "\n";

// What only stands behind the doors where people sign in: a child's phone need not carry it.
const STAFF = ["34-layout-staff", "53-areas", "55-plans", "62-money-in", "64-counter", "66-groups", "66-roster-board", "66-support-board", "67-support-unmet", "68-voices-doors", "68-voices-heard", "68-voices-desk", "69-care-referrals", "69-care-notes", "69-care-consultations", "69-care-notices", "69-care-coverage", "70-surplus-sharing", "71-network-meetings"];
const isStaff = (name) => STAFF.includes(name.replace(".css", ""));

// Of the agency's tokens a phone carries those our styles speak of, and those they speak of in turn.
function tokens() {
  const all = read("node_modules/@digital-go-jp/design-tokens/dist/tokens.css");
  const named = (text) => [...text.matchAll(/var\((--[\w-]+)/g)].map((found) => found[1]);
  const values = new Map([...all.matchAll(/^\s*(--[\w-]+):\s*(.*?);/gm)].map((found) => [found[1], found[2]]));
  const wanted = readdirSync(from("css")).flatMap((name) => named(read("css", name)));
  const used = new Set();
  for (let name = wanted.pop(); name; name = wanted.pop()) {
    if (!values.has(name) || used.has(name)) continue;
    used.add(name);
    wanted.push(...named(values.get(name)));
  }
  return `:root {\n${[...values].filter(([name]) => used.has(name)).map((one) => one.join(":")).join(";\n")};\n}\n`;
}

function styles() {
  const parts = readdirSync(from("css")).filter((name) => /^\d\d-.*\.css$/.test(name) && !isStaff(name)).sort();
  return [tokens(), ...parts.map((name) => read("css", name))].map(lightCss).join("");
}

write("ibasho.css", styles());
write("staff.css", STAFF.map((name) => lightCss(read("css", `${name}.css`))).join(""));
// The year map and other pictures of ふりかえる: pages of their own load it, whichever door they stand behind.
write("reports.css", lightCss(read("css", "reports.css")));
// An icon stands in .dads-icon, whose fill is none: a tint nobody set inherits that, so a phone need not carry the fallback.
write("icons.svg", read("icons.svg").replace(/<!--[^]*?-->\n?/g, "").replaceAll("var(--icon-tint,none)", "var(--icon-tint)").replace(/>\n/g, ">"));
for (const name of readdirSync(from("js")).sort()) write(`js/${name}`, lightJs(read("js", name)));
for (const name of readdirSync(from("pictures")).sort()) write(`pictures/${name}`, read("pictures", name));
for (const name of ["maplibre-gl-csp.js", "maplibre-gl-csp-worker.js"]) {
  // The source map is not shipped, so its address goes as well: manifest storage would look for the file.
  write(`map/${name}`, read("node_modules/maplibre-gl/dist", name).replace(/\n?\/\/# sourceMappingURL=.*\s*$/, "\n"));
}
write("map/map.css", read("node_modules/maplibre-gl/dist/maplibre-gl.css") + lightCss(read("css/map.css")));
// The till's phone reads codes and checks signatures by itself: one script each, loaded by that page alone.
write("vendor/jsqr.js", read("node_modules/jsqr/dist/jsQR.js"));
write("vendor/ed25519.js", read("node_modules/@noble/ed25519/index.js"));
// A card kept on a phone is drawn there: its code never comes to the server.
write("vendor/uqr.js", read("node_modules/uqr/dist/index.mjs"));
for (const [name, packageName] of [["jsqr", "jsqr"], ["ed25519", "@noble/ed25519"], ["uqr", "uqr"]]) {
  copy(from("node_modules", packageName, "LICENSE"), join(dist, "vendor", `LICENSE-${name}.txt`));
}
// PDF fonts are read by the server, never sent to a browser.
const fonts = "node_modules/@expo-google-fonts";
for (const path of [
  "biz-udpgothic/400Regular/BIZUDPGothic_400Regular.ttf", "biz-udpgothic/700Bold/BIZUDPGothic_700Bold.ttf",
  "noto-sans-jp/400Regular/NotoSansJP_400Regular.ttf", "noto-sans-jp/700Bold/NotoSansJP_700Bold.ttf",
]) copy(from(fonts, path), from("fonts", path.split("/").at(-1)));
copy(from("node_modules/maplibre-gl/LICENSE.txt"), join(dist, "map", "LICENSE.txt"));
sweep(join(here, "dist"));
sweep(from("fonts"));
