// Says beside a box how many letters are written of how many. Without scripts the server says it when it is too much.
const words = JSON.parse(document.getElementById("words-letters").textContent);
for (const box of document.querySelectorAll("textarea[data-letters]")) {
  const told = document.querySelector(`[data-letters-of="${box.id}"]`);
  if (!told) continue;
  const most = Number(box.dataset.letters);
  const count = () => {
    const many = [...box.value].length;
    told.hidden = !many;
    told.textContent = words[many > most ? "over" : "of"].replace("%(n)s", many).replace("%(most)s", most);
  };
  box.addEventListener("input", count);
  count();
}
