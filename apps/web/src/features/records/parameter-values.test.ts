import type { ProcessParameter } from '@app/api-client';
import { emptyMeans, initialValues, problemOf, toInputData } from './parameter-values';

function parameter(fields: Partial<ProcessParameter>): ProcessParameter {
  return {
    name: 'p',
    description: null,
    type: 'string',
    required: false,
    default: null,
    secret: false,
    pattern: null,
    ...fields,
  };
}

const region = parameter({ name: 'region', required: true });
const size = parameter({ name: 'size', type: 'number', default: 5000 });
const full = parameter({ name: 'full', type: 'boolean' });
const key = parameter({ name: 'key', secret: true, default: 'hidden' });
const all = [region, size, full, key];

describe('initialValues', () => {
  it('is empty for a new record', () => {
    expect(initialValues(all)).toEqual({ region: '', size: '', full: '', key: '' });
  });

  it('shows what a record has, and only what the type declares', () => {
    const input = { region: 'eu', size: 10, full: false, key: '••••', other: 'x' };
    expect(initialValues(all, input)).toEqual({ region: 'eu', size: '10', full: 'false', key: '••••' });
  });
});

describe('toInputData', () => {
  it('sends the declared types', () => {
    expect(toInputData(all, { region: 'eu', size: '1e3', full: 'true', key: 's' })).toEqual({
      region: 'eu',
      size: 1000,
      full: true,
      key: 's',
    });
  });

  it('leaves out what was not given, so that defaults apply', () => {
    expect(toInputData(all, { region: 'eu', size: '', full: '', key: '' })).toEqual({ region: 'eu' });
  });

  it('keeps false and zero, which are values', () => {
    expect(toInputData(all, { region: '0', size: '0', full: 'false', key: '' })).toEqual({
      region: '0',
      size: 0,
      full: false,
    });
  });

  it('gives back what a record had', () => {
    const input = { region: 'eu', size: 10, full: false, key: '••••' };
    expect(toInputData(all, initialValues(all, input))).toEqual(input);
  });
});

describe('problemOf', () => {
  it.each([
    ['a required value is missing', region, '', 'Required'],
    ['a required value with a default is missing', parameter({ required: true, default: 'x' }), '', null],
    ['an optional value is missing', full, '', null],
    ['a number is none', size, 'ten', 'Must be a number'],
    ['a number is endless', size, 'Infinity', 'Must be a number'],
    ['a number is blank', size, ' ', 'Must be a number'],
    ['a number is one', size, '-1.5', null],
  ])('when %s', (_case, given, value, expected) => expect(problemOf(given, value)).toBe(expected));
});

it.each([
  [region, ''],
  [size, 'Default: 5000'],
  [full, 'Not set'],
  [key, 'Default applies'],
])('says what an empty field means', (given, words) => expect(emptyMeans(given)).toBe(words));
