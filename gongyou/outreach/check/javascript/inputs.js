// What stands under a question: choices, yes and no, amounts with their unit, days.

function choices(question, options) {
  return options.map((pair) => button(pair[1], () => answer(question.name, pair[0])));
}

function optionWords(question) {
  const found = questionWords(question.name, "options");
  return question.options.map((each) => [each, (found && found.value[each]) || each]);
}

function topicInput() {
  const names = Object.keys(CHECK.plan.topics);
  return names.map((name) => {
    const made = button("", () => answer("topic", name));
    made.appendChild(icon(CHECK.plan.topics[name].icon));
    made.appendChild(spoken("span", said("topics", name)));
    return made;
  });
}

function selectOf(label, options) {
  const made = el("select", { "aria-label": label }, [el("option", { value: "" }, [label])]);
  options.forEach((pair) => made.appendChild(el("option", { value: pair[0] }, [pair[1]])));
  return made;
}

function placeInput(question) {
  const lines = (CHECK.places[state.lang] || CHECK.places[CHECK.languages[0]]).split("\n");
  const names = lines.map((line) => [line.slice(0, 6), line.slice(6)]);
  const provinces = names.filter((pair) => pair[0].slice(2) === "0000");
  const first = selectOf(word("province"), provinces);
  const second = selectOf(word("city"), []);
  const error = el("p", { className: "error", role: "alert" }, []);
  first.addEventListener("change", () => {
    while (second.options.length > 1) second.removeChild(second.lastChild);
    names
      .filter((pair) => first.value && pair[0].slice(0, 2) === first.value.slice(0, 2))
      .filter((pair) => pair[0].slice(2) !== "0000")
      .forEach((pair) => second.appendChild(el("option", { value: pair[0] }, [pair[1]])));
    second.disabled = second.options.length < 2;
  });
  const go = button(word("next"), () => {
    const code = second.value || (second.options.length < 2 ? first.value : "");
    if (code) answer(question.name, code);
    else error.textContent = word("need_choice");
  });
  return [first, second, error, go];
}

// Three lists, since every browser has lists; `value()` is "2024-03-31", or null.
function dateInputs(from, to) {
  const years = [];
  for (let year = to; year >= from; year--) years.push([String(year), String(year)]);
  const numbers = (last) =>
    Array.from({ length: last }, (_, i) => [padTwo(i + 1), String(i + 1)]);
  const year = selectOf(word("year"), years);
  const month = selectOf(word("month_name"), numbers(12));
  const day = selectOf(word("day_name"), numbers(31));
  const element = el("div", { className: "date", role: "group" }, [year, month, day]);
  const value = () => {
    const text = year.value + "-" + month.value + "-" + day.value;
    return gongyouLaw.readDay(text) === null || text.length !== 10 ? null : text;
  };
  return { element: element, value: value };
}

function padTwo(number) {
  return number < 10 ? "0" + number : String(number);
}

function dateInput(question) {
  const last = Number(state.on.slice(0, 4));
  const parts = dateInputs(last - 45, last);
  const error = el("p", { className: "error", role: "alert" }, []);
  const go = button(word("next"), () => {
    const day = parts.value();
    const before = question.name === "end" && state.answers.start > day;
    if (day === null) error.textContent = word("need_date");
    else if (day > state.on) error.textContent = word("later_than_today");
    else if (before) error.textContent = word("end_before_start");
    else answer(question.name, day);
  });
  return [parts.element, error, go];
}

function dateOrNoneInput(question) {
  const none = questionWords(question.name, "none");
  const no = button(none ? none.value : word("no"), () => answer(question.name, "none"));
  return [no].concat(dateInput(question));
}

