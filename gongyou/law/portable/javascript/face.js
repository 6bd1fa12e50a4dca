// What a page uses of all this.

const gongyouLaw = {
  Pack: Pack,
  Gap: Gap,
  Q: Q,
  TooLarge: TooLarge,
  FactError: FactError,
  isGap: isGap,
  steps: stepsOf,
  ownStep: ownStep,
  readFact: readFact,
  readDay: readDay,
  dayText: dayText,
  dayNumber: dayNumber,
  civil: civil,
  addMonths: addMonths,
  readNumber: readNumber,
  decimalText: decimalText,
  fractionText: fractionText,
  compare: compare,
  shownAmount: shownAmount,
};
