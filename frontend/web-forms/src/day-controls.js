// The controls for days, times and moments, in place of those of ODK Web Forms: typed text stays
// where it was typed until it is understood, and is said back in words.
import { computed, defineComponent, h, ref, watch } from "vue";
import { offsetAt, readDay, readPart, readTime } from "./days.js";

const word = (key) => globalThis.gongyouWord?.(key) ?? key;
const language = () => document.documentElement.lang || navigator.language;
const languages = () => ["en", "zh", language(), ...navigator.languages];
let count = 0;

const SENTENCES = {
  year: "Write the year with four digits, as in 2024-02-29.",
  noSuchDay: "There is no such day.",
  notADay: "This day cannot be read. Write it as in 2024-02-29.",
  notAMonth: "This cannot be read. Write it as in 2024-02.",
  notAYear: "This cannot be read. Write it as in 2024.",
  notATime: "This time cannot be read. Write it as in 14:30.",
  partly: "Both the day and the time are needed.",
};

function inWords(day, how = { dateStyle: "full" }) {
  const [year, month, date] = day.split("-").map(Number);
  const moment = new Date(Date.UTC(year, month - 1, date));
  return new Intl.DateTimeFormat(language(), { ...how, timeZone: "UTC" }).format(moment);
}

const text = (value) => (value == null ? "" : value.toString());

/** One field with its sentence below; `state` is what a reader made of the text. */
function field(options) {
  const { id, label, typed, state, disabled, placeholder, onTyped, after } = options;
  const bad = state.problem || state.choices;
  return h("div", { class: "gy-typed" }, [
    h("div", { class: "gy-typed-line" }, [
      h("input", {
        type: "text", id, class: "p-inputtext gy-typed-field", autocomplete: "off", disabled, placeholder,
        "aria-label": label, "aria-invalid": bad ? "true" : undefined, "aria-describedby": `${id}-said`,
        "data-unread": bad ? "yes" : undefined, value: typed,
        onInput: (event) => onTyped(event.target.value, false), onChange: (event) => onTyped(event.target.value, true),
        onKeydown: (event) => event.key === "Enter" && onTyped(event.target.value, true),
      }),
      after,
    ]),
    h("p", { id: `${id}-said`, class: bad ? "gy-typed-said gy-typed-bad" : "gy-typed-said", role: "status" }, said(state, options)),
  ]);
}

function said(state, { onTyped }) {
  if (state.problem) return word(SENTENCES[state.problem]);
  if (state.choices) {
    return [`${word("Which day is meant?")} `, ...state.choices.map((day) => h("button", { type: "button", class: "gy-typed-choice", onClick: () => onTyped(day, true) }, inWords(day)))];
  }
  return state.words ?? "";
}

// Drawn, since not every device has the picture among its letters.
const CALENDAR = () =>
  h("svg", { viewBox: "0 0 16 16", width: 18, height: 18, "aria-hidden": "true", fill: "none", stroke: "currentColor", "stroke-width": 1.4 }, [
    h("rect", { x: 1.7, y: 3, width: 12.6, height: 11.3, rx: 1.5 }),
    h("path", { d: "M1.7 6.6h12.6M5 1.2v3.2M11 1.2v3.2" }),
  ]);

/** The calendar of the device beside a typed day. */
function calendar(id, value, disabled, pick) {
  return h("span", { class: "gy-calendar" }, [
    h("input", {
      type: "date", id: `${id}-calendar`, tabindex: -1, "aria-hidden": "true", disabled, value, max: "9999-12-31",
      onChange: (event) => event.target.value && pick(event.target.value, true),
    }),
    h("button", {
      type: "button", class: "gy-calendar-open", "aria-label": word("Choose a day"), title: word("Choose a day"), disabled,
      onClick: () => document.getElementById(`${id}-calendar`)?.showPicker?.(),
    }, [CALENDAR()]),
  ]);
}

/** What is typed, and what was made of it; `read` gives {value}, {problem} or {choices}. */
function typing(current, read, keep) {
  const typed = ref(current());
  const state = ref({});
  watch(current, (value) => {
    if (value && value !== state.value.value) typed.value = value;
    if (value && value !== state.value.value) state.value = { value };
    if (!value && state.value.value) (typed.value = ""), (state.value = {});
  });
  const onTyped = (value, finished) => {
    typed.value = value;
    const found = read(value);
    // While one still types, only what is complete is taken.
    if (!finished && !("value" in found && found.value)) return void (value ? 0 : take({ value: "" }));
    take(found);
  };
  const take = (found) => {
    state.value = found;
    keep(found.value ?? "");
    if (found.value) typed.value = found.value;
  };
  return { typed, state, onTyped };
}

