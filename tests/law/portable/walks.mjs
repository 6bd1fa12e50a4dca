// Random ways through the questions: {data, plan, on, places, walks, seed} in, what was seen out.
import { readFileSync } from "node:fs";

const law = new Function(readFileSync(process.argv[2], "utf8") + "; return gongyouLaw;")();
const asked = JSON.parse(readFileSync(0, "utf8"));
const pack = new law.Pack(asked.data);
let state = asked.seed;

function chance() {
  state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
  return state / 4294967296;
}

function one(values) {
  return values[Math.floor(chance() * values.length)];
}

function day() {
  const month = 1 + Math.floor(chance() * 12);
  return 2012 + Math.floor(chance() * 15) + "-" + String(month).padStart(2, "0") + "-01";
}

function answerTo(question, plan) {
  if (chance() < 0.2) return null; // "I do not know", and "I'd rather not say"
  if (question.kind === "topic") return one(Object.keys(plan.topics));
  if (question.kind === "place") return one(asked.places);
  if (question.kind === "choice") return one(question.options);
  if (question.kind === "yes_no") return chance() < 0.5;
  if (question.kind === "date") return day();
  if (question.kind === "event" || question.kind === "date_or_none") return chance() < 0.5 ? "none" : day();
  const value = Math.floor(chance() * (question.above || 20000));
  return question.unit === "children" || question.unit === "month" ? String(value) : String(Math.max(1, value));
}

function known(answers) {
  const found = {};
  Object.keys(answers).forEach((name) => {
    if (answers[name] !== null) found[name] = answers[name];
  });
  return found;
}

function walk(seen) {
  const answers = {};
  const names = [];
  for (;;) {
    const told = law.toldBy(asked.plan, known(answers), asked.on);
    let claim;
    try {
      claim = pack.claim(told.facts, asked.on, { asked: told.asked });
    } catch (error) {
      if (!(error instanceof law.FactError)) throw error;
      seen.refused += 1; // the page refuses such an answer at its question
      return;
    }
    const topic = asked.plan.topics[answers.topic];
    const next = law.nextQuestion(asked.plan, claim.results, answers, topic ? topic.for : []);
    if (next === null || names.length > asked.plan.questions.length) {
      seen.endless += next === null ? 0 : 1;
      seen.most = Math.max(seen.most, names.length);
      seen.all += names.length;
      claim.results.forEach((each) => {
        const open = law.openQuestions(asked.plan, each.missing, answers);
        if (each.status === "undetermined" && open.length) seen.left_open += 1;
        if (each.value instanceof law.Q && law.compare(each.value, law.readNumber("0")) < 0) seen.negative += 1;
      });
      seen.ended += 1;
      return;
    }
    if (names.indexOf(next) >= 0) seen.twice += 1;
    names.push(next);
    answers[next] = answerTo(asked.plan.questions.find((each) => each.name === next), asked.plan);
  }
}

const seen = { ended: 0, refused: 0, endless: 0, twice: 0, left_open: 0, negative: 0, most: 0, all: 0 };
for (let n = 0; n < asked.walks; n++) walk(seen);
process.stdout.write(JSON.stringify(seen));
