// One meal from the scan to the city's receipt. Written down before anything is tried; settled by the server, or by
// the phone's own rules where nobody can be asked; never deleted before the receipt is here.
import { Unreachable } from "./till-api.js";
import { read } from "./till-code.js";
import { KEEP_DAYS, backoff, corrected, isWaiting, jstDay, judge, mayUndo, overview } from "./till-rules.js";
import { cardHash, signItem, verifyCard } from "./till-sign.js";

const DAY = 86_400_000;
const REST_MS = 15_000; // after a silence the next children are answered from here at once

export class Till {
  // told(kind): "pin" the session is over · "revoked" · "changed" something to show
  constructor({ store, api, vendor, told, now = Date.now }) {
    Object.assign(this, { store, api, vendor, told, now, restsUntil: 0, failures: 0, working: null });
  }

  async scan(text) {
    const card = read(text);
    if (card.kind === "test") return this.test();
    if (card.kind === "bad") return { answer: "no", reason: card.reason };
    const item = await this.write(card);
    return this.settle(item, card);
  }

  // Nonce, number, signature: on the disk before the first try, and the same on every try.
  async write(card) {
    const [device, state] = [await this.store.kept("device"), await this.store.kept("state")];
    const at = this.now();
    const moment = corrected(state, at);
    const item = {
      nonce: crypto.randomUUID(), code: card.text, counter: await this.store.nextCounter(),
      claimed_at: new Date(moment).toISOString(), at, day: jstDay(moment), hash: await cardHash(card), kind: card.kind,
      state: "new", tried: this.mayAsk(device),
    };
    item.signature = await signItem(device, item);
    await this.store.put(item);
    return item;
  }

  mayAsk(device) {
    return navigator.onLine !== false && Boolean(device?.session) && this.now() >= this.restsUntil;
  }

  async settle(item, card) {
    if (item.tried) {
      const answer = await this.ask(item);
      if (answer) return answer;
    }
    this.later();
    return this.decide(item, card);
  }

  // The server's answer, stored; null where the phone must decide.
  async ask(item) {
    let got;
    try {
      got = await this.api.redeem(item);
    } catch (error) {
      if (!(error instanceof Unreachable)) throw error;
      this.restsUntil = this.now() + Math.max(REST_MS, error.retryAfter * 1_000);
      return null;
    }
    if (got.status === 201 || got.status === 409) {
      await this.receipt(item, got.data);
      this.restsUntil = 0;
      return { ...got.data, nonce: item.nonce };
    }
    if (got.status === 401) this.told("pin");
    if (got.status === 403) this.told("revoked");
    if (got.status === 400 || got.status === 422) item.problem = got.data.problem ?? String(got.status);
    return null;
  }

  // The receipt is here: the code itself is not needed any more.
  async receipt(item, answer) {
    const { code, signature, ...rest } = item;
    await this.store.put({ ...rest, state: "done", receipt: answer.receipt ?? "", answer });
    const state = await this.store.kept("state");
    if (state && answer.answer === "ok" && !item.local) {
      const today = { ok: (state.today?.ok ?? 0) + 1, yen: (state.today?.yen ?? 0) + (state.price_yen ?? 0) };
      await this.store.keep("state", { ...state, today, remaining: answer.remaining ?? state.remaining });
    }
    this.told("changed");
  }

  async decide(item, card) {
    const [state, rows] = [(await this.store.kept("state")) ?? {}, await this.store.items()];
    const key = card.kind === "qr" ? state.keys?.[card.keyId] : undefined;
    const verified = key ? await verifyCard(card, key, this.vendor) : null;
    const items = rows.filter((row) => row.nonce !== item.nonce);
    const local = judge({ card, hash: item.hash, verified, state, items, now: this.now() });
    if (local.answer === "ok") await this.store.put({ ...item, state: item.problem ? "poison" : "pending", local });
    // Nobody ate. If the server may have heard the first try, it is told to take it back.
    else await this.store.put({ ...item, state: item.tried && !item.problem ? "reverse" : "dropped", local });
    this.told("changed");
    return { ...local, nonce: item.nonce, offline: true };
  }

