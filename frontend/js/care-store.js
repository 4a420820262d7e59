// What a phone keeps of notes that could not be sent yet: the sealed box, its number and an opaque mark of whoever wrote it.
// Not a word in clear; nothing here is ever dropped but what the city has, or what somebody let go.
const NAME = "ibasho-notes";
const STORE = "boxes";
let opened = null;

function open() {
  return new Promise((done, failed) => {
    const asked = indexedDB.open(NAME, 1);
    asked.onupgradeneeded = () => asked.result.createObjectStore(STORE, { keyPath: "nonce" });
    asked.onsuccess = () => done(asked.result);
    asked.onerror = () => failed(asked.error);
    asked.onblocked = () => failed(new Error("blocked"));
  });
}

async function database() {
  opened ??= open().then((db) => {
    db.onversionchange = db.onclose = () => { db.close(); opened = null; };
    return db;
  });
  return opened.catch((error) => { opened = null; throw error; });
}

// Resolves when the disk has it.
async function write(work) {
  const db = await database();
  return new Promise((done, failed) => {
    const turn = db.transaction(STORE, "readwrite", { durability: "strict" });
    turn.oncomplete = () => done();
    turn.onabort = turn.onerror = () => failed(turn.error);
    work(turn.objectStore(STORE));
  });
}

export const put = (item) => write((store) => store.put(item));
export const drop = (nonce) => write((store) => store.delete(nonce));

// The oldest first.
export async function all() {
  const db = await database();
  const found = await new Promise((done, failed) => {
    const asked = db.transaction(STORE).objectStore(STORE).getAll();
    asked.onsuccess = () => done(asked.result);
    asked.onerror = () => failed(asked.error);
  });
  return found.sort((one, other) => one.at - other.at);
}
