// Days and times as people write them, in the languages of this program. What cannot be read for
// certain is asked back, never cleared.

const NUMERALS = { 两: 2, 〇: 0, 零: 0, 一: 1, 二: 2, 三: 3, 四: 4, 五: 5, 六: 6, 七: 7, 八: 8, 九: 9 };
const pad = (number, size = 2) => String(number).padStart(size, "0");

/** The names of the months in some languages: {"february": 2, "feb": 2, "二月": 2}. */
export function monthNames(languages) {
  const found = {};
  for (const language of languages) {
    for (const month of ["long", "short"]) {
      let format;
      try {
        format = new Intl.DateTimeFormat(language, { month, timeZone: "UTC" });
      } catch {
        continue;
      }
      for (let number = 1; number <= 12; number++) {
        const name = format.format(Date.UTC(2024, number - 1, 1)).toLowerCase().replace(/\.$/, "");
        if (!/^\d+$/.test(name)) found[name] = number;
      }
    }
  }
  return { ...found, sept: 9 };
}

/** Chinese numerals as digits: 二〇二四年二月二十九日 is 2024年2月29日. */
function inDigits(text) {
  return text.replace(/[〇零一二两三四五六七八九十廿卅]+/g, (word) => {
    const plain = word.replace("廿", "二十").replace("卅", "三十");
    if (!plain.includes("十")) return [...plain].map((each) => NUMERALS[each]).join("");
    const [tens, ones] = plain.split("十");
    return String((tens ? NUMERALS[tens] : 1) * 10 + (ones ? NUMERALS[ones] : 0));
  });
}

function exists(year, month, day) {
  const made = new Date(Date.UTC(2000, 0, 1));
  made.setUTCFullYear(year, month - 1, day);
  return made.getUTCFullYear() === year && made.getUTCMonth() === month - 1 && made.getUTCDate() === day;
}

const iso = (year, month, day) => `${pad(year, 4)}-${pad(month)}-${pad(day)}`;

function settled(year, month, day) {
  if (year < 1000 || year > 9999) return { problem: "year" };
  return exists(year, month, day) ? { value: iso(year, month, day) } : { problem: "noSuchDay" };
}

/** Read a day: {value}, or {problem}, or {choices: [iso, iso]} where two days can be meant. */
export function readDay(typed, languages = ["en", "zh"], now = new Date()) {
  const text = inDigits(typed.normalize("NFKC").trim().toLowerCase()).replace(/\s+/g, " ");
  if (!text) return { value: "" };
  const there = { today: 0, 今天: 0, 今日: 0, yesterday: -1, 昨天: -1, 昨日: -1 }[text];
  if (there !== undefined) {
    const day = new Date(now.getFullYear(), now.getMonth(), now.getDate() + there);
    return { value: iso(day.getFullYear(), day.getMonth() + 1, day.getDate()) };
  }
  let found = /^(\d{4})(?: ?年 ?|[-/. ])(\d{1,2})(?: ?月 ?|[-/. ])(\d{1,2}) ?[日号]?\.?$/.exec(text) || /^(\d{4})(\d{2})(\d{2})$/.exec(text);
  if (found) return settled(+found[1], +found[2], +found[3]);
  found = /^(\d{1,2})[-/. ](\d{1,2})[-/. ](\d{4})$/.exec(text);
  if (found) return ordered(+found[1], +found[2], +found[3]);
  if (/^\d{1,2}[-/. ]\d{1,2}[-/. ]\d{1,3}$/.test(text) || /^\d{2} ?年/.test(text)) return { problem: "year" };
  return named(text, monthNames(languages));
}

/** 29/02/2024 or 02/29/2024; where both can be days, the writer must say. */
function ordered(first, second, year) {
  if (year < 1000) return { problem: "year" };
  const choices = [];
  if (exists(year, second, first)) choices.push(iso(year, second, first));
  if (exists(year, first, second)) choices.push(iso(year, first, second));
  const [one, two] = choices;
  if (!one) return { problem: "noSuchDay" };
  return two && one !== two ? { choices } : { value: one };
}

