// The result in five groups: can be claimed; one or the other; cannot be said yet; was not asked;
// not due, because.

function entitlementName(code) {
  return said("entitlement", code);
}

function card(result, claim, kids) {
  const head = spoken("h3", entitlementName(result.code));
  if (result.value instanceof gongyouLaw.Q) {
    head.appendChild(el("span", { className: "amount", dir: "ltr" }, [" ¥" + money(result.value)]));
  }
  return el("section", { className: "card" }, [head].concat(kids));
}

function dueCard(result, claim) {
  const kids = [];
  if (result.limit !== null) {
    const day = gongyouLaw.dayText(result.limit);
    const passed = day < state.on;
    kids.push(el("p", passed ? { className: "error" } : {}, [word(passed ? "filed_too_late" : "file_by", { day: day })]));
  }
  kids.push(stepsOf(result, claim));
  return card(result, claim, kids);
}

function valueText(value) {
  if (value === undefined || value === null || gongyouLaw.isGap(value)) return "?";
  if (value instanceof gongyouLaw.Q) return gongyouLaw.decimalText(value, 0, 4);
  if (typeof value === "number") return gongyouLaw.dayText(value);
  if (typeof value === "boolean") return word(value ? "yes" : "no");
  return value;
}

function unitText(unit) {
  return unit ? " " + said("unit", unit).text : "";
}

function stepLine(step) {
  const values = step.rows === null ? [step.value] : step.rows.map((row) => row.value);
  const texts = Array.from(new Set(values.map(valueText)));
  const shown = texts.slice(0, 6).join(" / ") + (texts.length > 6 ? " …" : "");
  const line = el("li", {}, [spoken("span", said("rule", step.name)), " = " + shown + unitText(step.unit)]);
  if (step.articles.length) line.appendChild(articleLine(step.articles));
  return line;
}

// What is missing: in words, or as the question that asks for it.
function missingName(name) {
  const found = said("missing", name).text;
  if (found !== name) return found;
  const asked = CHECK.plan.questions.filter((each) => each.fact === name || each.usual === name)[0];
  return asked ? questionWords(asked.name, "ask").value : name;
}

// An article in full: what all of its source begin with, and how it goes on.
function articleName(short) {
  const chain = CHECK.words[state.lang].chain;
  for (let i = 0; i < chain.length; i++) {
    const words = CHECK.words[chain[i]];
    if (words && short in words.article) return words.source[short.split(" ")[0]] + words.article[short];
  }
  return short;
}

function articleLine(shorts) {
  const texts = shorts.map(articleName);
  return el("div", { className: "small" }, [texts.join("；")]);
}

function stepsOf(result, claim) {
  const steps = gongyouLaw.steps(law, claim, result);
  const own = gongyouLaw.ownStep(law, claim, result);
  const list = el("ol", {}, steps.map(stepLine));
  const kids = [el("summary", {}, [word("how")]), list, articleLine(own.articles)];
  if (result.late) {
    kids.push(el("p", { className: "small" }, [word("late", { day: CHECK.verified })]));
  }
  const assumed = new Set(own.assumed);
  steps.forEach((step) => step.assumed.forEach((name) => assumed.add(name)));
  const names = result.silent.filter((name) => !assumed.has(name)).concat(Array.from(assumed));
  if (names.length) {
    const texts = names.map((name) => missingName(name)).join("、");
    kids.push(el("p", { className: "small" }, [word("rests_on") + " " + texts]));
  }
  return el("details", {}, kids);
}

// Buttons for the questions that names wait for; the names that nobody can be asked here, in words.
function waitingFor(names) {
  const open = gongyouLaw.openQuestions(CHECK.plan, names, state.answers);
  const kids = open.map((name) => {
    const asked = questionWords(name, "ask");
    const made = spoken("button", asked, { type: "button", className: "quiet", click: () => askNamed(name) });
    return made;
  });
  const answered = names.filter((name) => !gongyouLaw.openQuestions(CHECK.plan, [name], state.answers).length);
  if (answered.length) {
    const texts = answered.map((name) => missingName(name)).join("、");
    kids.push(el("p", { className: "small" }, [word("ask_the_centre") + " " + texts]));
  }
  return kids;
}

function notDueCard(result) {
  return el("li", {}, [
    spoken("strong", entitlementName(result.code)),
    " ",
    spoken("span", said("reason", result.reason)),
  ]);
}

