// A QR code (ISO/IEC 18004) of a text in digits, capitals and $%*+-./: — the alphanumeric mode.
// Gives rows of booleans, dark is true. Error correction L, the smallest version that fits.

const ALPHANUMERIC = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:";
const WORDS_PER_BLOCK = [
  7, 10, 15, 20, 26, 18, 20, 24, 30, 18, 20, 24, 26, 30, 22, 24, 28, 30, 28, 28,
  28, 28, 30, 30, 26, 28, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30,
];
const BLOCKS = [
  1, 1, 1, 1, 1, 2, 2, 2, 2, 4, 4, 4, 4, 4, 6, 6, 6, 6, 7, 8,
  8, 9, 9, 10, 12, 12, 12, 13, 14, 15, 16, 17, 18, 19, 19, 20, 21, 22, 24, 25,
];
const LEVEL_L = 1;

function TooLong() {
  this.message = "too much for one code";
}

function rawModules(version) {
  let count = (16 * version + 128) * version + 64;
  if (version >= 2) {
    const aligned = Math.floor(version / 7) + 2;
    count -= (25 * aligned - 10) * aligned - 55;
    if (version >= 7) count -= 36;
  }
  return count;
}

function dataWords(version) {
  const all = Math.floor(rawModules(version) / 8);
  return all - WORDS_PER_BLOCK[version - 1] * BLOCKS[version - 1];
}

function pushBits(bits, value, length) {
  for (let i = length - 1; i >= 0; i--) bits.push((value >>> i) & 1);
}

function segmentBits(text, version) {
  const bits = [];
  pushBits(bits, 2, 4);
  pushBits(bits, text.length, version < 10 ? 9 : version < 27 ? 11 : 13);
  for (let i = 0; i + 1 < text.length; i += 2) {
    const pair = ALPHANUMERIC.indexOf(text[i]) * 45 + ALPHANUMERIC.indexOf(text[i + 1]);
    pushBits(bits, pair, 11);
  }
  if (text.length % 2) pushBits(bits, ALPHANUMERIC.indexOf(text[text.length - 1]), 6);
  return bits;
}

// The data words of a text, with its version.
function wordsOf(text) {
  for (let version = 1; version <= 40; version++) {
    const bits = segmentBits(text, version);
    const room = dataWords(version) * 8;
    if (bits.length > room) continue;
    pushBits(bits, 0, Math.min(4, room - bits.length));
    pushBits(bits, 0, (8 - (bits.length % 8)) % 8);
    for (let pad = 0xec; bits.length < room; pad ^= 0xec ^ 0x11) pushBits(bits, pad, 8);
    const words = [];
    for (let i = 0; i < bits.length; i += 8) words.push(parseInt(bits.slice(i, i + 8).join(""), 2));
    return { version: version, words: words };
  }
  throw new TooLong();
}

// --- Reed–Solomon over GF(256) -----------------------------------------------------------------------

function times(a, b) {
  let product = 0;
  for (let i = 7; i >= 0; i--) {
    product = (product << 1) ^ ((product >>> 7) * 0x11d);
    product ^= ((b >>> i) & 1) * a;
  }
  return product;
}

function divisorOf(degree) {
  const made = [];
  for (let i = 0; i < degree; i++) made.push(i === degree - 1 ? 1 : 0);
  let root = 1;
  for (let i = 0; i < degree; i++) {
    for (let j = 0; j < degree; j++) {
      made[j] = times(made[j], root) ^ (j + 1 < degree ? made[j + 1] : 0);
    }
    root = times(root, 2);
  }
  return made;
}

function checkWords(data, divisor) {
  const rest = divisor.map(() => 0);
  data.forEach((word) => {
    const factor = word ^ rest.shift();
    rest.push(0);
    divisor.forEach((each, i) => {
      rest[i] ^= times(each, factor);
    });
  });
  return rest;
}

