// 「いまいる ところ」: places in the order of how near they are to this device. The position is used here and nowhere
// else: the data asked for is the same for everybody, nothing is stored, and no address ever carries it.
const button = document.querySelector("[data-near-me]");
const results = document.querySelector("[data-near-results]");
const words = document.querySelector("[data-near-words]");
const SHOWN = 20;
const EARTH_M = 6371008.8;
const ORDER = ["now", "later", "week", "unsure", "unknown"];

function metres(here, place) {
  const rad = Math.PI / 180;
  const half = Math.sin(((place.lat - here.latitude) * rad) / 2) ** 2
    + Math.cos(here.latitude * rad) * Math.cos(place.lat * rad) * Math.sin(((place.lng - here.longitude) * rad) / 2) ** 2;
  return 2 * EARTH_M * Math.asin(Math.sqrt(Math.min(1, half)));
}

// Row and column of a 250 m square (JIS X 0410), counted from the equator and from 100° east: as in areas/engine/ways.py.
const square = (lat, lng) => [Math.floor(lat * 480 + 1e-6), Math.floor((lng - 100) * 320 + 1e-6)];
const UNKNOWN = 255;

// The way from the middle of the square this device is in, along the streets; null where the data says nothing of it.
function walked(here, place, walks, detour) {
  if (!walks) return null;
  const [row, column] = square(here.latitude, here.longitude);
  const [placeRow, placeColumn] = square(place.lat, place.lng);
  const up = row - placeRow + (walks.side >> 1);
  const right = column - placeColumn + (walks.side >> 1);
  if (up < 0 || right < 0 || up >= walks.side || right >= walks.side) return null;
  const way = atob(place.walk).charCodeAt(up * walks.side + right);
  if (way === UNKNOWN) return null;
  const middle = { latitude: (row + 0.5) / 480, longitude: 100 + (column + 0.5) / 320 };
  return way * walks.unit + detour * (metres(here, place) - metres(middle, place));
}

// Never shorter than the straight line: a river between here and there is gone round, not swum.
function way(here, place, data) {
  const straight = metres(here, place);
  const found = walked(here, place, data.walks, data.detour);
  return found === null ? straight * data.detour : Math.max(found, straight);
}

const position = () => new Promise((found, failed) =>
  navigator.geolocation.getCurrentPosition(found, failed, { enableHighAccuracy: false, timeout: 15000, maximumAge: 60000 }));

function say(text) {
  words.hidden = false;
  let line = words.querySelector("[role=status]");
  if (!line) {
    line = document.createElement("p");
    line.setAttribute("role", "status");
    words.append(line);
  }
  line.textContent = text;
}

function card(place, data) {
  const made = document.querySelector("[data-near-card]").content.cloneNode(true);
  const slot = (name) => made.querySelector(`[data-slot="${name}"]`);
  slot("kind").dataset.tint = place.tint;
  slot("kind").querySelector("use").setAttribute("href", `${data.icons}#${place.icon}`);
  slot("name").href = data.place.replace("ID", place.id);
  name(slot("name"), place);
  slot("state").append(document.querySelector(`[data-near-state="${place.group}"]`).content.cloneNode(true));
  slot("hours").textContent = place.group === "now" ? words.dataset.until.replace("TIME", place.ends)
    : place.group === "later" ? `${place.starts}～${place.ends}` : "";
  slot("minutes").textContent = place.minutes;
  slot("far").textContent = place.minutes > data.far ? words.dataset.far : "";
  const row = document.createElement("li");
  row.append(made);
  return row;
}

// The name with its reading above it, as everywhere else on the page.
function name(link, place) {
  if (!place.kana || document.documentElement.dataset.furigana === "off") { link.textContent = place.name; return; }
  const ruby = document.createElement("ruby");
  const above = document.createElement("rt");
  above.textContent = place.kana;
  above.ariaHidden = "true";
  ruby.append(place.name, above);
  link.append(ruby);
}

function near(data, here) {
  const places = data.rows.map((row) => Object.fromEntries(data.fields.map((field, at) => [field, row[at]])));
  for (const [at, place] of places.entries()) {
    place.walk = data.walks?.rows[at];
    place.minutes = Math.max(1, Math.ceil(way(here, place, data) / data.pace));
    [place.icon, place.tint] = data.kinds[place.kind];
  }
  return places.sort((a, b) => ORDER.indexOf(a.group) - ORDER.indexOf(b.group) || a.minutes - b.minutes).slice(0, SHOWN);
}

async function show() {
  button.disabled = true;
  say(words.dataset.asking);
  try {
    const [found, answer] = await Promise.all([position(), fetch(button.dataset.nearMe, { credentials: "same-origin" })]);
    if (!answer.ok) throw new Error(String(answer.status));
    const data = await answer.json();
    const list = document.createElement("ul");
    list.className = "grid";
    list.dataset.cols = "2";
    list.append(...near(data, found.coords).map((place) => card(place, data)));
    if (list.children.length) results.replaceChildren(list);
    say(list.children.length ? words.dataset.done : words.dataset.empty);
  } catch {
    say(words.dataset.denied);
  } finally {
    button.disabled = false;
  }
}

if (button && results && words && "geolocation" in navigator) {
  button.hidden = false;
  button.addEventListener("click", show);
}