// What was not asked, once a question, with what hangs on it.
function notAskedCards(results) {
  const byNames = {};
  results.forEach((result) => {
    const open = gongyouLaw.openQuestions(CHECK.plan, result.silent, state.answers);
    const key = open.length ? open[0] : result.silent.join(" ");
    if (!byNames[key]) byNames[key] = { names: result.silent, codes: [] };
    byNames[key].codes.push(result.code);
  });
  return Object.keys(byNames).map((key) => {
    const each = byNames[key];
    const labels = each.codes.map((code) => entitlementName(code).text).join("、");
    return el("section", { className: "card" }, [el("p", {}, [labels])].concat(waitingFor(each.names)));
  });
}

function group(name, kids) {
  if (!kids.length) return [];
  return [el("h2", { id: name }, [word("group_" + name)])].concat(kids);
}

function showResult() {
  const claim = claimNow(true);
  const by = (status) => claim.results.filter((each) => each.status === status);
  const due = by("amount")
    .filter((each) => each.value instanceof gongyouLaw.Q)
    .sort((a, b) => gongyouLaw.compare(b.value, a.value));
  const chosen = due.filter((each) => claim.members.indexOf(each.code) >= 0);
  const instead = due.filter((each) => claim.members.indexOf(each.code) < 0);
  const firm = by("not_due").filter((each) => !each.silent.length);
  const open = by("not_due").filter((each) => each.silent.length);
  const list = firm.length ? [el("ul", {}, firm.map(notDueCard))] : [];
  const total = el("h1", { tabIndex: -1 }, [word("total") + " ", el("span", { dir: "ltr" }, ["¥" + money(claim.total)])]);
  const kids = [total].concat(surePart(claim));
  if (!claim.complete) kids.push(el("p", { className: "error" }, [word("not_complete")]));
  kids.push(el("p", { className: "small" }, [word("checked_until", { day: CHECK.verified })]));
  show(
    kids.concat(
      group("due", chosen.map((each) => dueCard(each, claim))),
      group("instead", instead.map((each) => dueCard(each, claim))),
      group("open", by("undetermined").map((each) => card(each, claim, waitingFor(each.missing)))),
      group("refused", by("refused").map((each) => card(each, claim, []))),
      group("not_asked", notAskedCards(open)),
      group("not_due", list),
      resultWays()
    )
  );
}

function resultWays() {
  const ways = el("nav", { className: "ways" }, [
    button(word("hand_over"), showHandOver),
    button(word("print"), () => window.print(), true),
    button(word("back"), back, true),
  ]);
  const services = CHECK.services[state.lang] || CHECK.services[CHECK.languages[0]] || [];
  const lines = services.map((line) => el("li", {}, [line]));
  const help = lines.length ? [el("h2", {}, [word("who_helps")]), el("ul", {}, lines)] : [];
  return help.concat([ways, el("p", { className: "small" }, [word("no_advice")])]);
}

// --- to the centre -----------------------------------------------------------------------------------

function handedOver() {
  const made = { v: 1, p: CHECK.data.pack, h: CHECK.digest, on: state.on, l: state.lang, a: known() };
  const unknown = Object.keys(state.answers).filter((name) => state.answers[name] === UNKNOWN);
  if (unknown.length) made.u = unknown;
  if (state.declined.length) made.d = state.declined;
  return made;
}

function drawn(code) {
  const pixel = Math.max(2, Math.floor(320 / (code.size + 8)));
  const size = (code.size + 8) * pixel;
  const canvas = el("canvas", { width: size, height: size, role: "img", "aria-label": word("code") }, []);
  const pen = canvas.getContext("2d");
  pen.fillStyle = "#fff";
  pen.fillRect(0, 0, size, size);
  pen.fillStyle = "#000";
  code.dark.forEach((row, y) => {
    row.forEach((dark, x) => {
      if (dark) pen.fillRect((x + 4) * pixel, (y + 4) * pixel, pixel, pixel);
    });
  });
  return canvas;
}

function showHandOver() {
  const text = handOverText(handedOver(), CHECK.box);
  const kids = [heading(said("page", "hand_over"))];
  kids.push(el("p", {}, [word(CHECK.box === null ? "open_code" : "sealed_code")]));
  if (CHECK.box !== null) kids.push(el("p", { className: "small" }, [word("box_words") + " " + CHECK.box.words]));
  try {
    kids.push(drawn(qrCode(text)));
  } catch (error) {
    if (!(error instanceof TooLong)) throw error;
    kids.push(el("p", {}, [word("too_long")]));
  }
  const field = el("textarea", { readOnly: true, rows: 5, id: "sealed", "aria-label": word("as_text") }, []);
  field.value = text;
  field.addEventListener("focus", () => field.select());
  kids.push(el("p", {}, [word("as_text")]), field, button(word("back"), showResult));
  show(kids);
}