// Data and check words of all blocks, woven into each other.
function woven(words, version) {
  const count = BLOCKS[version - 1];
  const checks = WORDS_PER_BLOCK[version - 1];
  const all = Math.floor(rawModules(version) / 8);
  const short = count - (all % count);
  const length = Math.floor(all / count);
  const divisor = divisorOf(checks);
  const blocks = [];
  for (let i = 0, at = 0; i < count; i++) {
    const size = length - checks + (i < short ? 0 : 1);
    const data = words.slice(at, at + size);
    blocks.push({ data: data, checks: checkWords(data, divisor) });
    at += size;
  }
  const made = [];
  for (let i = 0; i <= length - checks; i++) {
    blocks.forEach((block) => {
      if (i < block.data.length) made.push(block.data[i]);
    });
  }
  for (let i = 0; i < checks; i++) blocks.forEach((block) => made.push(block.checks[i]));
  return made;
}

// --- the picture -------------------------------------------------------------------------------------

class Code {
  constructor(version) {
    this.version = version;
    this.size = version * 4 + 17;
    this.dark = [];
    this.fixed = [];
    for (let y = 0; y < this.size; y++) {
      this.dark.push(new Array(this.size).fill(false));
      this.fixed.push(new Array(this.size).fill(false));
    }
  }

  set(x, y, dark) {
    this.dark[y][x] = Boolean(dark);
    this.fixed[y][x] = true;
  }

  patterns() {
    for (let i = 0; i < this.size; i++) {
      this.set(6, i, i % 2 === 0);
      this.set(i, 6, i % 2 === 0);
    }
    [[3, 3], [this.size - 4, 3], [3, this.size - 4]].forEach((at) => this.finder(at[0], at[1]));
    const places = this.alignments();
    const last = places.length - 1;
    places.forEach((x, i) => {
      places.forEach((y, j) => {
        const corner = (i === 0 && j === 0) || (i === 0 && j === last) || (i === last && j === 0);
        if (!corner) this.square(x, y, 2);
      });
    });
    this.formatBits(0);
    this.versionBits();
  }

  finder(x, y) {
    for (let dy = -4; dy <= 4; dy++) {
      for (let dx = -4; dx <= 4; dx++) {
        const ring = Math.max(Math.abs(dx), Math.abs(dy));
        const inside = x + dx >= 0 && x + dx < this.size && y + dy >= 0 && y + dy < this.size;
        if (inside) this.set(x + dx, y + dy, ring !== 2 && ring !== 4);
      }
    }
  }

  square(x, y, reach) {
    for (let dy = -reach; dy <= reach; dy++) {
      for (let dx = -reach; dx <= reach; dx++) {
        this.set(x + dx, y + dy, Math.max(Math.abs(dx), Math.abs(dy)) !== 1);
      }
    }
  }

  alignments() {
    if (this.version === 1) return [];
    const count = Math.floor(this.version / 7) + 2;
    const gap = Math.floor((this.version * 8 + count * 3 + 5) / (count * 4 - 4)) * 2;
    const found = [6];
    for (let at = this.size - 7; found.length < count; at -= gap) found.splice(1, 0, at);
    return found;
  }

  formatBits(mask) {
    const data = (LEVEL_L << 3) | mask;
    let rest = data;
    for (let i = 0; i < 10; i++) rest = (rest << 1) ^ ((rest >>> 9) * 0x537);
    const bits = ((data << 10) | rest) ^ 0x5412;
    const bit = (i) => (bits >>> i) & 1;
    for (let i = 0; i <= 5; i++) this.set(8, i, bit(i));
    this.set(8, 7, bit(6));
    this.set(8, 8, bit(7));
    this.set(7, 8, bit(8));
    for (let i = 9; i < 15; i++) this.set(14 - i, 8, bit(i));
    for (let i = 0; i < 8; i++) this.set(this.size - 1 - i, 8, bit(i));
    for (let i = 8; i < 15; i++) this.set(8, this.size - 15 + i, bit(i));
    this.set(8, this.size - 8, true);
  }

