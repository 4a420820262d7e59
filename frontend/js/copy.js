// <button data-copy="#id">: copies the text or the value of an element and says so where [data-copied] stands.
const words = JSON.parse(document.getElementById("words-copy").textContent);
document.addEventListener("click", async (event) => {
  const button = event.target.closest("[data-copy]");
  if (!button) return;
  const source = document.querySelector(button.dataset.copy);
  const said = document.querySelector(button.dataset.copied || "#copied");
  try {
    await navigator.clipboard.writeText(source.value ?? source.textContent.trim());
    if (said) said.textContent = button.dataset.done || words.done;
  } catch {
    source.select?.();
    if (said) said.textContent = button.dataset.failed || words.failed;
  }
});
