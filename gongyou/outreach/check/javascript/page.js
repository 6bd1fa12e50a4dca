// One question a page. Everything stays in this page: nothing is kept, nothing is sent.

const IDLE_MINUTES = 15;
const UNKNOWN = null;
const DECLINED = "declined";

const state = { lang: CHECK.languages[0], answers: {}, declined: [], asked: [], on: "" };
const law = new gongyouLaw.Pack(CHECK.data);
const main = document.querySelector("main");

// --- words -------------------------------------------------------------------------------------------

// A text of the page in the present language, else in the next of its chain, marked with its own.
function said(group, name) {
  const chain = CHECK.words[state.lang].chain;
  for (let i = 0; i < chain.length; i++) {
    const words = CHECK.words[chain[i]];
    const text = words && words[group] && words[group][name];
    if (text) return { text: text, lang: words.lang, dir: words.dir || "ltr", own: i === 0 };
  }
  return { text: name, lang: "en", dir: "ltr", own: false };
}

function word(name, values) {
  let text = said("page", name).text;
  Object.keys(values || {}).forEach((key) => {
    text = text.replace("{" + key + "}", values[key]);
  });
  return text;
}

function questionWords(name, part) {
  const chain = CHECK.words[state.lang].chain;
  for (let i = 0; i < chain.length; i++) {
    const words = CHECK.words[chain[i]];
    const found = words && words.questions[name] && words.questions[name][part];
    if (found) return { value: found, lang: words.lang, dir: words.dir || "ltr", own: i === 0 };
  }
  return null;
}

// --- elements ----------------------------------------------------------------------------------------

function el(tag, props, children) {
  const made = document.createElement(tag);
  Object.keys(props || {}).forEach((key) => {
    if (key === "click") made.addEventListener("click", props[key]);
    else if (key in made) made[key] = props[key];
    else made.setAttribute(key, props[key]);
  });
  (children || []).forEach((child) => {
    made.appendChild(typeof child === "string" ? document.createTextNode(child) : child);
  });
  return made;
}

// A text that says its own language where it is not the page's.
function spoken(tag, found, props) {
  const own = found.own ? {} : { lang: found.lang, dir: found.dir };
  return el(tag, Object.assign(own, props || {}), [found.text || found.value]);
}

function icon(name) {
  const drawn = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  drawn.setAttribute("viewBox", "0 0 24 24");
  drawn.setAttribute("aria-hidden", "true");
  drawn.setAttribute("class", "icon");
  const path = document.createElementNS("http://www.w3.org/2000/svg", "path");
  path.setAttribute("d", CHECK.icons[name] || CHECK.icons.question);
  drawn.appendChild(path);
  return drawn;
}

function button(text, click, quiet) {
  return el("button", { type: "button", className: quiet ? "quiet" : "", click: click }, [text]);
}

function show(children) {
  while (main.firstChild) main.removeChild(main.firstChild);
  children.forEach((child) => main.appendChild(child));
  const head = main.querySelector("h1");
  if (head) head.focus();
  window.scrollTo(0, 0);
}

function heading(found) {
  return spoken("h1", found, { tabIndex: -1 });
}

// --- the claim so far --------------------------------------------------------------------------------

function known() {
  const answers = {};
  Object.keys(state.answers).forEach((name) => {
    if (state.answers[name] !== UNKNOWN) answers[name] = state.answers[name];
  });
  return answers;
}

function claimNow(explain) {
  const told = gongyouLaw.toldBy(CHECK.plan, known(), state.on);
  const claim = law.claim(told.facts, state.on, { asked: told.asked, explain: explain });
  claim.certain = law.certain(claim, told.facts, state.on, { asked: told.asked });
  return claim;
}

// What of the total is sure, where not all of it is.
function surePart(claim) {
  if (gongyouLaw.compare(claim.certain.assumed, gongyouLaw.readNumber("0")) <= 0) return [];
  const told = { sure: money(claim.certain.sure), assumed: money(claim.certain.assumed) };
  return [el("p", { className: "small sure" }, [word("sure_part", told)])];
}

function topicCodes() {
  const topic = CHECK.plan.topics[state.answers.topic];
  return topic ? topic.for : [];
}

function money(value) {
  const text = gongyouLaw.decimalText(gongyouLaw.shownAmount(value), 2, 4);
  const parts = text.split(".");
  return parts[0].replace(/\B(?=(\d{3})+(?!\d))/g, ",") + "." + parts[1];
}

function openCount(results) {
  const names = results
    .filter((each) => each.status === "undetermined")
    .reduce((all, each) => all.concat(each.missing), []);
  return gongyouLaw.openQuestions(CHECK.plan, names, state.answers).length;
}

function soFar(claim) {
  if (gongyouLaw.compare(claim.total, gongyouLaw.readNumber("0")) <= 0) return [];
  const text = word("so_far", { amount: money(claim.total), count: openCount(claim.results) });
  return [el("p", { className: "sofar", role: "status" }, [text])].concat(surePart(claim));
}

// --- the flow ----------------------------------------------------------------------------------------

