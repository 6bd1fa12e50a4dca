// Every operation of the language, as a function of a row. Each node becomes one when the data is
// opened; `look` is the present evaluation: readings, what is traced, whether silence is heard.

const DIVISION_BY_ZERO = new Gap(["division by zero"]);
const OUT_OF_RANGE = new Gap(["date out of range"]);
const LAWS_OWN = /^(figure|calendar|law):/;

// The part of what is missing that a person could have told and was not asked.
function silenceOf(pack, value) {
  if (!isGap(value)) return null;
  const names = value.names.filter((name) => couldBeAsked(name) && !pack.standIns.has(name) && !pack.look.asked.has(name));
  return names.length ? new Gap(names) : null;
}

function couldBeAsked(name) {
  return !LAWS_OWN.test(name) && name !== DIVISION_BY_ZERO.names[0] && name !== OUT_OF_RANGE.names[0];
}

// Unknown as soon as an argument is.
function strict(meaning) {
  return (args) => (row) => {
    const values = [];
    let gaps = null;
    for (let i = 0; i < args.length; i++) {
      const value = args[i](row);
      if (isGap(value)) {
        if (gaps === null) gaps = [];
        gaps.push(value);
      }
      values.push(value);
    }
    return gaps === null ? meaning.apply(null, values) : joined(gaps);
  };
}

function onDays(meaning) {
  return strict(function () {
    const day = meaning.apply(null, arguments);
    return day === null ? OUT_OF_RANGE : day;
  });
}

function order(a, b) {
  if (a instanceof Q) return compare(a, b);
  return a < b ? -1 : a > b ? 1 : 0;
}

// One that decides, wherever it stands, decides; a trace asks them all so that it can name them all.
function kleene(decisive) {
  return (args, node, pack) => (row) => {
    let gaps = null;
    let found = false;
    for (let i = 0; i < args.length; i++) {
      const value = args[i](row);
      if (value === decisive) {
        found = true;
        if (pack.look.trace === null) return decisive;
      } else if (isGap(value)) {
        if (gaps === null) gaps = [];
        gaps.push(value);
      }
    }
    if (found) return decisive;
    return gaps === null ? !decisive : joined(gaps);
  };
}

function chosenReading(pack, question, place) {
  const asked = pack.look.readings[question.name];
  if (asked !== undefined) return asked;
  if (place === null) return question.normal;
  if (isGap(place)) return place;
  const line = [place].concat(parentsOf(pack.data.places, place));
  const known = line.filter((code) => code in question.local);
  return known.length ? question.local[known[0]] : question.normal;
}

const OPERATIONS = {
  const: (args, node) => {
    const value = dataValue(node[1], node[2]);
    return () => value;
  },
  fact: (args, node, pack) => {
    const number = node[1];
    const fact = pack.facts[number];
    const gap = new Gap([fact.name]);
    return (row) => {
      if (pack.look.trace !== null) pack.look.trace.facts.add(number);
      const value = row.at(fact.table).cells[number];
      return value === undefined ? gap : value;
    };
  },
  rule: (args, node, pack) => (row) => {
    if (pack.look.trace !== null) pack.look.trace.rules.add(node[1]);
    return pack.rule(node[1], row);
  },
  unknown: (args, node) => {
    const gap = new Gap([node[1]]);
    return () => gap;
  },
  when: (args) => (row) => {
    const chosen = args[0](row);
    return isGap(chosen) ? chosen : chosen ? args[1](row) : args[2](row);
  },
  known: (args, node, pack) => (row) => {
    const value = args[0](row);
    return (pack.look.listening && silenceOf(pack, value)) || !isGap(value);
  },
  first_known: (args, node, pack) => (row) => {
    const first = args[0](row);
    if (!isGap(first)) return first;
    const silence = pack.look.listening && silenceOf(pack, first);
    if (silence) return silence;
    const second = args[1](row);
    return isGap(second) ? joined([first, second]) : second;
  },
  assumed: (args, node, pack) => (row) => {
    const found = args[0](row);
    if (!isGap(found) || pack.look.sure) return found;
    if (pack.look.trace !== null) found.names.forEach((name) => pack.look.trace.assumed.add(name));
    return (pack.look.listening && silenceOf(pack, found)) || args[1](row);
  },
  as_text: strict((value) => fractionText(value)),
  add: strict(add),
  sub: strict(sub),
  mul: strict(mul),
  div: strict((a, b) => (signOf(b) === 0 ? DIVISION_BY_ZERO : div(a, b))),
  min: strict((a, b) => (order(a, b) <= 0 ? a : b)),
  max: strict((a, b) => (order(a, b) >= 0 ? a : b)),
  round: (args, node) => {
    const step = dataValue("num", node[3]);
    return strict((value) => roundTo(value, node[2], step))(args);
  },
  lt: strict((a, b) => order(a, b) < 0),
  le: strict((a, b) => order(a, b) <= 0),
  eq: strict((a, b) => order(a, b) === 0),
  in: (args, node) => {
    const texts = new Set(node[2]);
    return strict((value) => texts.has(value))(args);
  },
  not: strict((value) => !value),
  and: kleene(false),
  or: kleene(true),
  year: strict((day) => int(civil(day)[0])),
  month: strict((day) => int(civil(day)[1])),
  day: strict((day) => int(civil(day)[2])),
  weekday: strict((day) => int(weekday(day))),
  year_length: strict((day) => int(yearLength(day))),
  make_date: onDays((y, m, d) => makeDate(wholeBelow(y), wholeBelow(m), wholeBelow(d))),
  add_days: onDays((day, n) => addDays(day, wholeBelow(n))),
  add_months: onDays((day, n) => addMonths(day, wholeBelow(n))),
  days_between: strict((a, b) => int(b - a)),
  months_between: strict((a, b) => int(monthsBetween(a, b))),
  months_same_day: strict((a, b) => int(monthsSameDay(a, b))),
  lookup: (args, node, pack) => {
    const parameter = pack.parameters[node[node.length - 1]];
    return strict(function () {
      const keys = Array.prototype.slice.call(arguments, 0, -1);
      const day = arguments[arguments.length - 1];
      const found = parameter.find(keys, day, pack.look.sure);
      if (found === null) return parameter.gap;
      if (pack.look.trace !== null) pack.look.trace.figures.add(found);
      if (pack.isLate(day)) pack.look.late = true;
      return found.value;
    })(args);
  },
  daily: (args, node, pack) => {
    const calendar = pack.calendars[node[2]];
    const gap = new Gap(["calendar:" + node[2]]);
    const gives = node[3] === "next_workday" || node[3] === "nth_workday" ? (day) => day : int;
    return strict((key) => {
      const found = calendar.find(node[3], key instanceof Q ? wholeBelow(key) : key);
      return found === null ? gap : gives(found);
    })(args);
  },
  reading: (args, node, pack) => (row) => {
    const question = pack.questions[node[node.length - 2]];
    const chosen = chosenReading(pack, question, args.length ? args[0](row) : null);
    return isGap(chosen) ? chosen : chosen === node[node.length - 1];
  },
  in_place: (args, node, pack) =>
    strict((place) => [place].concat(parentsOf(pack.data.places, place)).indexOf(node[2]) >= 0)(args),
};

