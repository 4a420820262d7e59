// Keeps the page for trouble (and what it needs to be seen) for times without a network. Nothing else is kept.
const NAME = "trouble-{{ version }}";
const STATIC = "{{ static_prefix|escapejs }}";
const ICON = "{{ icon|escapejs }}";
const HELP = "{% url 'ui:help' %}";
const KEPT = [HELP{% for address in assets %}, "{{ address|escapejs }}"{% endfor %}];
addEventListener("install", (event) => event.waitUntil(caches.open(NAME).then((kept) => kept.addAll(KEPT)).then(() => skipWaiting())));
addEventListener("activate", (event) => event.waitUntil(
  caches.keys().then((names) => Promise.all(names.filter((name) => name.startsWith("trouble-") && name !== NAME).map((name) => caches.delete(name)))).then(() => clients.claim())
));
addEventListener("fetch", (event) => {
  const { request } = event;
  if (request.method !== "GET") return;
  const { pathname } = new URL(request.url);
  if (/^\/(my|ops|desk|accounts|media)\//.test(pathname)) return;
  const page = request.mode === "navigate";
  if (!page && !pathname.startsWith(STATIC)) return; // parts of a page that a room keeps in a cache of its own
  event.respondWith(fetch(request).catch(async () => (await caches.match(request, { ignoreSearch: true, ignoreVary: true })) || (page && (await caches.match(HELP))) || Response.error()));
});
// A notification comes sealed for this browser alone; a tap opens a page of ours and no other.
addEventListener("push", (event) => {
  let told = {};
  try { told = event.data?.json() ?? {}; } catch { /* words we cannot read still show that something came */ }
  const { title = "おしらせが あります", body = "", tag = "ibasho", url = "/" } = told;
  event.waitUntil(registration.showNotification(title, { body, tag, lang: "ja", icon: ICON, data: { url } }));
});
addEventListener("notificationclick", (event) => {
  event.notification.close();
  const wish = new URL(event.notification.data?.url ?? "/", location.origin);
  const { href } = wish.origin === location.origin ? wish : new URL("/", location.origin);
  event.waitUntil(clients.matchAll({ type: "window" }).then((open) => open.find((page) => page.url === href)?.focus() ?? clients.openWindow(href)));
});
