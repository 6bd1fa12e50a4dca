// Answers of the engine on the phone, a line of JSON for each line asked: {data, cases}.
// Settings come as text changes to the script: [[file text, other text], …].
import { readFileSync } from "node:fs";
import { createInterface } from "node:readline";

const script = readFileSync(process.argv[2], "utf8");
const hidden = process.argv[3] === "no-bigint";
if (hidden) globalThis.BigInt = undefined;
const law = new Function(script + "; return gongyouLaw;")();

function shown(value) {
  if (value === null || value === undefined || law.isGap(value)) return null;
  if (value instanceof law.Q) return law.fractionText(value);
  return typeof value === "number" ? law.dayText(value) : value;
}

function answered(result, members) {
  return {
    code: result.code, status: result.status, reason: result.reason, value: shown(result.value),
    missing: result.missing, silent: result.silent, late: result.late,
    limit: result.limit === null ? null : law.dayText(result.limit),
    best: members.indexOf(result.code) >= 0,
  };
}

function stepsOf(pack, claim) {
  const found = {};
  claim.results.forEach((result) => {
    if (result.status !== "amount") return;
    found[result.code] = law.steps(pack, claim, result).map((step) => ({
      name: step.name, articles: step.articles, assumed: step.assumed,
      value: step.rows === null ? shown(step.value) : step.rows.map((row) => shown(row.value)),
      figures: step.figures.map((figure) => [figure.parameter, figure.keys, shown(figure.value)]),
    }));
  });
  return found;
}

let pack = null;
for await (const line of createInterface({ input: process.stdin })) {
  const asked = JSON.parse(line);
  if (asked.data) pack = new law.Pack(asked.data);
  const answers = asked.cases.map((each) => {
    try {
      const claim = pack.claim(each.facts, each.on, {
        readings: each.readings, asked: each.asked, explain: Boolean(each.steps),
      });
      const made = { total: law.fractionText(claim.total), complete: claim.complete };
      if (each.certain) {
        const taken = pack.certain(claim, each.facts, each.on, { readings: each.readings, asked: each.asked });
        made.certain = [law.fractionText(taken.sure), law.fractionText(taken.assumed)];
      }
      if (each.steps) made.steps = stepsOf(pack, claim);
      made.results = claim.results.map((result) => answered(result, claim.members));
      return made;
    } catch (error) {
      if (!(error instanceof law.FactError)) throw error;
      return { error: error.message };
    }
  });
  process.stdout.write(JSON.stringify(answers) + "\n");
}
