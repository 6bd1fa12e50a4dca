// Dated figures and calendars as the data has them.

// What is not known: a sorted list of names that it waits for.
function Gap(names) {
  this.names = names;
}

function isGap(value) {
  return value instanceof Gap;
}

function joined(gaps) {
  if (gaps.length === 1) return gaps[0];
  const names = new Set();
  gaps.forEach((gap) => gap.names.forEach((name) => names.add(name)));
  return new Gap(Array.from(names).sort());
}

// A value of the data: a number is whole or [over, under], a day its number.
function dataValue(kind, value) {
  if (kind !== "num") return value;
  return Array.isArray(value) ? ratio(value[0], value[1]) : int(value);
}

// 440306 → 440300, 440000, 100000: district, city, province, country.
function adcodeParents(place) {
  const above = [place.slice(0, 4) + "00", place.slice(0, 2) + "0000", "100000"];
  return above.filter((code, at) => code !== place && above.indexOf(code) === at);
}

const PLACES = { adcode: adcodeParents };

function parentsOf(places, place) {
  return places === null ? [] : PLACES[places](place);
}

// The certainty of a figure that somebody only recalled.
const RECALLED = 0;
// The end of a figure on the day before the next one begins.
const ENDS_BEFORE_NEXT = 0;

class Parameter {
  constructor(row, places, sources) {
    this.name = row[0];
    this.inherit = row[1];
    this.places = places;
    this.gap = new Gap(["figure:" + this.name]);
    this.series = new Map();
    this.sure = null;
    row[3].forEach((group) => {
      group[1].split(";").forEach((keys) => {
        const rows = group[0].map((each) => this.figure(row[2], keys, each, sources));
        rows.forEach((each, at) => {
          if (each.to === ENDS_BEFORE_NEXT) each.to = rows[at + 1].from - 1;
        });
        this.series.set(keys, rows);
      });
    });
  }

  figure(kind, keys, row, sources) {
    return {
      parameter: this.name,
      keys: keys === "" ? [] : keys.split(","),
      from: row[0] === null ? -Infinity : row[0],
      to: row[1] === null ? Infinity : row[1],
      value: dataValue(kind, row[2]),
      source: typeof row[3] === "number" ? sources[row[3]] : "",
      confirmed: row[4] !== RECALLED,
    };
  }

  // The series where only figures count that somebody read in a document.
  confirmed() {
    if (this.sure === null) {
      this.sure = new Map();
      this.series.forEach((rows, keys) => {
        const kept = rows.filter((each) => each.confirmed);
        if (kept.length) this.sure.set(keys, kept);
      });
    }
    return this.sure;
  }

  // The keys whose series holds: their own, or the nearest place above.
  home(series, keys) {
    const own = keys.join(",");
    if (series.has(own) || this.inherit < 0 || this.places === null) return own;
    const above = parentsOf(this.places, keys[this.inherit]);
    for (let i = 0; i < above.length; i++) {
      const there = keys.slice();
      there[this.inherit] = above[i];
      const name = there.join(",");
      if (series.has(name)) return name;
    }
    return own;
  }

  find(keys, day, sure) {
    const series = sure ? this.confirmed() : this.series;
    const rows = series.get(this.home(series, keys)) || [];
    for (let i = 0; i < rows.length; i++) {
      if (rows[i].from <= day && day <= rows[i].to) return rows[i];
    }
    return null;
  }
}

const REST = 0;
const WORKED = 1;
const HOLIDAY = 2;

// Working days and public holidays counted up to each day of the years it was published for.
class Calendar {
  constructor(row) {
    const kinds = new Map(row[2]);
    this.first = row[0];
    this.workdays = [0];
    this.holidays = [0];
    this.worked = [];
    for (let day = row[0]; day <= row[1]; day++) {
      const plain = weekday(day) < 6 ? WORKED : REST;
      const kind = kinds.has(day) ? kinds.get(day) : plain;
      if (kind === WORKED) this.worked.push(day);
      this.workdays.push(this.worked.length);
      this.holidays.push(this.holidays[this.holidays.length - 1] + (kind === HOLIDAY ? 1 : 0));
    }
  }

  // A tabulated value, or null outside the calendar.
  find(column, key) {
    if (column === "nth_workday") {
      return key > 0 && key <= this.worked.length ? this.worked[key - 1] : null;
    }
    const offset = key - this.first;
    if (column === "next_workday") return this.nextWorkday(offset, key);
    const inside = offset >= -1 && offset < this.workdays.length - 1;
    return inside ? this[column][offset + 1] : null;
  }

  nextWorkday(offset, key) {
    if (offset < 0 || offset >= this.workdays.length - 1) return null;
    let low = 0;
    let high = this.worked.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.worked[middle] < key) low = middle + 1;
      else high = middle;
    }
    return low < this.worked.length ? this.worked[low] : null;
  }
}
