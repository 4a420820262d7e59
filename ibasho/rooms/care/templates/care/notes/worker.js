// The paper for a note opens without a network: the empty page as it was last, its scripts and its style. No note is here.
const NAME = "care-note-{{ version }}";
const PAGE = "{{ page|escapejs }}";
const KEPT = {{ kept|safe }};
const WAIT_MS = 4000; // a network that is nearly there must keep nobody waiting
const keep = async (response) => {
  if (!response.ok || response.redirected || response.headers.get("X-Care-Note") !== "form") return;
  await (await caches.open(NAME)).put(PAGE, response);
};
addEventListener("install", (event) => event.waitUntil(
  caches.open(NAME)
    .then((kept) => kept.addAll(KEPT.map((address) => new Request(address, { cache: "reload", credentials: "omit" }))))
    .then(() => fetch(PAGE, { cache: "no-store", credentials: "same-origin" })).then(keep)
    .then(() => skipWaiting())
));
addEventListener("activate", (event) => event.waitUntil((async () => {
  const now = await caches.open(NAME);
  for (const name of (await caches.keys()).filter((one) => one.startsWith("care-note-") && one !== NAME)) {
    const old = await (await caches.open(name)).match(PAGE);
    if (old && !(await now.match(PAGE))) await now.put(PAGE, old);
    await caches.delete(name);
  }
  await clients.claim();
})()));
async function page(request) {
  const kept = await caches.match(PAGE, { cacheName: NAME });
  const asked = fetch(request).then(async (response) => {
    if (response.status >= 500 && kept) return kept;
    await keep(response.clone());
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
  else if (KEPT.includes(pathname)) event.respondWith(caches.match(pathname, { cacheName: NAME }).then((kept) => kept || fetch(request)));
});