  // After a crash in the middle: nobody saw an answer, so the same item is asked again and shown now.
  async resume() {
    const found = (await this.store.items()).filter((row) => row.state === "new").sort((a, b) => a.counter - b.counter);
    let last = null;
    for (const item of found) last = await this.settle({ ...item, tried: true }, read(item.code));
    await this.store.forget(this.now() - KEEP_DAYS * DAY);
    return last;
  }

  async test() {
    await this.api.tested().catch(() => {}); // the screen says OK also where the network is not: the reading works
    return { answer: "ok", reason: "test" };
  }

  async undo(nonce) {
    const item = await this.store.item(nonce);
    if (!item || !mayUndo(item, this.now())) return false;
    await this.store.put({ ...item, state: item.state === "done" || item.tried ? "reverse" : "undone" });
    this.told("changed");
    this.sync();
    return true;
  }

  // One at a time; asking again while it runs waits for the same run.
  sync() {
    this.working ??= this.run().finally(() => { this.working = null; this.told("changed"); });
    return this.working;
  }

  async run() {
    const device = await this.store.kept("device");
    if (!device?.session) return false;
    try {
      const rows = await this.store.items();
      const queue = rows.filter((row) => row.state === "pending").sort((a, b) => a.counter - b.counter);
      for (let start = 0; start < queue.length; start += 50) await this.send(queue.slice(start, start + 50));
      for (const item of rows.filter((row) => row.state === "reverse")) await this.takeBack(item);
      // Tried again on their own, after all others: what could not be kept this morning may be kept now.
      for (const item of rows.filter((row) => row.state === "poison" && row.code)) await this.send([item]);
      const left = (await this.store.items()).filter((row) => row.code && (isWaiting(row) || row.state === "poison"));
      await this.learn((await this.heard(this.api.state(left.length))).data);
      this.failures = this.restsUntil = 0;
      clearTimeout(this.timer);
      return true;
    } catch (error) {
      if (!(error instanceof Unreachable)) throw error;
      this.failures += 1;
      this.later(error.retryAfter * 1_000);
      return false;
    }
  }

  // An answer that means "not now" ends this run; nothing is lost by it.
  async heard(call) {
    const got = await call;
    if (got.status === 401) this.told("pin");
    if (got.status === 403) this.told("revoked");
    if (got.status === 401 || got.status === 403) throw new Unreachable();
    return got;
  }

  async takeBack(item) {
    const got = await this.heard(this.api.reverse(item.nonce, "まちがえて 読んだ"));
    if (got.status < 300 || got.status === 404) await this.store.put({ ...item, state: "undone" });
    else await this.store.put({ ...item, state: "poison", problem: got.data.problem });
  }

  // A batch the server cannot read is halved until the one bad item stands alone: it never blocks the others.
  async send(batch) {
    if (!batch.length) return;
    const got = await this.heard(this.api.sync(batch));
    if (got.status !== 200) {
      if (batch.length === 1) return void (await this.store.put({ ...batch[0], state: "poison", problem: got.data.problem ?? "" }));
      const middle = Math.ceil(batch.length / 2);
      await this.send(batch.slice(0, middle));
      return void (await this.send(batch.slice(middle)));
    }
    const byNonce = new Map((got.data.results ?? []).map((one) => [one.nonce, one]));
    for (const item of batch) {
      const told = byNonce.get(item.nonce);
      if (told?.stored) await this.receipt(item, told);
      else if (told) await this.store.put({ ...item, state: "poison", problem: told.problem ?? "" });
    }
    if (got.data.state) await this.learn(got.data.state);
  }

  learn(state) {
    const synced = this.now();
    return this.store.keep("state", { ...state, synced, offset: Date.parse(state.server_at) - synced });
  }

  later(least = 0) {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.sync(), least + backoff(this.failures)); // chance comes on top of what the server asked for
  }

  async summary() {
    return overview((await this.store.kept("state")) ?? {}, await this.store.items(), this.now());
  }
}