/** 29 February 2024, Feb. 29, 2024, 29-Feb-2024. */
function named(text, months) {
  const words = text.split(/[ ,./-]+/).filter((word) => word && !["of", "de", "del"].includes(word));
  const month = words.map((word) => months[word]).find(Boolean);
  const numbers = words.filter((word) => /^\d+(st|nd|rd|th)?$/.test(word)).map((word) => parseInt(word, 10));
  if (!month || words.length !== 3 || numbers.length !== 2) return { problem: "notADay" };
  const year = numbers.find((number) => number > 999);
  if (!year) return { problem: "year" };
  return settled(year, month, numbers.find((number) => number !== year) ?? 0);
}

/** Read a month or a year as its first day, as appearance "month-year" and "year" ask for. */
export function readPart(typed, part, languages = ["en", "zh"], now = new Date()) {
  const text = inDigits(typed.normalize("NFKC").trim().toLowerCase());
  const year = /^(\d{4}) ?年?$/.exec(text);
  const [, before, month] = /^(\d{4})(?: ?年 ?|[-/. ])(\d{1,2}) ?月?$/.exec(text) ?? [];
  const [, first, after] = /^(\d{1,2})[-/. ](\d{4})$/.exec(text) ?? [];
  if (part === "year" && year) return settled(+year[1], 1, 1);
  if (part === "month" && (before || after)) return settled(+(before ?? after), +(month ?? first), 1);
  const words = text.split(/[ ,./-]+/).filter(Boolean);
  const names = monthNames(languages);
  const named = words.length === 2 && words.find((word) => names[word]);
  const of = named && words.find((word) => /^\d{4}$/.test(word));
  if (part === "month" && of) return settled(+of, names[named], 1);
  const whole = readDay(typed, languages, now);
  if (whole.value) return { value: part === "year" ? `${whole.value.slice(0, 4)}-01-01` : `${whole.value.slice(0, 7)}-01` };
  return whole.problem === "notADay" ? { problem: part === "year" ? "notAYear" : "notAMonth" } : whole;
}

/** Read a time of day: {value: "14:30:00.000"} or {problem}. */
export function readTime(typed) {
  const text = inDigits(typed.normalize("NFKC").trim().toLowerCase()).replace(/\s+/g, "");
  if (!text) return { value: "" };
  const found = /^(上午|早上|凌晨|中午|下午|晚上|傍晚)?(\d{1,2})(?:[:.点时h](?:(\d{1,2})(?:[:分](\d{1,2})秒?)?|(半))?分?|(\d{2}))?(?:整)?(am|pm|a\.m\.|p\.m\.)?$/.exec(text);
  if (!found) return { problem: "notATime" };
  const [, before, first, minutes, seconds, half, glued, after] = found;
  if (!/[:.点时h]/.test(text) && !glued && !before && !after) return { problem: "notATime" };
  let hour = +first;
  const late = /下午|晚上|傍晚/.test(before ?? "") || (after ?? "").startsWith("p") || (before === "中午" && hour < 11);
  const early = /上午|早上|凌晨/.test(before ?? "") || (after ?? "").startsWith("a");
  if ((late || early) && (hour > 12 && !late || hour > 23)) return { problem: "notATime" };
  // Twelve or one "in the evening" is the next day's night, twelve "in the forenoon" may be either.
  if (before === "晚上" && (hour === 12 || hour < 5)) return { problem: "notATime" };
  if (before === "上午" && hour === 12) return { problem: "notATime" };
  if (late && hour < 12) hour += 12;
  if (early && hour === 12) hour = 0;
  const minute = half ? 30 : +(minutes ?? glued ?? 0);
  const second = +(seconds ?? 0);
  if (hour > 23 || minute > 59 || second > 59) return { problem: "notATime" };
  return { value: `${pad(hour)}:${pad(minute)}:${pad(second)}.000` };
}

/** The offset of this device's clock at a moment, as in +08:00. */
export function offsetAt(day, time) {
  const minutes = -new Date(`${day}T${time}`).getTimezoneOffset();
  const size = Math.abs(minutes);
  return `${minutes < 0 ? "-" : "+"}${pad(Math.floor(size / 60))}:${pad(size % 60)}`;
}
