import { randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { OutputMasker } from './output-masker';
import { formsOf } from './secret-forms';

const MASK = '••••';

function mask(secrets: readonly string[], ...chunks: readonly (string | Buffer)[]): string {
  const masker = OutputMasker.for(secrets);
  if (masker === null) return Buffer.concat(chunks.map((chunk) => Buffer.from(chunk))).toString();
  const given = chunks.map((chunk) => masker.push(Buffer.from(chunk)));
  return Buffer.concat([...given, masker.end()]).toString();
}

/** What the masker has to give, worked out on the whole text by looking at each place. */
function maskedAtOnce(text: Buffer, patterns: readonly Buffer[]): Buffer {
  const found: { start: number; end: number }[] = [];
  for (const pattern of patterns) {
    for (let at = text.indexOf(pattern); at !== -1; at = text.indexOf(pattern, at + 1))
      found.push({ start: at, end: at + pattern.length });
  }
  found.sort((a, b) => a.start - b.start);
  const pieces: Buffer[] = [];
  let place = 0;
  for (const { start, end } of found) {
    if (start >= place) pieces.push(text.subarray(place, start), Buffer.from(MASK));
    place = Math.max(place, end);
  }
  return Buffer.concat([...pieces, text.subarray(place)]);
}

it.each([
  ['in the middle', ['hunter22'], ['a hunter22 b'], `a ${MASK} b`],
  ['twice in a row', ['hunter22'], ['hunter22hunter22'], `${MASK}${MASK}`],
  ['across chunks', ['hunter22'], ['a hun', 'ter', '22 b'], `a ${MASK} b`],
  ['byte by byte', ['hunter22'], [...'xhunter22x'], `x${MASK}x`],
  ['begun and not ended', ['hunter22'], ['a hun', 'dred'], 'a hundred'],
  ['begun at the end of all', ['hunter22'], ['a hunter2'], 'a hunter2'],
  ['one that is part of another', ['hunter22', 'my-hunter22-x'], ['my-hunter22-x my-hunter22'], `${MASK} my-${MASK}`],
  ['two that overlap', ['abcd', 'cdef'], ['abcdef'], MASK],
  ['one that overlaps itself', ['aaaa'], ['aa', 'aaa', 'ab'], `${MASK}b`],
  ['of several bytes a character', ['pässwörd€'], ['<pässwörd€>'], `<${MASK}>`],
  ['too short', ['abc'], ['abc'], 'abc'],
  [
    'its lines, indented',
    ['first line\nsecond line\n'],
    ['  first line\r\n  second line\r\n'],
    `  ${MASK}\r\n  ${MASK}\r\n`,
  ],
])('masks a secret %s', (_, secrets, chunks, expected) => {
  expect(mask(secrets, ...chunks)).toBe(expected);
});

const strictUrl = (text: string): string => encodeURIComponent(text).replaceAll("'", '%27');

it('masks the usual encodings of it', () => {
  const secret = `p@ss "w/rd" & it's=ünï`;
  const encoded = {
    base64: Buffer.from(secret).toString('base64'),
    base64url: Buffer.from(secret).toString('base64url'),
    hex: Buffer.from(secret).toString('hex'),
    url: encodeURIComponent(secret),
    form: new URLSearchParams({ v: secret }).toString().slice(2),
    json: JSON.stringify(secret).slice(1, -1),
    path: strictUrl(secret).replaceAll('%2F', '/'),
    address: encodeURI(secret),
    pythonJson: 'p@ss \\"w/rd\\" & it\'s=\\u00fcn\\u00ef',
    goJson: 'p@ss \\"w/rd\\" \\u0026 it\'s=ünï',
    xmlText: 'p@ss "w/rd" &amp; it\'s=ünï',
    xmlAttribute: 'p@ss &quot;w/rd&quot; &amp; it&#39;s=ünï',
    shell: secret.replaceAll("'", "'\\''"),
  };
  for (const [form, text] of Object.entries(encoded))
    expect([form, mask([secret], `<${text}>`)]).toEqual([form, `<${MASK}>`]);
});

it.each(['', 'a', 'ab', 'abc', 'user:'])(
  'leaves nothing of a secret in base64 of a longer text (after %j)',
  (before) => {
    const secret = 'correct-horse-battery';
    const shown = mask([secret], Buffer.from(`${before}${secret}!`).toString('base64'));
    const decoded = Buffer.from(shown.replaceAll(MASK, ''), 'base64').toString();
    expect(shown).toContain(MASK);
    // The characters at its ends, of which a base64 digit belongs to the neighbours too.
    expect(decoded.length).toBeLessThan(before.length + 6);
  },
);

it('masks base64 that is broken into lines', () => {
  const secret = randomBytes(150).toString('hex');
  const lines =
    Buffer.from(secret)
      .toString('base64')
      .match(/.{1,76}/g) ?? [];
  const shown = mask([secret], `${lines.join('\n')}\n`);
  expect(lines.length).toBeGreaterThan(3);
  for (const line of lines) expect(shown).not.toContain(line);
});

it('gives, for any secrets, text and chunks, what masking the whole text at once gives', () => {
  const letters = fc.constantFrom('a', 'b', 'c', 'ä', '\n');
  const secrets = fc.array(fc.string({ unit: letters, minLength: 1, maxLength: 8 }), { minLength: 1, maxLength: 4 });
  const pieces = fc.array(fc.oneof(fc.string({ unit: letters, maxLength: 12 }), fc.nat(3)), { maxLength: 12 });
  fc.assert(
    fc.property(secrets, pieces, fc.array(fc.nat(9), { maxLength: 60 }), (values, parts, cuts) => {
      const text = Buffer.from(
        parts.map((part) => (typeof part === 'number' ? (values[part % values.length] ?? '') : part)).join(''),
      );
      const masker = OutputMasker.for(values);
      const given: Buffer[] = [];
      let rest = text;
      for (const cut of cuts) {
        given.push(masker?.push(rest.subarray(0, cut)) ?? rest.subarray(0, cut));
        rest = rest.subarray(cut);
      }
      given.push(masker?.push(rest) ?? rest, masker?.end() ?? Buffer.alloc(0));
      const expected = maskedAtOnce(text, values.flatMap(formsOf));
      return Buffer.concat(given).equals(expected);
    }),
    { numRuns: 3_000 },
  );
});

it('holds back no more than the longest form, whatever comes', () => {
  const masker = OutputMasker.for(['abababab']);
  let given = 0;
  for (let index = 0; index < 10_000; index++) given += masker?.push(Buffer.from('ab'))?.length ?? 0;
  // One stretch that goes on for ever is one mask, given out long before its end.
  expect(given).toBe(Buffer.byteLength(MASK));
  expect(masker?.push(Buffer.from('x')).toString()).toBe('x');
});

it('passes the same buffer on where no secret can be', () => {
  const chunk = Buffer.from('nothing of it here.');
  expect(OutputMasker.for(['1234-5678'])?.push(chunk)).toBe(chunk);
  expect(OutputMasker.for([])).toBeNull();
  expect(OutputMasker.for(['abc'])).toBeNull();
});

it('takes a secret as large as one may be', () => {
  const secret = randomBytes(50_000).toString('hex');
  expect(mask([secret], 'x', secret.slice(0, 40_000), secret.slice(40_000), 'y')).toBe(`x${MASK}y`);
});