function ask() {
  const claim = claimNow(false);
  const next = gongyouLaw.nextQuestion(CHECK.plan, claim.results, state.answers, topicCodes());
  if (next === null) showResult();
  else askNamed(next, claim);
}

function planned(name) {
  return CHECK.plan.questions.filter((each) => each.name === name)[0];
}

function askNamed(name, claim) {
  const question = planned(name);
  const asked = questionWords(name, "ask");
  const help = questionWords(name, "help");
  const kids = [icon(question.icon), heading(asked)];
  const reading = readAloud(name, asked);
  if (reading) kids.push(reading);
  if (help) kids.push(spoken("p", help, { className: "help", id: "help" }));
  (INPUTS[question.kind] || numberInput)(question).forEach((each) => kids.push(each));
  const others = el("div", { className: "others" }, []);
  if (question.kind !== "topic") {
    others.appendChild(button(word("unknown"), () => answer(name, UNKNOWN), true));
    others.appendChild(button(word("declined"), () => decline(name), true));
  }
  kids.push(others);
  const ways = el("nav", { className: "ways" }, []);
  if (state.asked.length) ways.appendChild(button(word("back"), back, true));
  if (state.asked.length > 2) ways.appendChild(button(word("see_result"), showResult, true));
  kids.push(ways);
  show(soFar(claim || claimNow(false)).concat(kids));
}

function answer(name, value) {
  state.answers[name] = value;
  state.asked = state.asked.filter((each) => each !== name).concat([name]);
  state.declined = state.declined.filter((each) => each !== name);
  ask();
}

function decline(name) {
  answer(name, UNKNOWN);
  state.declined.push(name);
}

function back() {
  const name = state.asked.pop();
  delete state.answers[name];
  askNamed(name);
}

function clearAll() {
  state.answers = {};
  state.declined = [];
  state.asked = [];
  start();
}

// --- where it begins ---------------------------------------------------------------------------------

function today() {
  const now = new Date();
  const date = gongyouLaw.dayNumber(now.getFullYear(), now.getMonth() + 1, now.getDate());
  return gongyouLaw.dayText(date);
}

function start() {
  state.on = today();
  if (state.on < CHECK.built) askToday();
  else if (state.on > CHECK.good_until) tooOld();
  else ask();
}

// The clock of this phone is wrong: it lies before the day on which the file was made.
function askToday() {
  const parts = dateInputs(Number(CHECK.built.slice(0, 4)), Number(CHECK.built.slice(0, 4)) + 8);
  const error = el("p", { className: "error", role: "alert" }, []);
  const go = button(word("next"), () => {
    const day = parts.value();
    if (day === null || day < CHECK.built) {
      error.textContent = word("need_date");
      return;
    }
    state.on = day;
    if (day > CHECK.good_until) tooOld();
    else ask();
  });
  show([icon("calendar"), heading(said("page", "what_day")), parts.element, error, go]);
}

function tooOld() {
  show([
    icon("calendar"),
    heading(said("page", "too_old")),
    el("p", {}, [word("too_old_why", { day: CHECK.good_until })]),
    el("p", {}, [CHECK.newer[state.lang] || CHECK.newer[CHECK.languages[0]] || word("newer_at_centre")]),
  ]);
}

function setLanguage(lang) {
  state.lang = lang;
  const words = CHECK.words[lang];
  document.documentElement.lang = words.lang;
  document.documentElement.dir = words.dir || "ltr";
  document.title = words.title;
  document.querySelector("#unchecked").textContent = words.unchecked ? said("page", "unchecked").text : "";
  document.querySelector("#note").textContent = word("note");
  document.querySelector("#clear").textContent = word("clear");
  if (state.asked.length === 0) start();
  else askNamed(state.asked[state.asked.length - 1]);
}

// After some minutes of nothing a cover hides the answers; they stay until somebody clears them.
let idle = null;
function awake() {
  clearTimeout(idle);
  idle = setTimeout(cover, IDLE_MINUTES * 60000);
}

function cover() {
  if (!state.asked.length) return;
  show([
    heading(said("page", "still_there")),
    button(word("go_on"), ask),
    button(word("clear"), clearAll, true),
  ]);
}

function begin() {
  const waiting = document.querySelector("#incomplete");
  waiting.parentNode.removeChild(waiting);
  const choice = document.querySelector("#languages");
  CHECK.languages.forEach((lang) => {
    const words = CHECK.words[lang];
    const props = { lang: words.lang, dir: words.dir || "ltr", className: "quiet", type: "button" };
    props.click = () => setLanguage(lang);
    choice.appendChild(el("button", props, [words.page.language]));
  });
  document.querySelector("#clear").addEventListener("click", clearAll);
  document.addEventListener("click", awake);
  document.addEventListener("keydown", awake);
  window.addEventListener("beforeunload", (event) => {
    if (!state.asked.length) return undefined;
    event.preventDefault();
    event.returnValue = "";
    return "";
  });
  awake();
  setLanguage(CHECK.languages[0]);
}
