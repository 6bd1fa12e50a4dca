// Calendar arithmetic on day numbers: days since 1 January 1970. No Date object, so no time zone.

const MONTH_LENGTHS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
const FURTHEST_DAYS = 100000;
const FURTHEST_MONTHS = 2400;
const FIRST_YEAR = 1900;
const LAST_YEAR = 2199;

function isLeap(year) {
  return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
}

function daysInMonth(year, month) {
  return month === 2 && isLeap(year) ? 29 : MONTH_LENGTHS[month - 1];
}

// Years begin in March here, so that the leap day is the last of its year.
function dayNumber(year, month, day) {
  const y = month <= 2 ? year - 1 : year;
  const era = Math.floor(y / 400);
  const yearOfEra = y - era * 400;
  const dayOfYear = Math.floor((153 * (month > 2 ? month - 3 : month + 9) + 2) / 5) + day - 1;
  const leaps = Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100);
  return era * 146097 + yearOfEra * 365 + leaps + dayOfYear - 719468;
}

// A day number as [year, month, day].
function civil(number) {
  const z = number + 719468;
  const era = Math.floor(z / 146097);
  const dayOfEra = z - era * 146097;
  const leaps =
    Math.floor(dayOfEra / 1460) - Math.floor(dayOfEra / 36524) + Math.floor(dayOfEra / 146096);
  const yearOfEra = Math.floor((dayOfEra - leaps) / 365);
  const start = 365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100);
  const dayOfYear = dayOfEra - start;
  const march = Math.floor((5 * dayOfYear + 2) / 153);
  const day = dayOfYear - Math.floor((153 * march + 2) / 5) + 1;
  const month = march < 10 ? march + 3 : march - 9;
  return [yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, day];
}

// A date from its parts, a day beyond the month's end becoming its last; null where there is none.
function makeDate(year, month, day) {
  if (!(year >= 1 && year <= 9999 && month >= 1 && month <= 12 && day >= 1)) return null;
  return dayNumber(year, month, Math.min(day, daysInMonth(year, month)));
}

function addDays(day, days) {
  return Math.abs(days) > FURTHEST_DAYS ? null : day + days;
}

function addMonths(day, months) {
  if (Math.abs(months) > FURTHEST_MONTHS) return null;
  const parts = civil(day);
  const index = parts[0] * 12 + parts[1] - 1 + months;
  return makeDate(Math.floor(index / 12), (((index % 12) + 12) % 12) + 1, parts[2]);
}

function monthsApart(from, to) {
  return (to[0] - from[0]) * 12 + to[1] - from[1];
}

// Full months; a month is full at the same day number, or at the month's last day.
function monthsBetween(start, end) {
  const from = civil(start);
  const to = civil(end);
  const months = monthsApart(from, to);
  if (to[2] >= from[2]) return months;
  return months - (to[2] < daysInMonth(to[0], to[1]) ? 1 : 0);
}

// Full months where only the same day number completes one.
function monthsSameDay(start, end) {
  const from = civil(start);
  const to = civil(end);
  return monthsApart(from, to) - (to[2] < from[2] ? 1 : 0);
}

function yearLength(day) {
  return isLeap(civil(day)[0]) ? 366 : 365;
}

// 1 for Monday to 7 for Sunday.
function weekday(day) {
  return ((((day + 3) % 7) + 7) % 7) + 1;
}

// "2024-03-31", or "2024-03" for its first day, as a day number; null where it is no date.
function readDay(text) {
  const found = /^(\d{4})-(\d{2})(?:-(\d{2}))?$/.exec(text);
  if (!found) return null;
  const year = Number(found[1]);
  const month = Number(found[2]);
  const day = found[3] ? Number(found[3]) : 1;
  const right = month >= 1 && month <= 12 && day >= 1 && year >= FIRST_YEAR && year <= LAST_YEAR;
  return right && day <= daysInMonth(year, month) ? dayNumber(year, month, day) : null;
}

function padded(number, length) {
  let text = String(number);
  while (text.length < length) text = "0" + text;
  return text;
}

function dayText(day) {
  const parts = civil(day);
  return padded(parts[0], 4) + "-" + padded(parts[1], 2) + "-" + padded(parts[2], 2);
}