// --- from rows of a finer table to one value -------------------------------------------------------

// What is missing where the rows say nothing; heard: also where their absence was never told.
function untold(pack, table, condition, below) {
  const declared = pack.tables[table];
  if (declared.empty === "unknown") return below.length ? null : declared.gap;
  if (!pack.look.listening || pack.look.asked.has(declared.name)) return null;
  const kinds = pack.kinds[condition];
  if (kinds === undefined) return below.length ? null : declared.gap;
  const told = new Set(below.map((row) => row.cells[kinds[0]]));
  const silent = kinds[1]
    .filter((kind) => !told.has(kind))
    .map((kind) => declared.name + ":" + kind)
    .filter((name) => !pack.look.asked.has(name));
  return silent.length ? new Gap(silent.sort()) : null;
}

// The values of the rows for which the condition holds, or a Gap.
function heldRows(pack, table, condition, values) {
  const holds = pack.nodes[condition];
  return (row) => {
    const below = row.below(table);
    const missing = untold(pack, table, condition, below);
    if (missing !== null) return missing;
    const found = [];
    const gaps = [];
    below.forEach((child) => {
      const held = holds(child);
      if (isGap(held)) gaps.push(held);
      if (held !== true) return;
      const parts = values.map((value) => value(child));
      parts.forEach((part) => {
        if (isGap(part)) gaps.push(part);
      });
      found.push(parts);
    });
    return gaps.length ? joined(gaps) : found;
  };
}

// The value of the row that comes first by its second part, of equal ones the greatest value.
function outermost(sign) {
  return (rows) =>
    rows.reduce((best, row) => {
      const by = order(row[1], best[1]) * sign;
      return by > 0 || (by === 0 && order(row[0], best[0]) > 0) ? row : best;
    })[0];
}

const REDUCED = {
  total: (rows) => rows.reduce((all, row) => add(all, row[0]), ZERO),
  count: (rows) => int(rows.length),
  largest: (rows) => rows.reduce((best, row) => (order(row[0], best[0]) > 0 ? row : best))[0],
  smallest: (rows) => rows.reduce((best, row) => (order(row[0], best[0]) < 0 ? row : best))[0],
  latest: outermost(1),
  earliest: outermost(-1),
};

// [op, value, condition, (by,) table, home, name]
function aggregate(op) {
  return (args, node, pack) => {
    const tail = node.slice(-3);
    const values = op === "count" ? [] : [args[0]].concat(args.slice(2));
    const rows = heldRows(pack, tail[0], node[2], values);
    const none = new Gap([tail[2]]);
    const canBeEmpty = op === "total" || op === "count";
    return (row) => {
      const found = rows(row.at(tail[1]));
      if (isGap(found)) return found;
      return found.length || canBeEmpty ? REDUCED[op](found) : none;
    };
  };
}

Object.keys(REDUCED).forEach((op) => {
  OPERATIONS[op] = aggregate(op);
});

OPERATIONS.complete = (args, node) => {
  const gap = new Gap([node[4]]);
  return strict((made, rows, expected) => (compare(rows, expected) >= 0 ? made : gap))(args);
};

// [op, day, condition, start, table, home, months]
OPERATIONS.restarted = (args, node, pack) => {
  const rows = heldRows(pack, node[4], node[2], [args[0]]);
  return (row) => {
    const start = args[2](row);
    const found = rows(row.at(node[5]));
    const gaps = [start, found].filter(isGap);
    if (gaps.length) return joined(gaps);
    const days = found.map((parts) => parts[0]).sort((a, b) => a - b);
    return days.reduce((begun, day) => {
      const within = begun < day && day <= addMonths(begun, node[6]);
      return within ? day : begun;
    }, start);
  };
};
