// A pack's data opened: facts in, results out. See format.md.

const FORMAT = 3;
// How many of a node's parts after its name are other nodes; the rest is data.
const ARGUMENTS = {
  const: 0, fact: 0, rule: 0, unknown: 0, when: 3, known: 1, first_known: 2, assumed: 2, as_text: 1,
  add: 2, sub: 2, mul: 2, div: 2, min: 2, max: 2, round: 1, lt: 2, le: 2, eq: 2, in: 1, not: 1,
  year: 1, month: 1, day: 1, weekday: 1, year_length: 1, make_date: 3, add_days: 2, add_months: 2,
  days_between: 2, months_between: 2, months_same_day: 2, daily: 1, in_place: 1, complete: 3,
  restarted: 3, total: 2, count: 2, largest: 2, smallest: 2, latest: 3, earliest: 3,
};
// Operations with any number of nodes: how many data parts stand behind them.
const DATA_BEHIND = { and: 0, or: 0, lookup: 1, reading: 2 };

function argumentsOf(node) {
  const op = node[0];
  const end = op in DATA_BEHIND ? node.length - DATA_BEHIND[op] : 1 + ARGUMENTS[op];
  return node.slice(1, end);
}

function newTrace() {
  return { facts: new Set(), rules: new Set(), figures: new Set(), assumed: new Set() };
}

class Pack {
  constructor(data) {
    if (data.format !== FORMAT) throw new Error("format " + data.format + " is not known");
    this.data = data;
    this.tables = data.tables.map((row) => ({
      name: row[0], parent: row[1], empty: row[2], key: row[3], gap: new Gap([row[0]]),
    }));
    this.facts = data.facts.map((row) => {
      const type = data.types[row[3]];
      return {
        name: row[0], table: row[1], column: row[2] || row[0], kind: type[0], scale: type[1],
        least: type[2], most: type[3], exact: type[4] === "exact", month: type[4] === "month",
        codes: row[4] || [],
      };
    });
    this.rules = data.rules.map((row) => ({
      name: row[0], table: row[1], node: row[2], unit: row[3], versions: row[4],
    }));
    this.parameters = data.parameters.map((row) => new Parameter(row, data.places, data.sources));
    this.calendars = {};
    Object.keys(data.calendars).forEach((name) => {
      this.calendars[name] = new Calendar(data.calendars[name]);
    });
    this.questions = {};
    Object.keys(data.questions).forEach((name) => {
      const row = data.questions[name];
      this.questions[name] = { name: name, normal: row[0], local: row[1] };
    });
    this.kinds = data.kinds;
    this.look = null;
    this.standIns = new Set(data.stand_ins || []);
    this.nodes = [];
    data.nodes.forEach((row) => {
      this.nodes.push(this.build([data.operations[row[0]]].concat(row.slice(1))));
    });
  }

  build(node) {
    const args = argumentsOf(node).map((number) => this.nodes[number]);
    if (!(node[0] in OPERATIONS)) throw new Error("no operation is called " + node[0]);
    return OPERATIONS[node[0]](args, node, this);
  }

  // Whether a day lies after all that was verified of the law.
  isLate(day) {
    return this.data.verified_until !== null && day > this.data.verified_until;
  }

  // A rule's value for a row, kept there.
  rule(number, row) {
    const home = row.at(this.rules[number].table);
    const kept = this.look.listening ? home.heard : home.said;
    if (kept[number] === undefined) {
      const outer = this.look.trace;
      if (outer !== null) this.look.trace = home.used[number] = newTrace();
      kept[number] = this.nodes[this.rules[number].node](home);
      this.look.trace = outer;
    }
    return kept[number];
  }

  // Facts as {table: {…} or [{…}]}, the day as "2026-11-30".
  //
  // `readings` answers the questions on which courts differ; `asked` names the happenings that
  // were asked about and did not happen; `explain` keeps what each result used, for `steps`;
  // `sure` takes nothing as usual and only figures that somebody read in a document.
  claim(facts, on, options) {
    const asked = options || {};
    const root = readRows(this, facts, on);
    const wanted = this.data.entitlements.filter(
      (each) => !asked.codes || asked.codes.indexOf(each.code) >= 0
    );
    this.look = {
      readings: asked.readings || {}, asked: new Set(asked.asked || []), listening: false,
      trace: null, late: false, explain: Boolean(asked.explain), sure: Boolean(asked.sure),
    };
    const results = wanted.map((each) => this.result(each, root));
    const best = bestCombination(this.data.sets, dueOf(this.data, wanted, results));
    const complete = results.every((each) => each.status !== "refused");
    return { results: results, total: best.total, members: best.members, complete: complete, root: root };
  }

