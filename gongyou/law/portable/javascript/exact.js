// Exact fractions in lowest terms with a positive denominator.
//
// While both parts are safe integers they are plain numbers; beyond that BigInt. A browser without
// BigInt refuses such a value aloud (TooLarge) and never gives a wrong one. No BigInt literal
// stands here, so that browsers from before BigInt can read the file.

const SAFE = 9007199254740991;
const SHORT_DIGITS = 15;
const Big = typeof BigInt === "function" ? BigInt : null;

function TooLarge() {
  this.message = "beyond what this browser can compute exactly";
}

function big(value) {
  if (Big === null) throw new TooLarge();
  return Big(value);
}

function Q(n, d) {
  this.n = n;
  this.d = d;
}

function fits(value) {
  return value <= SAFE && value >= -SAFE;
}

function small(q) {
  return typeof q.n === "number";
}

function gcd(a, b) {
  let x = a < 0 ? -a : a;
  let y = b;
  while (y) {
    const rest = x % y;
    x = y;
    y = rest;
  }
  return x;
}

// A fraction of two numbers that are safe integers; the denominator is not zero.
function lowest(n, d) {
  if (d === 1) return new Q(n, 1);
  const sign = d < 0 ? -1 : 1;
  const g = gcd(n, d * sign);
  return new Q((n * sign) / g, (d * sign) / g);
}

// The same of two BigInts; small again where both parts are safe.
function lowestBig(n, d) {
  const zero = big(0);
  const top = d < zero ? -n : n;
  const low = d < zero ? -d : d;
  const g = gcd(top < zero ? -top : top, low);
  const a = top / g;
  const b = low / g;
  return fits(a) && fits(b) ? new Q(Number(a), Number(b)) : new Q(a, b);
}

function int(n) {
  return new Q(n, 1);
}

function ratio(n, d) {
  return fits(n) && fits(d) ? lowest(n, d) : lowestBig(big(n), big(d));
}

const ZERO = int(0);

function add(a, b) {
  return sum(a, b, 1);
}

function sub(a, b) {
  return sum(a, b, -1);
}

function sum(a, b, sign) {
  if (small(a) && small(b)) {
    const x = a.d === b.d ? a.n : a.n * b.d;
    const y = a.d === b.d ? b.n : b.n * a.d;
    const d = a.d === b.d ? a.d : a.d * b.d;
    const n = x + sign * y;
    if (fits(x) && fits(y) && fits(n) && fits(d)) return lowest(n, d);
  }
  const x = big(a.n) * big(b.d);
  const y = big(b.n) * big(a.d);
  return lowestBig(x + big(sign) * y, big(a.d) * big(b.d));
}

function mul(a, b) {
  if (small(a) && small(b)) {
    const n = a.n * b.n;
    const d = a.d * b.d;
    if (fits(n) && fits(d)) return lowest(n, d);
  }
  return lowestBig(big(a.n) * big(b.n), big(a.d) * big(b.d));
}

// b is not zero
function div(a, b) {
  if (small(a) && small(b)) {
    const n = a.n * b.d;
    const d = a.d * b.n;
    if (fits(n) && fits(d)) return lowest(n, d);
  }
  return lowestBig(big(a.n) * big(b.d), big(a.d) * big(b.n));
}

function compare(a, b) {
  if (small(a) && small(b)) {
    const x = a.d === b.d ? a.n : a.n * b.d;
    const y = a.d === b.d ? b.n : b.n * a.d;
    if (fits(x) && fits(y)) return x < y ? -1 : x > y ? 1 : 0;
  }
  const x = big(a.n) * big(b.d);
  const y = big(b.n) * big(a.d);
  return x < y ? -1 : x > y ? 1 : 0;
}

function signOf(q) {
  return q.n > 0 ? 1 : q.n < 0 ? -1 : 0;
}

// --- rounding: n / d to a whole number, d > 0; the same four ways for numbers and BigInts ---------

// Towards zero: BigInt's division does so, a number's rest is taken off first.
function quotient(n, d) {
  return typeof n === "number" ? (n - (n % d)) / d + 0 : n / d;
}

function below(n, d) {
  const q = quotient(n, d);
  const one = typeof n === "number" ? 1 : big(1);
  return n % d && n < 0 ? q - one : q;
}

function halfUp(n, d) {
  const two = typeof n === "number" ? 2 : big(2);
  return n < 0 ? -quotient(-n * two + d, two * d) : quotient(n * two + d, two * d);
}

const UNITS = {
  half_up: halfUp,
  up: (n, d) => -below(-n, d),
  down: below,
  trunc: quotient,
};

function roundTo(q, mode, step) {
  if (small(q) && small(step)) {
    const n = q.n * step.d;
    const d = q.d * step.n;
    if (fits(2 * n + d) && fits(2 * n - d) && fits(2 * d)) {
      return mul(int(UNITS[mode](n, d) + 0), step);
    }
  }
  const n = big(q.n) * big(step.d);
  const d = big(q.d) * big(step.n);
  return mul(lowestBig(UNITS[mode](n, d), big(1)), step);
}

// The whole number not above q, as a plain number.
function wholeBelow(q) {
  return q.d === 1 ? q.n : Number(below(q.n, q.d));
}

// --- as text -------------------------------------------------------------------------------------

// "1234.56" as a fraction, or null where it is no number.
function readNumber(text) {
  const found = /^([+-]?)(\d+)(?:\.(\d+))?$/.exec(text);
  if (!found) return null;
  const cut = found[3] || "";
  const digits = (found[1] === "-" ? "-" : "") + found[2] + cut;
  if (found[2].length + cut.length <= SHORT_DIGITS) {
    return lowest(Number(digits) + 0, Math.pow(10, cut.length));
  }
  return lowestBig(big(digits), big("1" + "0".repeat(cut.length)));
}

function hasDecimals(q, scale) {
  const d = q.d;
  return typeof d === "number" ? Math.pow(10, scale) % d === 0 : !(big(Math.pow(10, scale)) % d);
}

// In full: 3, 1/3.
function fractionText(q) {
  const low = String(q.d);
  return low === "1" ? String(q.n) : q.n + "/" + low;
}

// As a person reads it: at least and at most so many decimals, a half away from zero.
function decimalText(q, least, most) {
  const scale = int(Math.pow(10, most));
  const units = mul(roundTo(q, "half_up", ratio(1, Math.pow(10, most))), scale);
  let digits = String(units.n).replace("-", "");
  while (digits.length <= most) digits = "0" + digits;
  let cut = most ? digits.slice(-most) : "";
  while (cut.length > least && cut[cut.length - 1] === "0") cut = cut.slice(0, -1);
  const whole = most ? digits.slice(0, -most) : digits;
  return (signOf(units) < 0 ? "-" : "") + whole + (cut ? "." + cut : "");
}
