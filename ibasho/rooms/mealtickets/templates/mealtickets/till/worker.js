// The till opens without a network: its page, its scripts and its style are kept, one set per version.
// Meals and keys are not here but in IndexedDB; an update of this file touches none of them.
const NAME = "till-{{ version }}";
const KEPT = {{ kept|safe }};
addEventListener("install", (event) => event.waitUntil(
  caches.open(NAME).then((kept) => kept.addAll(KEPT.map((address) => new Request(address, { cache: "reload", credentials: "omit" })))).then(() => skipWaiting())
));
// A page that runs on the old set has its scripts already; what it fetches late (vendor) has the same name in the new set.
addEventListener("activate", (event) => event.waitUntil(
  caches.keys().then((names) => Promise.all(names.filter((name) => name.startsWith("till-") && name !== NAME).map((name) => caches.delete(name)))).then(() => clients.claim())
));
addEventListener("fetch", (event) => {
  const { request } = event;
  if (request.method !== "GET") return;
  const { origin, pathname } = new URL(request.url);
  if (origin !== location.origin || !KEPT.includes(pathname)) return; // the API is never answered from here
  event.respondWith(caches.match(pathname, { cacheName: NAME }).then((kept) => kept || fetch(request)));
});
