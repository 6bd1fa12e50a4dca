// What the phone says of every day of three hundred years and of every pair of month edges.
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";

const parts = ["civil", "dayNumber", "dayText", "weekday", "yearLength", "daysInMonth"];
const more = ["monthsBetween", "monthsSameDay", "addMonths", "makeDate"];
const names = parts.concat(more).join(",");
const days = new Function(`${readFileSync(process.argv[2], "utf8")}; return {${names}};`)();

let said = createHash("sha256");
const last = days.dayNumber(2199, 12, 31);
for (let day = days.dayNumber(1900, 1, 1); day <= last; day++) {
  const [y, m, d] = days.civil(day);
  said.update(`${days.dayNumber(y, m, d)},${days.dayText(day)},${days.weekday(day)},`);
  said.update(`${days.yearLength(day)};`);
}
console.log("days", said.digest("hex"));

const edges = [];
for (const year of [1999, 2000, 2003, 2004, 2023, 2024, 2099, 2100]) {
  for (let month = 1; month <= 12; month++) {
    for (const day of [1, 2, 15, 27, 28, 29, 30, 31]) {
      if (day <= days.daysInMonth(year, month)) edges.push(days.dayNumber(year, month, day));
    }
  }
}
said = createHash("sha256");
for (const a of edges) {
  let line = "";
  for (const b of edges) line += `${days.monthsBetween(a, b)},${days.monthsSameDay(a, b)},${b - a};`;
  said.update(line);
}
console.log("pairs", said.digest("hex"));
said = createHash("sha256");
for (const a of edges) {
  for (let n = -50; n <= 50; n++) said.update(`${days.dayText(days.addMonths(a, n))};`);
}
console.log("steps", said.digest("hex"));
