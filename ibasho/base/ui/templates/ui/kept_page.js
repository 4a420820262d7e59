// One page that opens without a network, with the very scripts and style it names: older caches stay whole until this one
// has a page. The worker that includes this names OURS, NAME, PAGE, KEPT and isPage(response).
const ROOT = KEPT[0].split("ibasho/")[0]; // where styles and scripts lie, those of an older page too
const WAIT_MS = 4000; // a network that is nearly there must keep nobody waiting
const names = async () => [NAME, ...(await caches.keys()).filter((one) => one.startsWith(OURS) && one !== NAME)];
const store = async (response) => {
  if (response.ok && !response.redirected && isPage(response)) await (await caches.open(NAME)).put(PAGE, response);
};
async function sweep() {
  if (await caches.match(PAGE, { cacheName: NAME })) for (const name of (await names()).slice(1)) await caches.delete(name);
}
const keep = (response) => store(response).then(sweep);
async function find(address) {
  for (const name of await names()) {
    const found = await caches.match(address, { cacheName: name });
    if (found) return found;
  }
  return undefined;
}
const fresh = () => fetch(PAGE, { cache: "no-store", credentials: "same-origin" });
const isOurs = (url) => url.origin === location.origin && url.pathname.startsWith(ROOT);
// What the network says, or the kept page where it says nothing in time. `heard`: what is done with its answer.
async function page(request, heard) {
  const kept = await find(PAGE);
  const asked = fetch(request).then(async (response) => {
    if (response.status >= 500 && kept) return kept;
    await heard(response);
    return response;
  });
  if (!kept) return asked;
  asked.catch(() => {});
  return Promise.race([asked.catch(() => kept), new Promise((done) => setTimeout(done, WAIT_MS, kept))]);
}
addEventListener("install", (event) => event.waitUntil(
  caches.open(NAME)
    .then((kept) => kept.addAll(KEPT.map((address) => new Request(address, { cache: "reload", credentials: "omit" }))))
    .then(fresh).then(store)
    .then(() => skipWaiting())
));
addEventListener("activate", (event) => event.waitUntil(sweep().then(() => clients.claim())));
