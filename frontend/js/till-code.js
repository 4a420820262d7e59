// What a card's code says. Pure: a text in, facts out; no network, no storage, no page.
// The same format as the server's rules/codes.py: QR `IB1:` + base45 of 84 bytes, or twelve letters for fingers.
const ALPHABET = "CDFHJKMNPQRTVWXY34679";
const BASE45 = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:";
const PREFIX = "IB1:";
const TEST = "IB1:TEST"; // the test card of the start kit: an answer, no meal
const SIGNED = 20;
const WHOLE = 84;
const WHOLE_LETTERS = 126;
const EPOCH = Date.UTC(2000, 0, 1);
export const TYPED_LENGTH = 12;

// A code reader that types as a US keyboard into a phone set to a Japanese one: three signs come out as others.
const US_ON_JIS = { "+": ":", "~": "+", "(": "*" };

export const plain = (text) => String(text ?? "").normalize("NFKC").trim();

function mended(text) {
  return /^IB1\+/.test(text) ? text.replace(/[+~(]/g, (sign) => US_ON_JIS[sign]) : text;
}

export function fromBase45(text) {
  const out = [];
  for (let place = 0; place < text.length; place += 3) {
    const letters = [...text.slice(place, place + 3)].map((letter) => BASE45.indexOf(letter));
    const value = letters.reduceRight((sum, digit) => sum * 45 + digit, 0);
    const size = letters.length - 1;
    if (!size || letters.includes(-1) || value >= 256 ** size) return null;
    if (size === 2) out.push(value >> 8);
    out.push(value & 255);
  }
  return new Uint8Array(out);
}

// The weighted sum must be a multiple of 21 (weights 1, 2, 4, 8, 16, 11 … from the right).
export function checks(letters) {
  let weight = 1;
  let sum = 0;
  for (const letter of [...letters].reverse()) {
    sum += ALPHABET.indexOf(letter) * weight;
    weight = (weight * 2) % 21;
  }
  return sum % 21 === 0;
}

// What fingers typed, tidied: 全角, small letters, blanks and dashes are forgiven.
export const tidy = (text) => plain(text).toUpperCase().replace(/[^0-9A-Z]/g, "");
export const strange = (letters) => [...letters].find((letter) => !ALPHABET.includes(letter)) ?? "";
export const shown = (letters) => (letters.match(/.{1,4}/g) ?? []).join("-");

function readQr(text) {
  const body = text.slice(PREFIX.length);
  if (body.length < WHOLE_LETTERS) return { kind: "bad", reason: "truncated" };
  const bytes = fromBase45(body);
  if (!bytes || bytes.length !== WHOLE) return { kind: "bad", reason: "forged" };
  if (bytes[0] !== 1) return { kind: "bad", reason: "foreign" };
  const days = bytes[18] * 256 + bytes[19];
  return {
    kind: "qr",
    text,
    keyId: bytes[1],
    number: bytes.slice(2, 18),
    validUntil: new Date(EPOCH + days * 86_400_000).toISOString().slice(0, 10),
    signed: bytes.slice(0, SIGNED),
    signature: bytes.slice(SIGNED),
  };
}

// → {kind: "test"} | {kind: "qr", …} | {kind: "typed", text} | {kind: "bad", reason}
export function read(given) {
  const text = mended(plain(given));
  if (text === TEST) return { kind: "test" };
  if (text.startsWith(PREFIX)) return readQr(text);
  if (/[:/.]/.test(text) || text.length > 24) return { kind: "bad", reason: "foreign" };
  const letters = tidy(text);
  if (letters.length < TYPED_LENGTH) return { kind: "bad", reason: "short" };
  if (letters.length > TYPED_LENGTH || strange(letters) || !checks(letters)) return { kind: "bad", reason: "typed" };
  return { kind: "typed", text: letters };
}