  // A claim's total taken apart: what is the same when nothing is taken as usual, and the rest.
  certain(claim, facts, on, options) {
    const again = this.claim(facts, on, Object.assign({}, options, { sure: true, explain: false, codes: claim.members }));
    const same = {};
    again.results.forEach((each) => (same[each.code] = each.status === "amount" ? each.value : null));
    const assumed = claim.results.reduce((all, each) => {
      if (claim.members.indexOf(each.code) < 0) return all;
      const amount = shownAmount(each.value);
      const other = same[each.code];
      return other !== null && compare(shownAmount(other), amount) === 0 ? all : add(all, amount);
    }, ZERO);
    return { sure: sub(claim.total, assumed), assumed: assumed };
  }

  // One result; what this browser cannot compute is refused alone.
  result(entitlement, root) {
    this.look.late = false;
    this.look.listening = false;
    const used = (this.look.trace = this.look.explain ? newTrace() : null);
    const made = { code: entitlement.code, reason: null, value: null, missing: [], silent: [] };
    try {
      this.decide(made, entitlement, root);
      made.limit = this.limit(made, entitlement, root);
      if (made.status !== "undetermined") made.silent = this.silence(made, entitlement, root);
    } catch (error) {
      if (!(error instanceof TooLarge)) throw error;
      made.status = "refused";
      made.value = made.limit = made.reason = null;
    }
    this.look.trace = null;
    this.look.listening = false;
    made.late = this.look.late;
    made.used = used;
    return made;
  }

  decide(made, entitlement, root) {
    const lacking = [];
    for (let i = 0; i < entitlement.unless.length; i++) {
      const held = this.nodes[entitlement.unless[i][1]](root);
      if (held === true) return Object.assign(made, { status: "not_due", reason: entitlement.unless[i][0] });
      if (isGap(held)) lacking.push(held);
    }
    const found = this.nodes[entitlement.amount](root);
    if (isGap(found)) lacking.push(found);
    if (lacking.length) {
      return Object.assign(made, { status: "undetermined", missing: joined(lacking).names });
    }
    if (entitlement.number && signOf(found) <= 0 && entitlement.zero === "not_due") {
      return Object.assign(made, { status: "not_due", reason: "nothing_owed" });
    }
    return Object.assign(made, { status: "amount", value: found });
  }

  limit(made, entitlement, root) {
    if (entitlement.limitation === null || made.status === "not_due") return null;
    const trace = this.look.trace;
    this.look.trace = trace === null ? null : newTrace();
    const day = this.rule(entitlement.limitation, root);
    this.look.trace = trace;
    return isGap(day) ? null : day;
  }

  // The unanswered names that could change a result: it is looked at once more, and silence is
  // not taken for an answer. None: no answer could change it.
  silence(made, entitlement, root) {
    this.look.trace = null;
    this.look.listening = true;
    const held = entitlement.unless.map((pair) => [pair[0], this.nodes[pair[1]](root)]);
    const notDue = made.status === "not_due";
    if (notDue && held.some((pair) => pair[1] === true)) return [];
    const amount = this.nodes[entitlement.amount](root);
    const gone = notDue && entitlement.number && entitlement.zero === "not_due";
    if (gone && !isGap(amount) && signOf(amount) <= 0) return [];
    const open = held.filter((pair) => made.reason === null || pair[0] === made.reason);
    const values = open.map((pair) => pair[1]);
    if (made.reason === null || made.reason === "nothing_owed") values.push(amount);
    const gaps = values.filter(isGap);
    return gaps.length ? joined(gaps).names.filter(couldBeAsked) : [];
  }
}

// Amounts that count towards a total.
function dueOf(data, wanted, results) {
  const due = new Map();
  results.forEach((result, at) => {
    const declared = wanted[at];
    if (result.status === "amount" && declared.in_total && declared.unit === data.currency) {
      due.set(result.code, result.value);
    }
  });
  return due;
}

// The lawful choice among rivals that gives most; of equal ones the first.
function bestCombination(sets, due) {
  let total = ZERO;
  let members = [];
  sets.forEach((choice) => {
    let top = null;
    let chosen = [];
    choice[1].forEach((together) => {
      const had = together.filter((code) => due.has(code) && signOf(shownAmount(due.get(code))) > 0);
      const sum = had.reduce((all, code) => add(all, shownAmount(due.get(code))), ZERO);
      if (top === null || compare(sum, top) > 0) {
        top = sum;
        chosen = had;
      }
    });
    if (top !== null) total = add(total, top);
    members = members.concat(chosen);
  });
  return { total: total, members: members };
}

// An amount as it is shown and added up: at most four decimals, a half away from zero.
function shownAmount(value) {
  return roundTo(value, "half_up", ratio(1, 10000));
}
