// The page for trouble stays readable without a network: the worker at /sw.js keeps it, and nothing else.
if ("serviceWorker" in navigator && window.isSecureContext) {
  addEventListener("load", () => navigator.serviceWorker.register("/sw.js").catch(() => {}));
}
