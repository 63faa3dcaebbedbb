import { afterSgr, PLAIN } from './text-style';

it.each([
  ['', PLAIN],
  ['0', PLAIN],
  ['31', { ...PLAIN, colour: 1 }],
  ['97', { ...PLAIN, colour: 15 }],
  ['44', { ...PLAIN, background: 4 }],
  ['100', { ...PLAIN, background: 8 }],
  ['1;2;3;4;7;9', { ...PLAIN, bold: true, dim: true, italic: true, underline: true, inverse: true, strike: true }],
  ['4:3', { ...PLAIN, underline: true }],
  ['38;5;9', { ...PLAIN, colour: 9 }],
  ['38;5;208;1', { ...PLAIN, colour: '#ff8700', bold: true }],
  ['48;5;244', { ...PLAIN, background: '#808080' }],
  ['38;2;10;31;32;4', { ...PLAIN, colour: '#0a1f20', underline: true }],
  ['38:2::10:31:32;4', { ...PLAIN, colour: '#0a1f20', underline: true }],
  ['38:2:10:31:32', { ...PLAIN, colour: '#0a1f20' }],
  ['48:5:196', { ...PLAIN, background: '#ff0000' }],
  ['38;5;300', PLAIN],
  ['38;2;1;2', PLAIN],
  ['38', PLAIN],
  ['99;3', { ...PLAIN, italic: true }],
])('reads %j', (parameters, style) => expect(afterSgr(PLAIN, parameters)).toEqual(style));

it.each([
  ['1;22', 'bold and dim'],
  ['3;23', 'italic'],
  ['4;24', 'underline'],
  ['4;4:0', 'underline, by its kind'],
  ['7;27', 'inverse'],
  ['9;29', 'strike'],
  ['31;39', 'colour'],
  ['41;49', 'background'],
  ['1;31;44;', 'all'],
])('%s ends %s', (parameters) => expect(afterSgr(PLAIN, parameters)).toBe(PLAIN));

it('is the same object when nothing changed', () => {
  const red = afterSgr(PLAIN, '31');
  expect(afterSgr(red, '31')).toBe(red);
});
