// Says beside a box how many letters are written of how many. Without scripts the server says it when it is too much.
for (const box of document.querySelectorAll("textarea[data-letters]")) {
  const told = document.querySelector(`[data-letters-of="${box.id}"]`);
  if (!told) continue;
  const most = Number(box.dataset.letters);
  const count = () => {
    const many = [...box.value].length;
    told.hidden = !many;
    told.textContent = many > most ? `${many}文字です。${most}文字までに みじかく してね。` : `${many} / ${most}文字`;
  };
  box.addEventListener("input", count);
  count();
}
