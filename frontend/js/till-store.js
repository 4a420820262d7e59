// What the phone keeps: its key, what the city last told, and every meal until the city has it (IndexedDB).
// Nothing here deletes a meal that still waits.
import { isWaiting } from "./till-rules.js";

const NAME = "ibasho-till";
// One step per version, never changed afterwards: an update of the app finds the queue as the old one left it.
const STEPS = [
  (db) => {
    db.createObjectStore("kept"); // device · state · wishes
    db.createObjectStore("items", { keyPath: "nonce" });
  },
];
// As the server names it (config/settings.py, base/ui/headers.py): over https a browser guards the name.
const [KEEPS, SECURE] = location.protocol === "https:" ? ["__Host-keeps", "; Secure"] : ["keeps", ""];
const MARK = "till-here"; // outside IndexedDB, so that a wiped one is noticed
let opened = null;

function open(version = STEPS.length) {
  return new Promise((done, failed) => {
    const asked = indexedDB.open(NAME, version);
    asked.onupgradeneeded = ({ oldVersion }) => STEPS.slice(oldVersion).forEach((step) => step(asked.result));
    asked.onsuccess = () => done(asked.result);
    asked.onerror = () => failed(asked.error);
  });
}

async function database() {
  opened ??= open()
    .catch((error) => (error.name === "VersionError" ? open(undefined) : Promise.reject(error))) // a newer app was here
    .then((db) => {
      db.onversionchange = db.onclose = () => { db.close(); opened = null; };
      return db;
    });
  return opened.catch((error) => { opened = null; throw error; });
}

// Resolves when the disk has it: "strict" waits for the write, not only for the promise of one.
async function write(stores, work) {
  const db = await database();
  return new Promise((done, failed) => {
    const turn = db.transaction(stores, "readwrite", { durability: "strict" });
    let result;
    turn.oncomplete = () => done(result);
    turn.onabort = turn.onerror = () => failed(turn.error);
    work((name) => turn.objectStore(name), (value) => { result = value; });
  });
}

async function ask(store, question) {
  const db = await database();
  return new Promise((done, failed) => {
    const asked = question(db.transaction(store).objectStore(store));
    asked.onsuccess = () => done(asked.result);
    asked.onerror = () => failed(asked.error);
  });
}

export const kept = (name) => ask("kept", (store) => store.get(name));
export const keep = (name, value) => write(["kept"], (store) => store("kept").put(value, name));
export const items = () => ask("items", (store) => store.getAll());
export const item = (nonce) => ask("items", (store) => store.get(nonce));
export const put = (row) => write(["items"], (store) => store("items").put(row));

// The next number of this device. A number that is never used again does no harm; one used twice would.
export function nextCounter() {
  return write(["kept"], (store, give) => {
    const asked = store("kept").get("device");
    asked.onsuccess = () => {
      const device = { ...asked.result, counter: (asked.result.counter ?? 0) + 1 };
      store("kept").put(device, "device");
      give(device.counter);
    };
  });
}

// Changes some fields of the device as it is now on the disk, so that a number drawn meanwhile is kept.
export function changeDevice(fields) {
  return write(["kept"], (store, give) => {
    const asked = store("kept").get("device");
    asked.onsuccess = () => {
      const device = { ...asked.result, ...fields };
      store("kept").put(device, "device");
      give(device);
    };
  });
}

export function forget(olderThan) {
  return write(["items"], (store) => {
    const asked = store("items").openCursor();
    asked.onsuccess = () => {
      const cursor = asked.result;
      if (!cursor) return;
      const { state, at } = cursor.value;
      if (["done", "dropped", "undone"].includes(state) && at < olderThan) cursor.delete();
      cursor.continue();
    };
  });
}

// What would be lost if this phone stopped being a till now. Where the city has stopped the phone or cannot read an item,
// nothing will ever be sent: then it is enough that the item was written to paper or a file.
export async function unsettled() {
  const device = await kept("device");
  const rows = (await items()).filter((row) => isWaiting(row) || row.state === "poison");
  return rows.filter((row) => !(row.exported && (row.state === "poison" || device?.stopped)));
}

// Only an empty queue may go: the one place where a till's data are deleted.
export async function reset() {
  if ((await unsettled()).length) return false;
  await write(["kept", "items"], (store) => { store("kept").clear(); store("items").clear(); });
  mark(null);
  return true;
}

export function mark(value) {
  try {
    if (value) localStorage.setItem(MARK, JSON.stringify(value));
    else {
      localStorage.removeItem(MARK);
      document.cookie = `${KEEPS}=; Max-Age=0; Path=/; SameSite=Lax${SECURE}`;
    }
  } catch { /* forbidden: then the cookie of the registration tells */ }
}

// What was here, as far as anything still tells: {shop, pending, at}, or null on a fresh phone.
export function marked() {
  try {
    const found = localStorage.getItem(MARK);
    if (found) return JSON.parse(found);
  } catch { /* forbidden or not ours */ }
  return document.cookie.split("; ").some((cookie) => cookie.startsWith(`${KEEPS}=till`)) ? {} : null;
}
