// What stands on the way to a result: named values with their articles and figures.

function rowsOf(pack, root, table) {
  return table === 0 ? [root] : root.below(table);
}

// What a rule used in all its rows.
function usedBy(pack, root, number) {
  const all = newTrace();
  rowsOf(pack, root, pack.rules[number].table).forEach((row) => {
    const used = row.used[number];
    if (!used) return;
    Object.keys(all).forEach((part) => used[part].forEach((each) => all[part].add(each)));
  });
  return all;
}

// The articles of the version of a rule that holds; those in force on the day of the claim.
function articlesOf(pack, root, number) {
  const rule = pack.rules[number];
  const row = rowsOf(pack, root, rule.table)[0];
  let version = 0;
  if (row && rule.versions.length > 1) {
    const held = rule.versions.map((each) => each[0] < 0 || pack.nodes[each[0]](row) === true);
    version = Math.max(0, held.indexOf(true));
  }
  const on = root.cells[pack.facts.findIndex((fact) => fact.name === "on")];
  return rule.versions[version][1]
    .map((article) => pack.data.articles[article])
    .filter((article) => article[1] === "" || on === undefined || article[1] <= dayText(on))
    .map((article) => article[0]);
}

function stepOf(pack, root, number) {
  const rule = pack.rules[number];
  const used = usedBy(pack, root, number);
  const rows = rowsOf(pack, root, rule.table).filter((row) => row.said[number] !== undefined);
  return {
    rule: number,
    name: rule.name,
    unit: rule.unit,
    value: rule.table === 0 ? root.said[number] : undefined,
    rows: rule.table === 0 ? null : rows.map((row) => ({ key: row.key, value: row.said[number] })),
    facts: Array.from(used.facts),
    figures: Array.from(used.figures),
    assumed: Array.from(used.assumed),
    articles: articlesOf(pack, root, number),
  };
}

// Every rule used on the way to a result of `claim(…, {explain: true})`, needs first.
function stepsOf(pack, claim, result) {
  const order = [];
  const seen = new Set();
  function visit(number) {
    if (seen.has(number)) return;
    seen.add(number);
    usedBy(pack, claim.root, number).rules.forEach(visit);
    order.push(number);
  }
  result.used.rules.forEach(visit);
  return order.map((number) => stepOf(pack, claim.root, number));
}

// The articles that a result itself rests on, and its figures, beside those of its steps.
function ownStep(pack, claim, result) {
  const declared = pack.data.entitlements.filter((each) => each.code === result.code)[0];
  return {
    articles: articlesOf(pack, claim.root, declared.rule),
    figures: Array.from(result.used.figures),
    assumed: Array.from(result.used.assumed),
  };
}
