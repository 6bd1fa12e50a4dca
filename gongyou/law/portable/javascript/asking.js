// Questions for workers, and the facts that their answers are. The twin of asking.py.

const NONE = "none";

function listed(value, values) {
  return values.indexOf(value) >= 0;
}

// Whether a question is asked of somebody who answered so far like this.
function applies(question, answers) {
  const only = question.only || {};
  const unless = question.unless || {};
  if (Object.keys(only).some((name) => !listed(answers[name], only[name]))) return false;
  if (Object.keys(unless).some((name) => listed(answers[name], unless[name]))) return false;
  return !question.after || !listed(answers[question.after], [undefined, null, NONE]);
}

function monthOf(day) {
  return Number(day.slice(0, 4)) * 12 + Number(day.slice(5, 7)) - 1;
}

// A usual month, for each of the last months of work.
function usualMonths(rows, root, usual, on) {
  const made = [];
  if (!Object.keys(usual).length) return made;
  const last = monthOf(root[rows.end] || on);
  const first = root[rows.start] ? monthOf(root[rows.start]) : 0;
  for (let month = last; month >= Math.max(first, last - rows.months + 1); month--) {
    const row = {};
    row[rows.key] = padded(Math.floor(month / 12), 4) + "-" + padded((month % 12) + 1, 2) + "-01";
    made.push(Object.assign(row, usual));
  }
  return made;
}

// {facts, asked}: tables as the engine reads them, and what was asked about and is not there.
function toldBy(plan, answers, on) {
  const root = {};
  const usual = {};
  const events = [];
  const asked = [];
  plan.questions.forEach((question) => {
    const value = answers[question.name];
    if (value === undefined || value === null || !applies(question, answers)) return;
    if (value === NONE) asked.push.apply(asked, question.settles || [question.fact]);
    else if (question.event) events.push({ kind: question.event, date: value });
    else if (question.usual) usual[question.usual] = value;
    else if (question.fact) root[question.fact] = value;
  });
  if (answers.end_kind === "ongoing") asked.push(plan.rows.end);
  const facts = { events: events };
  facts[plan.root] = root;
  facts[plan.rows.table] = usualMonths(plan.rows, root, usual, on);
  return { facts: facts, asked: asked };
}

// Which questions could settle a name that a result waits for.
function questionsFor(plan, name) {
  return plan.questions.filter(
    (each) =>
      each.fact === name || each.usual === name || listed(name, each.settles || []) ||
      (each.usual !== undefined && name === plan.rows.table)
  );
}

// The next question: the one that most open results wait for, each result sharing one vote among
// the questions that it lacks; results of the topic chosen vote three times. Null when none is left.
function nextQuestion(plan, results, answers, topics) {
  const first = plan.first.filter((name) => answers[name] === undefined);
  if (first.length) return first[0];
  const votes = {};
  results.forEach((result) => {
    if (result.status !== "undetermined") return;
    const wanted = openQuestions(plan, result.missing, answers);
    const weight = (listed(result.code, topics) ? 3 : 1) / wanted.length;
    wanted.forEach((name) => {
      votes[name] = (votes[name] || 0) + weight;
    });
  });
  const order = plan.questions.map((each) => each.name);
  const names = Object.keys(votes).sort(
    (a, b) => votes[b] - votes[a] || order.indexOf(a) - order.indexOf(b)
  );
  return names.length ? names[0] : null;
}

// The questions, not answered yet, that names wait for.
function openQuestions(plan, names, answers) {
  const found = new Set();
  names.forEach((name) => {
    questionsFor(plan, name).forEach((each) => {
      if (answers[each.name] === undefined && applies(each, answers)) found.add(each.name);
    });
  });
  return Array.from(found);
}
