// The controls for days, times and moments, in place of those of ODK Web Forms: typed text stays
// where it was typed until it is understood, and is said back in words.
import { computed, defineComponent, h, ref, watch } from "vue";
import { offsetAt, readDay, readTime } from "./days.js";

const word = (key) => globalThis.gongyouWord?.(key) ?? key;
const language = () => document.documentElement.lang || navigator.language;
const languages = () => ["en", "zh", language(), ...navigator.languages];
let count = 0;

const SENTENCES = {
  year: "Write the year with four digits, as in 2024-02-29.",
  noSuchDay: "There is no such day.",
  notADay: "This day cannot be read. Write it as in 2024-02-29.",
  notATime: "This time cannot be read. Write it as in 14:30.",
  partly: "Both the day and the time are needed.",
};

function inWords(day) {
  const [year, month, date] = day.split("-").map(Number);
  const moment = new Date(Date.UTC(year, month - 1, date));
  return new Intl.DateTimeFormat(language(), { dateStyle: "full", timeZone: "UTC" }).format(moment);
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
    }, "📅"),
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

function shape(appearances, value) {
  // Asked for a month or a year only: the day is the first.
  const asked = [...(appearances ?? [])].join(" ");
  if (/\bmonth-year\b/.test(asked) && /^\d{4}[-/.年 ]{1,2}\d{1,2}月?$/.test(value.trim())) return `${value.trim().replace(/[年/. ]/, "-").replace("月", "")}-1`;
  if (/\byear\b/.test(asked) && /^\d{4}年?$/.test(value.trim())) return `${value.trim().slice(0, 4)}-1-1`;
  return value;
}

export const InputDate = defineComponent({
  props: ["question"],
  setup({ question }) {
    const id = `gy-day-${++count}`;
    const disabled = computed(() => question.currentState.readonly === true);
    const { typed, state, onTyped } = typing(
      () => dayOf(question.currentState.value),
      (value) => readDay(shape(question.appearances, value), languages()),
      (value) => question.setValue(value || null),
    );
    return () => field({
      id, typed: typed.value, disabled: disabled.value, onTyped, placeholder: "2024-02-29", label: word("Day"),
      state: state.value.value || !typed.value ? { ...state.value, words: dayOf(question.currentState.value) && inWords(dayOf(question.currentState.value)) } : state.value,
      after: calendar(id, dayOf(question.currentState.value), disabled.value, onTyped),
    });
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
