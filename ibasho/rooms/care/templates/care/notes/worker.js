// The paper for a note opens without a network: the empty page as it was last, its scripts and its style. No note is here.
// It bears the mark of whoever was signed in, so it goes as soon as the city says that nobody or somebody else is.
const OURS = "care-note-";
const NAME = `${OURS}{{ version }}`;
const PAGE = "{{ page|escapejs }}";
const KEPT = {{ kept|safe }};
const ROOT = KEPT[0].split("ibasho/")[0]; // where styles and scripts lie, those of an older page too
const WAIT_MS = 4000; // a network that is nearly there must keep nobody waiting
const names = async () => [NAME, ...(await caches.keys()).filter((one) => one.startsWith(OURS) && one !== NAME)];
const old = async () => (await names()).slice(1);
const store = async (response) => {
  if (!response.ok || response.redirected || response.headers.get("X-Care-Note") !== "form") return;
  await (await caches.open(NAME)).put(PAGE, response);
};
// A page without the very scripts and style it names is no paper: older caches stay whole until this one has a page.
async function sweep() {
  if (await caches.match(PAGE, { cacheName: NAME })) for (const name of await old()) await caches.delete(name);
}
const keep = (response) => store(response).then(sweep);
async function find(address) {
  for (const name of await names()) {
    const found = await caches.match(address, { cacheName: name });
    if (found) return found;
  }
  return undefined;
}
async function forget() {
  for (const name of await names()) await (await caches.open(name)).delete(PAGE);
}
const fresh = () => fetch(PAGE, { cache: "no-store", credentials: "same-origin" });
addEventListener("install", (event) => event.waitUntil(
  caches.open(NAME)
    .then((kept) => kept.addAll(KEPT.map((address) => new Request(address, { cache: "reload", credentials: "omit" }))))
    .then(fresh).then(store)
    .then(() => skipWaiting())
));
addEventListener("activate", (event) => event.waitUntil(sweep().then(() => clients.claim())));
addEventListener("message", (event) => {
  if (event.data === "forget") event.waitUntil(forget());
  if (event.data === "renew") event.waitUntil(forget().then(fresh).then(keep).catch(() => {}));
});
async function page(request) {
  const kept = await find(PAGE);
  const asked = fetch(request).then(async (response) => {
    if (response.status >= 500 && kept) return kept;
    if (response.type === "opaqueredirect" || response.redirected || response.status === 404) await forget();
    else await keep(response.clone());
    return response;
  });
  if (!kept) return asked;
  asked.catch(() => {});
  return Promise.race([asked.catch(() => kept), new Promise((done) => setTimeout(done, WAIT_MS, kept))]);
}
addEventListener("fetch", (event) => {
  const { request } = event;
  if (request.method !== "GET") return;
  const { origin, pathname } = new URL(request.url);
  if (origin !== location.origin) return;
  if (request.mode === "navigate" && pathname === PAGE) event.respondWith(page(request));
  else if (pathname.startsWith(ROOT)) event.respondWith(find(pathname).then((kept) => kept || fetch(request)));
});
