// Builds frontend/dist from the sources here: the same bytes every time, no bundler, nothing to run in production.
import { cpSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const here = dirname(fileURLToPath(import.meta.url));
const dist = join(here, "dist", "ibasho");
const from = (...parts) => join(here, ...parts);
const read = (...parts) => readFileSync(from(...parts), "utf8");

function write(name, text) {
  mkdirSync(dirname(join(dist, name)), { recursive: true });
  writeFileSync(join(dist, name), text);
}

// Comments and indentation go; strings and url(...) hold no comment marks in our own files.
const lightCss = (text) =>
  text
    .replace(/\/\*[^]*?\*\//g, "")
    .replace(/\s*\n\s*/g, "\n")
    .replace(/\s*([{};])\s*/g, "$1")
    .replace(/([a-z)]):\s+(?=[^{}]*[;}])/g, "$1:")
    .trim() + "\n";

// Only whole-line comments and indentation: a minifier that parses nothing must change nothing else.
const lightJs = (text) =>
  text
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line && !line.startsWith("//"))
    .join("\n") + "\n";

function styles() {
  const tokens = read("node_modules/@digital-go-jp/design-tokens/dist/tokens.css");
  const parts = readdirSync(from("css")).filter((name) => /^\d\d-.*\.css$/.test(name)).sort();
  return [tokens, ...parts.map((name) => read("css", name))].map(lightCss).join("");
}

rmSync(join(here, "dist"), { recursive: true, force: true });
write("ibasho.css", styles());
write("icons.svg", read("icons.svg").replace(/<!--[^]*?-->\n?/g, ""));
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
  cpSync(from("node_modules", packageName, "LICENSE"), join(dist, "vendor", `LICENSE-${name}.txt`));
}
// PDF fonts are read by the server, never sent to a browser.
rmSync(from("fonts"), { recursive: true, force: true });
mkdirSync(from("fonts"));
const fonts = "node_modules/@expo-google-fonts";
for (const path of [
  "biz-udpgothic/400Regular/BIZUDPGothic_400Regular.ttf", "biz-udpgothic/700Bold/BIZUDPGothic_700Bold.ttf",
  "noto-sans-jp/400Regular/NotoSansJP_400Regular.ttf", "noto-sans-jp/700Bold/NotoSansJP_700Bold.ttf",
]) cpSync(from(fonts, path), from("fonts", path.split("/").at(-1)));
cpSync(from("node_modules/maplibre-gl/LICENSE.txt"), join(dist, "map", "LICENSE.txt"));
