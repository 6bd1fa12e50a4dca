// Answers sealed so that only the centre's box opens them: libsodium's sealed box (X25519,
// XSalsa20-Poly1305, nonce by BLAKE2b), padded so that its length tells little.

const PAD_TO = 256;

// --- BLAKE2b of one block, its 64-bit words as pairs of halves (low, high) ---------------------------

const BLAKE_IV = [
  0xf3bcc908, 0x6a09e667, 0x84caa73b, 0xbb67ae85, 0xfe94f82b, 0x3c6ef372, 0x5f1d36f1, 0xa54ff53a,
  0xade682d1, 0x510e527f, 0x2b3e6c1f, 0x9b05688c, 0xfb41bd6b, 0x1f83d9ab, 0x137e2179, 0x5be0cd19,
];
const BLAKE_ORDER = [
  "0123456789abcdef", "ea489fd61c02b753", "b8c052fdae367194", "7931dcbe265a40f8",
  "905724afe1bc683d", "2c6a0b834d75fe19", "c51fed4a0763928b", "db7ec13950f4862a",
  "6fe9b308c2d714a5", "a2847615fb9e3cd0", "0123456789abcdef", "ea489fd61c02b753",
];
const BLAKE_MIXED = [
  [0, 4, 8, 12], [1, 5, 9, 13], [2, 6, 10, 14], [3, 7, 11, 15],
  [0, 5, 10, 15], [1, 6, 11, 12], [2, 7, 8, 13], [3, 4, 9, 14],
];

function addWord(v, a, low, high) {
  const sum = (v[2 * a] >>> 0) + (low >>> 0);
  v[2 * a + 1] = (v[2 * a + 1] + high + (sum >= 4294967296 ? 1 : 0)) | 0;
  v[2 * a] = sum | 0;
}

// v[a] = (v[a] xor v[b]) turned right by so many bits
function turnWord(v, a, b, bits) {
  const low = v[2 * a] ^ v[2 * b];
  const high = v[2 * a + 1] ^ v[2 * b + 1];
  const swap = bits >= 32;
  const x = swap ? high : low;
  const y = swap ? low : high;
  const n = bits % 32;
  v[2 * a] = n === 0 ? x : (x >>> n) | (y << (32 - n));
  v[2 * a + 1] = n === 0 ? y : (y >>> n) | (x << (32 - n));
}

function mix(v, at, m, x, y) {
  const a = at[0], b = at[1], c = at[2], d = at[3];
  addWord(v, a, v[2 * b], v[2 * b + 1]);
  addWord(v, a, m[2 * x], m[2 * x + 1]);
  turnWord(v, d, a, 32);
  addWord(v, c, v[2 * d], v[2 * d + 1]);
  turnWord(v, b, c, 24);
  addWord(v, a, v[2 * b], v[2 * b + 1]);
  addWord(v, a, m[2 * y], m[2 * y + 1]);
  turnWord(v, d, a, 16);
  addWord(v, c, v[2 * d], v[2 * d + 1]);
  turnWord(v, b, c, 63);
}

// The BLAKE2b digest, `length` bytes of it, of at most 128 bytes.
function blake2b(bytes, length) {
  const m = new Int32Array(32);
  bytes.forEach((byte, i) => {
    m[i >> 2] |= byte << (8 * (i & 3));
  });
  const h = Int32Array.from(BLAKE_IV.map((each) => each | 0));
  h[0] ^= 0x01010000 ^ length;
  const v = Int32Array.from(Array.from(h).concat(BLAKE_IV.map((each) => each | 0)));
  v[24] ^= bytes.length;
  v[28] = ~v[28];
  v[29] = ~v[29];
  BLAKE_ORDER.forEach((order) => {
    BLAKE_MIXED.forEach((at, i) => {
      mix(v, at, m, parseInt(order[2 * i], 16), parseInt(order[2 * i + 1], 16));
    });
  });
  const made = new Uint8Array(length);
  for (let i = 0; i < length; i++) {
    const word = i >> 2;
    made[i] = (h[word] ^ v[word] ^ v[word + 16]) >>> (8 * (i & 3));
  }
  return made;
}

// --- the box -----------------------------------------------------------------------------------------

function joinBytes(a, b) {
  const made = new Uint8Array(a.length + b.length);
  made.set(a);
  made.set(b, a.length);
  return made;
}

function paddedBytes(bytes) {
  const made = new Uint8Array(Math.ceil((bytes.length + 1) / PAD_TO) * PAD_TO);
  made.set(bytes);
  made[bytes.length] = 0x80;
  return made;
}

// Only the holder of the box's private key reads it again.
function sealTo(bytes, publicKey) {
  const once = nacl.box.keyPair();
  const nonce = blake2b(joinBytes(once.publicKey, publicKey), 24);
  const sealed = nacl.box(paddedBytes(bytes), nonce, publicKey, once.secretKey);
  return joinBytes(once.publicKey, sealed);
}

// Base45 (RFC 9285): bytes in the letters that a QR code holds closely.
function base45(bytes) {
  let text = "";
  for (let i = 0; i < bytes.length; i += 2) {
    const pair = i + 1 < bytes.length;
    let value = pair ? bytes[i] * 256 + bytes[i + 1] : bytes[i];
    for (let digit = 0; digit < (pair ? 3 : 2); digit++) {
      text += ALPHANUMERIC[value % 45];
      value = Math.floor(value / 45);
    }
  }
  return text;
}

function utf8(text) {
  const escaped = unescape(encodeURIComponent(text));
  return Uint8Array.from(Array.from(escaped).map((letter) => letter.charCodeAt(0)));
}

function hexBytes(hex) {
  return Uint8Array.from((hex.match(/../g) || []).map((pair) => parseInt(pair, 16)));
}

// The answers as a text for a code, a message or a file: GY1 sealed to a box, GY0 open.
function handOverText(answers, box) {
  const bytes = utf8(JSON.stringify(answers));
  if (box === null) return "GY0:" + base45(bytes) + ":END";
  return "GY1:" + base45(joinBytes(hexBytes(box.id), sealTo(bytes, hexBytes(box.key)))) + ":END";
}
