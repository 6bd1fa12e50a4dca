// Facts as rows, one below another; each value is checked against its declaration.

function FactError(message) {
  this.message = message;
}

class Row {
  constructor(table, cells, parent, key) {
    this.table = table;
    this.cells = cells;
    this.parent = parent;
    this.key = key;
    this.children = [];
    this.forget();
  }

  // Values of rules, those of the listening look, what each rule used.
  forget() {
    this.said = [];
    this.heard = [];
    this.used = [];
    this.children.forEach((rows) => rows.forEach((row) => row.forget()));
  }

  at(table) {
    let row = this;
    while (row.table !== table) row = row.parent;
    return row;
  }

  below(table) {
    if (this.children[table]) return this.children[table];
    let rows = [];
    this.children.forEach((children) => {
      children.forEach((child) => {
        rows = rows.concat(child.below(table));
      });
    });
    return rows;
  }
}

function readFact(fact, value) {
  if (value === null || value === undefined || value === "") return undefined;
  if (fact.kind === "num") return readFigure(fact, String(value));
  if (fact.kind === "date") {
    const day = readDay(String(value));
    if (day === null) throw new FactError(fact.name + ": " + value + " is not a date");
    return fact.month ? day - civil(day)[2] + 1 : day;
  }
  if (fact.kind === "bool") {
    if (value === true || value === 1) return true;
    if (value === false || value === 0) return false;
    throw new FactError(fact.name + ": " + value + " is not yes or no");
  }
  const text = String(value);
  if (fact.codes.length && fact.codes.indexOf(text) < 0) {
    throw new FactError(fact.name + ": " + text + " is not one of " + fact.codes.join(", "));
  }
  return text;
}

function readFigure(fact, text) {
  const parts = fact.exact ? text.split("/") : [text];
  const over = readNumber(parts[0]);
  const under = parts.length > 1 ? readNumber(parts[1]) : int(1);
  if (over === null || under === null || signOf(under) === 0) {
    throw new FactError(fact.name + ": " + text + " is not a number");
  }
  const number = div(over, under);
  if (!fact.exact && !hasDecimals(number, fact.scale)) {
    throw new FactError(fact.name + ": " + text + " has more than " + fact.scale + " decimals");
  }
  if (compare(number, int(fact.least)) < 0 || compare(number, int(fact.most)) > 0) {
    throw new FactError(
      fact.name + ": " + text + " is outside " + fact.least + " to " + fact.most
    );
  }
  return number;
}

function cellsOf(pack, table, given) {
  const cells = [];
  pack.facts.forEach((fact, number) => {
    if (fact.table !== table || !(fact.column in given)) return;
    const value = readFact(fact, given[fact.column]);
    if (value !== undefined) cells[number] = value;
  });
  return cells;
}

// Columns of a table's key that its root does not have.
function ownKey(pack, table) {
  const root = pack.tables[0].key;
  return pack.tables[table].key.filter((column) => root.indexOf(column) < 0);
}

function keyText(columns, given) {
  return columns.map((column) => String(given[column])).join("\t");
}

// The root row with its finer rows below it.
function readRows(pack, facts, on) {
  const given = Object.assign({}, facts[pack.tables[0].name] || {}, { on: on });
  const root = new Row(0, cellsOf(pack, 0, given), null, {});
  const made = [new Map([["", root]])];
  for (let table = 1; table < pack.tables.length; table++) {
    made[table] = readFiner(pack, table, facts[pack.tables[table].name] || [], made);
  }
  return root;
}

function readFiner(pack, table, rows, made) {
  const above = pack.tables[table].parent;
  const aboveKey = above === 0 ? [] : ownKey(pack, above);
  const mine = new Map();
  rows.forEach((given) => {
    const parent = made[above].get(keyText(aboveKey, given));
    if (!parent) {
      const names = [pack.tables[table].name, pack.tables[above].name];
      throw new FactError(names[0] + ": a row belongs to no " + names[1] + " row");
    }
    const row = new Row(table, cellsOf(pack, table, given), parent, given);
    if (!parent.children[table]) parent.children[table] = [];
    parent.children[table].push(row);
    mine.set(keyText(ownKey(pack, table), given), row);
  });
  return mine;
}
