// Reads codes with the phone's camera: by the browser's own detector where there is one, else by a script that is
// fetched only then. Pictures never leave this page and are not kept.
const EVERY_MS = 120;
const GONE_MS = 1_500; // a card that stays before the camera is one scan, until it was away this long

async function detector(vendor) {
  const known = "BarcodeDetector" in window && (await window.BarcodeDetector.getSupportedFormats().catch(() => []));
  if (known && known.includes("qr_code")) {
    const own = new window.BarcodeDetector({ formats: ["qr_code"] });
    return async (video) => (await own.detect(video))[0]?.rawValue ?? "";
  }
  if (!window.jsQR) await script(vendor);
  const canvas = document.createElement("canvas");
  const pen = canvas.getContext("2d", { willReadFrequently: true });
  return async (video) => {
    const scale = Math.min(1, 720 / Math.max(video.videoWidth, video.videoHeight));
    canvas.width = Math.round(video.videoWidth * scale);
    canvas.height = Math.round(video.videoHeight * scale);
    if (!canvas.width) return "";
    pen.drawImage(video, 0, 0, canvas.width, canvas.height);
    const { data, width, height } = pen.getImageData(0, 0, canvas.width, canvas.height);
    return window.jsQR(data, width, height, { inversionAttempts: "dontInvert" })?.data ?? "";
  };
}

function script(src) {
  return new Promise((done, failed) => {
    document.head.append(Object.assign(document.createElement("script"), { src, onload: done, onerror: failed }));
  });
}

export class Camera {
  // found(text): one new code · blind(reason): "denied", "none" — typing always works
  constructor({ video, vendor, found, blind }) {
    Object.assign(this, { video, vendor, found, blind, running: false, paused: false, last: "", seen: 0 });
  }

  async start() {
    if (this.running) return;
    Object.assign(this, { running: true, paused: false });
    try {
      if (!navigator.mediaDevices?.getUserMedia) throw new DOMException("no camera", "NotFoundError");
      const wish = { facingMode: "environment", width: { ideal: 1280 }, height: { ideal: 720 } };
      const stream = await navigator.mediaDevices.getUserMedia({ video: wish, audio: false });
      if (!this.running) return void stream.getTracks().forEach((track) => track.stop());
      this.video.srcObject = stream;
      await this.video.play();
      this.detect ??= await detector(this.vendor);
      this.look();
    } catch (error) {
      this.stop();
      this.blind(error.name === "NotAllowedError" ? "denied" : "none");
    }
  }

  stop() {
    this.running = false;
    clearTimeout(this.timer);
    this.video.srcObject?.getTracks().forEach((track) => track.stop());
    this.video.srcObject = null;
  }

  async look() {
    if (!this.running) return;
    const text = this.paused ? "" : await this.detect(this.video).catch(() => "");
    const now = Date.now();
    if (text && text === this.last && now - this.seen < GONE_MS) this.seen = now;
    else if (text && this.running) {
      Object.assign(this, { last: text, seen: now });
      await this.found(text);
    }
    this.timer = setTimeout(() => this.look(), EVERY_MS);
  }

  // While an answer covers the picture nothing is read; afterwards the card that still lies there is no new scan.
  pause() {
    this.paused = true;
  }

  resume() {
    Object.assign(this, { paused: false, seen: Date.now() });
  }
}
