// <form data-confirm="ほんとうに…？" data-yes="はい" data-no="いいえ">: asks in a dialog. Without scripts the server asks on a page.
// Hears of it before anybody else and lets nobody else hear: htmx sends whatever it is told of, whoever has stopped it.
const words = JSON.parse(document.getElementById("words-confirm").textContent);
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (!form.dataset.confirm || form.dataset.agreed) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  const dialog = document.createElement("dialog");
  const heading = document.createElement("h2");
  const yes = document.createElement("button");
  const no = document.createElement("button");
  const buttons = document.createElement("div");
  dialog.className = "dads-dialog";
  heading.id = "confirm-heading";
  heading.textContent = form.dataset.confirm;
  dialog.setAttribute("aria-labelledby", heading.id);
  yes.className = no.className = "dads-button";
  yes.textContent = form.dataset.yes || words.yes;
  no.textContent = form.dataset.no || words.no;
  no.dataset.type = "outline";
  if (form.dataset.tone) yes.dataset.tone = form.dataset.tone;
  buttons.className = "buttons";
  buttons.append(no, yes);
  dialog.append(heading, buttons);
  document.body.append(dialog);
  no.addEventListener("click", () => dialog.close());
  yes.addEventListener("click", () => {
    form.dataset.agreed = "yes";
    if (!form.elements.confirmed) {
      const mark = Object.assign(document.createElement("input"), { type: "hidden", name: "confirmed", value: "yes" });
      form.append(mark);
    }
    dialog.close();
    form.requestSubmit(event.submitter);
    delete form.dataset.agreed; // what stays on the page after it was refused asks again
  });
  dialog.addEventListener("close", () => dialog.remove());
  dialog.showModal();
  no.focus();
}, true);
