import { maskSecrets, readInput, SECRET_MASK, unmaskSecrets } from './input-data';

const SECRET = new Set(['token']);

describe('readInput', () => {
  it.each([
    [null, null],
    ['{"a":1}', { a: 1 }],
    ['[1]', { raw: '[1]' }],
    ['hello', { raw: 'hello' }],
  ])('reads %j', (stored, expected) => {
    expect(readInput(stored)).toEqual(expected);
  });
});

describe('maskSecrets', () => {
  it('masks secret values of every type and shows the others', () => {
    expect(maskSecrets({ token: 12, region: 'eu' }, SECRET)).toEqual({ token: SECRET_MASK, region: 'eu' });
  });

  it('leaves no input as it is', () => {
    expect(maskSecrets(null, SECRET)).toBeNull();
  });
});

describe('unmaskSecrets', () => {
  it('puts back a secret that was sent as it was shown', () => {
    expect(unmaskSecrets({ token: SECRET_MASK, region: 'us' }, { token: 'abc' }, SECRET)).toEqual({
      token: 'abc',
      region: 'us',
    });
  });

  it('takes a new secret', () => {
    expect(unmaskSecrets({ token: 'new' }, { token: 'abc' }, SECRET)).toEqual({ token: 'new' });
  });

  it('does not touch parameters that are not secret', () => {
    expect(unmaskSecrets({ region: SECRET_MASK }, { region: 'eu' }, SECRET)).toEqual({ region: SECRET_MASK });
  });

  it('keeps the mask when nothing is stored, for the check of the input to see', () => {
    expect(unmaskSecrets({ token: SECRET_MASK }, null, SECRET)).toEqual({ token: SECRET_MASK });
  });
});
