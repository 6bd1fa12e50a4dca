// MD5 (RFC 1321), which OpenRosa's envelopes ask for and WebCrypto leaves out. It guards nothing
// here: it makes initial vectors and tells damaged files.

const SHIFTS = [[7, 12, 17, 22], [5, 9, 14, 20], [4, 11, 16, 23], [6, 10, 15, 21]];
const SINES = Uint32Array.from({ length: 64 }, (_, n) => Math.floor(Math.abs(Math.sin(n + 1)) * 2 ** 32));
const MIX = [
  (b, c, d, n) => [(b & c) | (~b & d), n],
  (b, c, d, n) => [(d & b) | (~d & c), (5 * n + 1) % 16],
  (b, c, d, n) => [b ^ c ^ d, (3 * n + 5) % 16],
  (b, c, d, n) => [c ^ (b | ~d), (7 * n) % 16],
];

/** The 16 bytes of the digest of `bytes` (Uint8Array). */
export function md5(bytes) {
  const state = Int32Array.of(0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476);
  const view = padded(bytes);
  for (let at = 0; at < view.byteLength; at += 64) block(state, view, at);
  return new Uint8Array(state.buffer);
}

/** One bit, zeros, and the length in bits, up to a whole number of blocks. */
function padded(bytes) {
  const whole = new Uint8Array(Math.ceil((bytes.length + 9) / 64) * 64);
  whole.set(bytes);
  whole[bytes.length] = 0x80;
  const view = new DataView(whole.buffer);
  view.setBigUint64(whole.length - 8, BigInt(bytes.length) * 8n, true);
  return view;
}

function block(state, view, at) {
  let [a, b, c, d] = state;
  for (let n = 0; n < 64; n++) {
    const round = n >> 4;
    const [mixed, word] = MIX[round](b, c, d, n);
    const sum = (a + mixed + SINES[n] + view.getUint32(at + 4 * word, true)) | 0;
    const by = SHIFTS[round][n % 4];
    [a, d, c, b] = [d, c, b, (b + ((sum << by) | (sum >>> (32 - by)))) | 0];
  }
  [a, b, c, d].forEach((value, n) => (state[n] = (state[n] + value) | 0));
}
