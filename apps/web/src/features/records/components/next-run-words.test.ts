import { changeWords } from './next-run-words';

const same = {
  typeChanged: false,
  inputChanged: false,
  typeVersion: 2,
  lastTypeVersion: 2,
  lastRunNumber: 7,
  tasks: [],
};

it.each([
  ['nothing', {}, null],
  ['a new version', { typeChanged: true, typeVersion: 3 }, 'Uses version 3 of the type; run 7 used version 2.'],
  ['another type', { typeChanged: true }, 'Uses another type than run 7.'],
  ['the input', { inputChanged: true }, 'Uses the input as it is now, which was changed since.'],
])('says that %s changed', (_what, fields, words) => {
  expect(changeWords({ ...same, ...fields })).toBe(words);
});
