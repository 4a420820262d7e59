// The paper for a note opens without a network: the empty page as it was last, its scripts and its style. No note is here.
// It bears the mark of whoever was signed in, so it goes as soon as the city says that nobody or somebody else is.
const OURS = "care-note-";
const NAME = `${OURS}{{ version }}`;
const PAGE = "{{ page|escapejs }}";
const KEPT = {{ kept|safe }};
const isPage = (response) => response.headers.get("X-Care-Note") === "form";
{% include "ui/kept_page.js" %}
async function forget() {
  for (const name of await names()) await (await caches.open(name)).delete(PAGE);
}
const heard = (response) => {
  const away = response.type === "opaqueredirect" || response.redirected || response.status === 404;
  return away ? forget() : keep(response.clone());
};
addEventListener("message", (event) => {
  if (event.data === "forget") event.waitUntil(forget());
  if (event.data === "renew") event.waitUntil(forget().then(fresh).then(keep).catch(() => {}));
});
addEventListener("fetch", (event) => {
  const { request } = event;
  if (request.method !== "GET") return;
  const url = new URL(request.url);
  if (url.origin !== location.origin) return;
  if (request.mode === "navigate" && url.pathname === PAGE) event.respondWith(page(request, heard));
  else if (isOurs(url)) event.respondWith(find(url.pathname).then((kept) => kept || fetch(request)));
});