  versionBits() {
    if (this.version < 7) return;
    let rest = this.version;
    for (let i = 0; i < 12; i++) rest = (rest << 1) ^ ((rest >>> 11) * 0x1f25);
    const bits = (this.version << 12) | rest;
    for (let i = 0; i < 18; i++) {
      const a = this.size - 11 + (i % 3);
      const b = Math.floor(i / 3);
      this.set(a, b, (bits >>> i) & 1);
      this.set(b, a, (bits >>> i) & 1);
    }
  }

  write(words) {
    let at = 0;
    for (let right = this.size - 1; right >= 1; right -= 2) {
      if (right === 6) right = 5;
      for (let step = 0; step < this.size; step++) {
        for (let side = 0; side < 2; side++) {
          const x = right - side;
          const up = ((right + 1) & 2) === 0;
          const y = up ? this.size - 1 - step : step;
          if (this.fixed[y][x] || at >= words.length * 8) continue;
          this.dark[y][x] = ((words[at >>> 3] >>> (7 - (at & 7))) & 1) === 1;
          at++;
        }
      }
    }
  }

  mask(number) {
    for (let y = 0; y < this.size; y++) {
      for (let x = 0; x < this.size; x++) {
        if (!this.fixed[y][x] && MASKS[number](x, y)) this.dark[y][x] = !this.dark[y][x];
      }
    }
  }

  // How hard a reader finds it: runs, blocks of four, shares of dark.
  penalty() {
    let points = 0;
    let dark = 0;
    for (let y = 0; y < this.size; y++) {
      points += runs(this.dark[y]) + runs(this.dark.map((row) => row[y]));
      for (let x = 0; x < this.size; x++) {
        if (this.dark[y][x]) dark++;
        if (y && x && this.alike(x, y)) points += 3;
      }
    }
    const share = Math.abs(dark * 20 - this.size * this.size * 10);
    return points + Math.max(0, Math.ceil(share / (this.size * this.size)) - 1) * 10;
  }

  alike(x, y) {
    const d = this.dark;
    return d[y][x] === d[y][x - 1] && d[y][x] === d[y - 1][x] && d[y][x] === d[y - 1][x - 1];
  }
}

const MASKS = [
  (x, y) => (x + y) % 2 === 0,
  (x, y) => y % 2 === 0,
  (x) => x % 3 === 0,
  (x, y) => (x + y) % 3 === 0,
  (x, y) => (Math.floor(x / 3) + Math.floor(y / 2)) % 2 === 0,
  (x, y) => ((x * y) % 2) + ((x * y) % 3) === 0,
  (x, y) => (((x * y) % 2) + ((x * y) % 3)) % 2 === 0,
  (x, y) => (((x + y) % 2) + ((x * y) % 3)) % 2 === 0,
];

// Runs of five and more, and what looks like a finder pattern, in one line.
function runs(line) {
  let points = 0;
  let length = 1;
  for (let i = 1; i <= line.length; i++) {
    if (i < line.length && line[i] === line[i - 1]) length++;
    else {
      if (length >= 5) points += length - 2;
      length = 1;
    }
  }
  const text = line.map((dark) => (dark ? "1" : "0")).join("");
  ["10111010000", "00001011101"].forEach((pattern) => {
    for (let at = text.indexOf(pattern); at >= 0; at = text.indexOf(pattern, at + 1)) points += 40;
  });
  return points;
}

function qrCode(text) {
  const found = wordsOf(text);
  let best = null;
  let least = Infinity;
  for (let mask = 0; mask < 8; mask++) {
    const code = new Code(found.version);
    code.patterns();
    code.write(woven(found.words, found.version));
    code.mask(mask);
    code.formatBits(mask);
    const points = code.penalty();
    if (points < least) {
      least = points;
      best = code;
    }
  }
  return best;
}
