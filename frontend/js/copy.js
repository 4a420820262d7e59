// <button data-copy="#id">: copies the text or the value of an element and says so where [data-copied] stands.
document.addEventListener("click", async (event) => {
  const button = event.target.closest("[data-copy]");
  if (!button) return;
  const source = document.querySelector(button.dataset.copy);
  const said = document.querySelector(button.dataset.copied || "#copied");
  try {
    await navigator.clipboard.writeText(source.value ?? source.textContent.trim());
    if (said) said.textContent = button.dataset.done || "コピーしました。";
  } catch {
    source.select?.();
    if (said) said.textContent = button.dataset.failed || "コピーできませんでした。えらんで コピーしてください。";
  }
});
