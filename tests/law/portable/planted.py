"""Errors that somebody could make in the engine on the phone: each a change of its text."""

PLANTED = [
    (
        "quotient(n * two + d, two * d);",
        'quotient(n * two + d - (d > 0 ? 1 : 0) * (typeof n === "number" ? 1 : 0), two * d);',
        "a half goes down, small numbers",
    ),
    (
        'const two = typeof n === "number" ? 2 : big(2);',
        'const two = typeof n === "number" ? 2 : big(3);',
        "a half goes wrong, large numbers",
    ),
    ("trunc: quotient,", "trunc: below,", "cutting off floors negatives"),
    (
        "up: (n, d) => -below(-n, d),",
        'up: (n, d) => below(n, d) + (typeof n === "number" ? 1 : big(1)),',
        "rounding up adds one to whole numbers",
    ),
    ("return value <= SAFE && value >= -SAFE;", "return true;", "large numbers are not noticed"),
    ("const b = low / g;", "const b = low;", "large fractions are reduced wrongly"),
    (
        "(year % 4 === 0 && year % 100 !== 0) || year % 400 === 0",
        "year % 4 === 0",
        "2100 is a leap year",
    ),
    (
        "(year % 4 === 0 && year % 100 !== 0) || year % 400 === 0",
        "year % 4 === 0 && year % 100 !== 0",
        "2000 is no leap year",
    ),
    (
        "return months - (to[2] < daysInMonth(to[0], to[1]) ? 1 : 0);",
        "return months - 1;",
        "31 January to 28 February is no month",
    ),
    ("Math.min(day, daysInMonth(year, month))", "day", "31 February runs into March"),
    ("((((day + 3) % 7) + 7) % 7) + 1", "((day + 3) % 7) + 1", "weekdays before 1970"),
    (
        "if (value === decisive) {",
        "if (value === decisive && gaps === null) {",
        "unknown beats what decides",
    ),
    (
        "return isGap(second) ? joined([first, second]) : second;",
        "return second;",
        "the first's names are forgotten",
    ),
    (
        'if (declared.empty === "unknown") return below.length ? null : declared.gap;',
        'if (declared.empty === "unknown") return null;',
        "no row means nothing",
    ),
    (
        "if (isGap(part)) gaps.push(part);",
        "if (isGap(part)) return;",
        "unknown values of rows are let through",
    ),
    (
        "if (isGap(held)) lacking.push(held);",
        "if (isGap(held)) continue;",
        "unknown reasons are forgotten",
    ),
    (
        "rows[i].from <= day && day <= rows[i].to",
        "rows[i].from <= day && day < rows[i].to",
        "the last day of a figure is out",
    ),
    (
        "const within = begun < day && day <= addMonths(begun, node[6]);",
        "const within = begun < day;",
        "an interruption after the period counts",
    ),
    (
        "return by > 0 || (by === 0 && order(row[0], best[0]) > 0) ? row : best;",
        "return by > 0 ? row : best;",
        "of equal dates the first is taken",
    ),
    ("if (top === null || compare(sum, top) > 0) {", "{", "of rivals the last, not the best"),
    (
        "return known.length ? question.local[known[0]] : question.normal;",
        "return question.normal;",
        "the practice of a place is forgotten",
    ),
    (
        "return (pack.look.listening && silenceOf(pack, value)) || !isGap(value);",
        "return !isGap(value);",
        "silence is taken for a no",
    ),
    (
        ".filter((kind) => !told.has(kind))",
        ".filter((kind) => told.size === 0)",
        "one happening told silences the others",
    ),
]
