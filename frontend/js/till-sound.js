// Three sounds that tell ○ △ × apart without looking, and a shake for a loud kitchen.
const TUNES = {
  ok: [[880, 0, 0.12], [1319, 0.13, 0.25]], // up: yes
  wait: [[660, 0, 0.16], [660, 0.24, 0.16]], // twice the same: wait
  no: [[220, 0, 0.45]], // low and long: no
};
const SHAKES = { ok: [120], wait: [120, 100, 120], no: [450] };
let context = null;

// Browsers give sound only after a touch: called from the first press of a button.
export function wake() {
  context ??= window.AudioContext ? new AudioContext() : null;
  if (context?.state === "suspended") context.resume().catch(() => {});
}

export function play(answer, on) {
  navigator.vibrate?.(SHAKES[answer]);
  if (!on || context?.state !== "running") return;
  for (const [pitch, start, length] of TUNES[answer]) {
    const tone = context.createOscillator();
    const loud = context.createGain();
    const at = context.currentTime + start;
    tone.type = answer === "no" ? "square" : "sine";
    tone.frequency.value = pitch;
    loud.gain.setValueAtTime(answer === "no" ? 0.15 : 0.4, at);
    loud.gain.exponentialRampToValueAtTime(0.001, at + length);
    tone.connect(loud).connect(context.destination);
    tone.start(at);
    tone.stop(at + length);
  }
}
