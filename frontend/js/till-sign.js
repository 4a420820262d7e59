// Signatures: the card's own (Ed25519, checked here without a network) and the device's (HMAC, made once per meal).
const utf8 = new TextEncoder();
const hex = (buffer) => [...new Uint8Array(buffer)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
const fromBase64 = (text) => Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));

// How a card is known without its number: the first 16 hex digits of SHA-256. A typed number has a hash of its own.
export async function cardHash(card) {
  const bytes = card.kind === "qr" ? card.number : utf8.encode(`typed/${card.text}`);
  return hex(await crypto.subtle.digest("SHA-256", bytes)).slice(0, 16);
}

// The key comes once, in hex. Kept like this it can be used and never be read out again, not even by this page.
export function keepKey(told) {
  const bytes = Uint8Array.from(told.match(/../g), (pair) => parseInt(pair, 16));
  return crypto.subtle.importKey("raw", bytes, { name: "HMAC", hash: "SHA-256" }, false, ["sign"]);
}

export async function signItem(device, { nonce, code, counter, claimed_at }) {
  const words = ["ibasho-redeem-1", device.id, nonce, code, counter, claimed_at].join("\n");
  return hex(await crypto.subtle.sign("HMAC", device.key, utf8.encode(words)));
}

async function nativeVerify(key, signature, signed) {
  const imported = await crypto.subtle.importKey("raw", key, { name: "Ed25519" }, false, ["verify"]);
  return crypto.subtle.verify({ name: "Ed25519" }, imported, signature, signed);
}

// Phones before 2025 do not know Ed25519: then a small script of our own origin does the sum.
export async function verifyCard(card, publicKey, vendor) {
  const key = fromBase64(publicKey);
  try {
    return await nativeVerify(key, card.signature, card.signed);
  } catch {
    const script = await import(vendor);
    return script.verifyAsync(card.signature, card.signed, key).catch(() => false);
  }
}