// A number as people type it: 4,000 · ４０００ · 4千 · 1.2万.
function readTyped(text) {
  let plain = text.replace(/[０-９．，]/g, (letter) =>
    String.fromCharCode(letter.charCodeAt(0) - 0xfee0)
  );
  plain = plain.replace(/[,，、\s元¥￥块]/g, "");
  const found = /^(\d+(?:\.\d+)?)(万|千|百)?$/.exec(plain);
  if (!found) return null;
  const times = { 万: "10000", 千: "1000", 百: "100" }[found[2]];
  if (!times) return found[1];
  const digits = found[1].split(".");
  const zeros = times.length - 1;
  const cut = ((digits[1] || "") + "0".repeat(zeros)).slice(0, Math.max(zeros, (digits[1] || "").length));
  const whole = (digits[0] + cut.slice(0, zeros)).replace(/^0+(?=\d)/, "");
  return whole + (cut.slice(zeros) ? "." + cut.slice(zeros) : "");
}

function numberInput(question) {
  const input = el("input", {
    type: "text", inputMode: "decimal", id: "answer", autocomplete: "off", maxLength: 14,
    "aria-describedby": "unit help",
  }, []);
  const unit = word("unit_" + question.unit);
  const shown = el("p", { id: "unit", className: "unit", "aria-live": "polite" }, [unit]);
  const error = el("p", { className: "error", role: "alert" }, []);
  input.addEventListener("input", () => {
    const number = readTyped(input.value);
    shown.textContent = number === null ? unit : grouped(number) + " " + unit;
  });
  const go = () => takeNumber(question, input.value, error);
  input.addEventListener("keydown", (event) => {
    if (event.key === "Enter") go();
  });
  const label = el("label", { htmlFor: "answer", className: "hidden" }, [
    questionWords(question.name, "ask").value,
  ]);
  return [label, input, shown, error, button(word("next"), go)];
}

function grouped(number) {
  const parts = number.split(".");
  return parts[0].replace(/\B(?=(\d{3})+(?!\d))/g, ",") + (parts[1] ? "." + parts[1] : "");
}

// A value that the law cannot take is refused with a sentence; one that is unlikely is asked back.
function takeNumber(question, typed, error) {
  const number = readTyped(typed);
  if (number === null) {
    error.textContent = word("need_number");
    return;
  }
  const fact = law.facts.filter((each) => each.name === (question.fact || question.usual))[0];
  try {
    if (fact) gongyouLaw.readFact(fact, number);
  } catch (problem) {
    error.textContent = word("cannot_take", { number: grouped(number) });
    return;
  }
  const most = gongyouLaw.readNumber(String(question.above || 1000000000));
  if (gongyouLaw.compare(gongyouLaw.readNumber(number), most) > 0) askBack(question, number);
  else answer(question.name, number);
}

function askBack(question, number) {
  const text = grouped(number) + " " + word("unit_" + question.unit) + "?";
  show([
    icon(question.icon),
    el("h1", { tabIndex: -1 }, [text]),
    el("p", {}, [word("is_it_right")]),
    button(word("yes_right"), () => answer(question.name, number)),
    button(word("change"), () => askNamed(question.name)),
  ]);
}

const INPUTS = {
  topic: topicInput,
  choice: (question) => choices(question, optionWords(question)),
  yes_no: (question) => choices(question, [[true, word("yes")], [false, word("no")]]),
  place: placeInput,
  date: dateInput,
  date_or_none: dateOrNoneInput,
  event: dateOrNoneInput,
};

// --- read aloud: a recording, or a voice that is really there ----------------------------------------

function readAloud(name, asked) {
  const sound = (CHECK.sounds[state.lang] || {})[name];
  if (sound) return button(word("speak"), () => new Audio(sound).play(), true);
  const voice = voiceFor(asked.lang);
  return voice ? button(word("speak"), () => speak(asked.value, voice), true) : null;
}

function voiceFor(lang) {
  if (!window.speechSynthesis || !window.SpeechSynthesisUtterance) return null;
  const wanted = lang.slice(0, 2).toLowerCase();
  const voices = window.speechSynthesis.getVoices() || [];
  return voices.filter((each) => each.lang.slice(0, 2).toLowerCase() === wanted)[0] || null;
}

function speak(text, voice) {
  const utterance = new window.SpeechSynthesisUtterance(text);
  utterance.voice = voice;
  utterance.lang = voice.lang;
  window.speechSynthesis.cancel();
  window.speechSynthesis.speak(utterance);
}
