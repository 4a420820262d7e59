// <form data-autosubmit data-target="#results">: a choice changes the results beside it; focus and page stay where they are.
let asked;
async function refresh(form) {
  const target = document.querySelector(form.dataset.target);
  if (!target) return;
  const query = new URLSearchParams([...new FormData(form)].filter(([, value]) => value !== ""));
  const address = `${form.action.split("?")[0]}?${query}`;
  asked?.abort();
  asked = new AbortController();
  target.setAttribute("aria-busy", "true");
  try {
    const answer = await fetch(address, { signal: asked.signal, credentials: "same-origin" });
    if (!answer.ok) throw new Error(String(answer.status));
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const fresh = page.querySelector(form.dataset.target);
    if (!fresh) throw new Error("no results");
    target.replaceChildren(...fresh.childNodes);
    history.replaceState(null, "", address);
  } catch (error) {
    if (error.name !== "AbortError") form.submit();
  } finally {
    target.removeAttribute("aria-busy");
  }
}
for (const form of document.querySelectorAll("form[data-autosubmit][data-target]")) {
  form.addEventListener("change", () => refresh(form));
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    refresh(form);
  });
}