const dayOf = (value) => (/^\d{4}-\d{2}-\d{2}/.exec(text(value)) ?? [""])[0];

/** What a date question asks for: a day, or its month or year only. */
const PARTS = {
  day: { label: "Day", placeholder: "2024-02-29", words: { dateStyle: "full" }, shown: 10 },
  month: { label: "Month", placeholder: "2024-02", words: { year: "numeric", month: "long" }, shown: 7 },
  year: { label: "Year", placeholder: "2024", words: { year: "numeric" }, shown: 4 },
};

function partOf(appearances) {
  const asked = [...(appearances ?? [])];
  if (asked.includes("month-year")) return "month";
  return asked.includes("year") ? "year" : "day";
}

export const InputDate = defineComponent({
  props: ["question"],
  setup({ question }) {
    const id = `gy-day-${++count}`;
    const name = partOf(question.appearances);
    const part = PARTS[name];
    const kept = () => dayOf(question.currentState.value);
    const { typed, state, onTyped } = typing(
      kept,
      (value) => (name === "day" ? readDay(value, languages()) : readPart(value, name, languages())),
      (value) => question.setValue(value || null),
    );
    return () => {
      const disabled = question.currentState.readonly === true;
      const understood = state.value.value || !typed.value;
      return field({
        id, disabled, onTyped, placeholder: part.placeholder, label: word(part.label),
        // The first of the month stands for it: only what was asked is said back.
        typed: typed.value === kept() ? typed.value.slice(0, part.shown) : typed.value,
        state: understood ? { ...state.value, words: kept() && inWords(kept(), part.words) } : state.value,
        after: name === "day" && calendar(id, kept(), disabled, onTyped),
      });
    };
  },
});

export const InputTime = defineComponent({
  props: ["question"],
  setup({ question }) {
    const id = `gy-time-${++count}`;
    const now = () => (/\d{2}:\d{2}(:\d{2})?/.exec(text(question.currentState.value)) ?? [""])[0].replace(/:00$/, (end) => (text(question.currentState.value).match(/^\d{2}:\d{2}:00/) ? "" : end));
    const { typed, state, onTyped } = typing(now, (value) => {
      const found = readTime(value);
      return found.value ? { value: found.value.slice(0, found.value.startsWith("00", 6) ? 5 : 8), full: found.value } : found;
    }, (value) => question.setValue(value ? readTime(value).value : null));
    return () => field({
      id, typed: typed.value, state: state.value, onTyped, placeholder: "14:30", label: word("Time of day"),
      disabled: question.currentState.readonly === true,
    });
  },
});

export const InputDateTime = defineComponent({
  props: ["node"],
  setup({ node }) {
    const id = `gy-moment-${++count}`;
    const [day, time] = [ref(dayOf(node.currentState.value)), ref((/T(\d{2}:\d{2})/.exec(text(node.currentState.value)) ?? ["", ""])[1])];
    const keep = () => {
      const [found, clock] = [readDay(day.value, languages()), readTime(time.value)];
      const whole = found.value && clock.value;
      node.setValue(whole ? `${found.value}T${clock.value}${offsetAt(found.value, clock.value)}` : "");
    };
    watch(() => text(node.currentState.value), (value) => {
      if (value) [day.value, time.value] = [dayOf(value), (/T(\d{2}:\d{2})/.exec(value) ?? ["", ""])[1]];
    });
    const part = (typed, read) => (value, finished) => {
      const found = read(value);
      typed.value = finished && found.value ? found.value.replace(/:00\.000$/, "") : value;
      keep();
    };
    return () => {
      const disabled = node.currentState.readonly === true;
      const [found, clock] = [readDay(day.value, languages()), readTime(time.value)];
      const partly = Boolean(day.value.trim()) !== Boolean(time.value.trim()) ? "partly" : undefined;
      const onDay = part(day, (value) => readDay(value, languages()));
      return h("div", { class: "gy-moment" }, [
        field({ id, typed: day.value, disabled, onTyped: onDay, placeholder: "2024-02-29", label: word("Day"), state: found.problem || found.choices ? found : { words: found.value ? inWords(found.value) : "" }, after: calendar(id, found.value || "", disabled, onDay) }),
        field({ id: `${id}-time`, typed: time.value, disabled, onTyped: part(time, readTime), placeholder: "14:30", label: word("Time of day"), state: clock.problem ? clock : { problem: partly } }),
      ]);
    };
  },
});
