// <form data-push="our public key" data-push-url="/push/" hidden>: the browser asks, tells us where its notifications go, and
// the form is sent with the letters of its link behind ?t=. Where a browser has no notifications, [data-push-none] stays.
const bytesOf = (text) => Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (letter) => letter.charCodeAt(0));
const able = window.isSecureContext && "serviceWorker" in navigator && "PushManager" in window && "Notification" in window;

async function subscribed(key) {
  await navigator.serviceWorker.register("/sw.js");
  const { pushManager } = await navigator.serviceWorker.ready;
  const wish = { userVisibleOnly: true, applicationServerKey: bytesOf(key) };
  try {
    return await pushManager.subscribe(wish);
  } catch (error) {
    const old = await pushManager.getSubscription(); // made under a key the city has no more
    if (!old || error.name === "NotAllowedError") throw error;
    await old.unsubscribe();
    return pushManager.subscribe(wish);
  }
}

async function told(form) {
  const { endpoint, keys } = (await subscribed(form.dataset.push)).toJSON();
  const answer = await fetch(form.dataset.pushUrl, {
    method: "POST",
    headers: { "Content-Type": "application/json", "X-CSRFToken": form.querySelector("[name=csrfmiddlewaretoken]").value },
    body: JSON.stringify({ endpoint, keys }),
  });
  if (!answer.ok) throw new Error(String(answer.status));
  return (await answer.json()).token;
}

async function send(event) {
  event.preventDefault();
  const form = event.currentTarget;
  const said = form.querySelector("[data-push-said]");
  const button = form.querySelector("button");
  said.textContent = "";
  button.disabled = true;
  try {
    if ((await Notification.requestPermission()) !== "granted") { said.textContent = said.dataset.denied; return; }
    const to = new URL(form.action, location.href);
    to.searchParams.set("t", await told(form));
    form.action = to.href;
    form.submit();
  } catch {
    said.textContent = said.dataset.failed;
  } finally {
    button.disabled = false;
  }
}

if (able) {
  for (const form of document.querySelectorAll("form[data-push]")) {
    form.hidden = false;
    form.addEventListener("submit", send);
  }
  for (const none of document.querySelectorAll("[data-push-none]")) none.hidden = true;
}
