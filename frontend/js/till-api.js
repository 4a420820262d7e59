// The city's side of the till, over HTTP. Every call ends: with an answer, or as `Unreachable` within seconds.
export class Unreachable extends Error {
  constructor(retryAfter = 0, words = "") {
    super("unreachable");
    this.retryAfter = retryAfter; // seconds the server asked for
    this.words = words; // what it said, if it said something
  }
}
export const TRY_MS = 2_500; // a child is standing there: after this the phone decides by itself

export function connect(base, credentials) {
  async function call(method, path, body, { wait = 15_000, open = false } = {}) {
    const { device, session } = await credentials();
    const headers = { Accept: "application/json" };
    if (body !== undefined) headers["Content-Type"] = "application/json";
    if (!open) headers.Authorization = `Till ${device}.${session}`;
    let response;
    let data;
    try {
      response = await fetch(`${base}${path}`, {
        method, headers, credentials: "omit", cache: "no-store", redirect: "error", signal: AbortSignal.timeout(wait),
        body: body === undefined ? undefined : JSON.stringify(body),
      });
      data = response.status === 204 ? {} : await response.json();
    } catch {
      throw new Unreachable(); // no network, too slow, or something in between answered with a page of its own
    }
    if (response.status >= 500 || response.status === 429 || response.status === 408) {
      throw new Unreachable(Number(response.headers.get("Retry-After")) || 0, data.problem);
    }
    return { status: response.status, data };
  }
  return {
    open: (device, pin) => call("POST", "/till/session", { device, pin }, { open: true }),
    state: (pending) => call("GET", `/till/state?pending=${pending}`),
    redeem: (item) => call("POST", "/redemptions", sent(item), { wait: TRY_MS }),
    sync: (rows) => call("POST", "/redemptions/sync", { items: rows.map(sent) }, { wait: 30_000 }),
    reverse: (one, why) => call("POST", `/redemptions/${one}/reverse`, { why }),
    tested: () => call("POST", "/till/test", {}),
    close: () => call("POST", "/till/close", {}),
  };
}

// The same five fields, unchanged, on every try.
export const sent = ({ nonce, code, counter, claimed_at, signature }) => ({ nonce, code, counter, claimed_at, signature });
