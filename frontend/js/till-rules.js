// What the till decides by itself when nobody can be asked. Pure: figures in, an answer out.
const HOUR = 3_600_000;
export const UNDO_MS = 15 * 60_000;
export const KEEP_DAYS = 3; // settled meals stay this long for とりけし and 「きょうは もう」, without their code

// The day in Japan, wherever the phone thinks it is.
export const jstDay = (ms) => new Date(ms + 9 * HOUR).toISOString().slice(0, 10);

// The server's clock as far as known: a phone three days wrong must not stop anybody from eating.
export const corrected = (state, now) => now + (state?.offset ?? 0);

// Items whose meal may have been eaten and of which the server has not told yet that it knows.
export const isWaiting = (item) => ["new", "pending", "reverse"].includes(item.state);
export const isEaten = (item) => item.state === "pending" || item.state === "new" || (item.state === "done" && item.answer?.answer === "ok");

function usedToday(items, hash, day) {
  return items.filter((item) => item.hash === hash && item.day === day && isEaten(item)).length;
}

// Why this phone must be brought to where it has a network, or "".
export function limit(state, items, now) {
  if (!state?.synced) return "never";
  const pending = items.filter((item) => item.state === "pending").length;
  const limits = state.limits ?? { hours: 24, meals: 30, yen: 15_000 };
  if (now - state.synced > limits.hours * HOUR) return "hours";
  if (pending >= limits.meals) return "meals";
  if ((pending + 1) * (state.price_yen ?? 0) > limits.yen) return "yen";
  return "";
}

// card: of till-code; hash: of till-sign; verified: true, false, or null where the key is not known here.
export function judge({ card, hash, verified, state, items, now }) {
  const day = jstDay(corrected(state, now));
  if (limit(state, items, now)) return { answer: "wait", reason: "limit" };
  if (card.kind === "qr" && verified === null) return { answer: "wait", reason: "unknown_key" };
  if (card.kind === "qr" && !verified) return { answer: "no", reason: "forged" };
  if (card.kind === "qr" && card.validUntil < day) return { answer: "no", reason: "expired" };
  if ((state.revoked ?? []).includes(hash)) return { answer: "no", reason: "revoked" };
  const told = jstDay(Date.parse(state.server_at)) === day ? (state.used_today ?? []) : [];
  if (told.includes(hash) || usedToday(items, hash, day) >= (state.per_card_a_day ?? 1)) return { answer: "wait", reason: "eaten" };
  return { answer: "ok", reason: "offline" };
}

// Full jitter: a hundred tills that come back together do not ask together. After an outage of any length all of them are
// back within two minutes.
export function backoff(failures, random = Math.random()) {
  return Math.round(1_000 + random * Math.min(90_000, 2_000 * 2 ** Math.min(failures, 8)));
}

export const mayUndo = (item, now) => isEaten(item) && item.state !== "new" && now - item.at < UNDO_MS;

// What the screen says of the queue and of the day.
export function overview(state, rows, now) {
  const today = jstDay(corrected(state, now));
  const told = state.server_at && jstDay(Date.parse(state.server_at)) === today ? (state.today?.ok ?? 0) : 0;
  const waiting = rows.filter(isWaiting);
  const own = rows.filter((row) => row.state === "pending" && row.day === today).length;
  return {
    waiting, pending: waiting.length, poison: rows.filter((row) => row.state === "poison"), meals: told + own,
    left: state.remaining === undefined ? null : Math.max(0, state.remaining - own),
    synced: state.synced ?? 0, shop: state.shop?.name ?? "", limit: limit(state, rows, now),
    recent: rows.filter((row) => mayUndo(row, now)).sort((a, b) => b.at - a.at),
  };
}
