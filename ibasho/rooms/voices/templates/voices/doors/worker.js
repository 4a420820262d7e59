// The stall's counter opens without a network: its page as it was last, its script and its style. Taps are not here.
const OURS = "stall-";
const NAME = `${OURS}{{ version }}`;
const PAGE = "{{ page|escapejs }}";
const KEPT = {{ kept|safe }};
const isPage = (response) => response.headers.get("X-Stall");
{% include "ui/kept_page.js" %}
addEventListener("fetch", (event) => {
  const { request } = event;
  if (request.method !== "GET") return;
  const url = new URL(request.url);
  if (url.origin !== location.origin) return;
  if (request.mode === "navigate" && url.pathname === PAGE && !url.searchParams.has("t")) {
    event.respondWith(page(request, (response) => keep(response.clone())));
  } else if (isOurs(url)) event.respondWith(find(url.pathname).then((kept) => kept || fetch(request)));
});
