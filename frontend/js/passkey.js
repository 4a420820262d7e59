// allauth's passkey scripts say `allauth.error` when the person stopped or the device cannot: show the kind sentence that waits there.
document.addEventListener("allauth.error", (event) => {
  const told = document.querySelector("[data-passkey-problem]");
  if (!told) return;
  event.preventDefault();
  told.hidden = false;
  told.scrollIntoView({ block: "nearest" });
});
