// Reads a ticket's QR with the camera where the browser can; the typed number always works as well.
// Nothing is kept: the picture never leaves the device, only the text of the code is sent.
const can = "BarcodeDetector" in window && navigator.mediaDevices?.getUserMedia;

async function read(form) {
  const detector = new window.BarcodeDetector({ formats: ["qr_code"] });
  const stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: "environment" } });
  const video = Object.assign(document.createElement("video"), { srcObject: stream, muted: true, playsInline: true, className: "scan__video" });
  form.after(video);
  const stop = () => { stream.getTracks().forEach((track) => track.stop()); video.remove(); };
  await video.play();
  for (let tries = 0; tries < 300 && video.isConnected; tries += 1) {
    const [found] = await detector.detect(video);
    if (found) {
      stop();
      form.elements.code.value = found.rawValue;
      form.requestSubmit();
      return;
    }
    await new Promise((done) => setTimeout(done, 100));
  }
  stop();
}

const offer = () => document.querySelectorAll("[data-scan]").forEach((button) => { button.hidden = !can; });
document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-scan]");
  if (button) read(button.form).catch(() => button.form.elements.code.focus());
});
document.addEventListener("htmx:afterSettle", offer);
offer();
