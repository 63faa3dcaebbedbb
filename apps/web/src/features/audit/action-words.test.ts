import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { actionLook, KNOWN_ACTIONS } from './action-words';

/** Names of the operations that change something. */
function changingOperations(): string[] {
  const found: string[] = [];
  let method = '';
  for (const line of readFileSync(join(__dirname, '../../../../../openapi.yaml'), 'utf8').split('\n')) {
    method = /^ {4}(get|post|put|patch|delete):$/.exec(line)?.[1] ?? method;
    const name = /^ {6}operationId: (\w+)$/.exec(line)?.[1];
    if (name && method !== 'get') found.push(name);
  }
  return found;
}

it('has words for every operation that changes something, and for no other', () => {
  expect(KNOWN_ACTIONS.map(([name]) => name).sort()).toEqual(changingOperations().sort());
  expect(new Set(KNOWN_ACTIONS.map(([, words]) => words)).size).toBe(KNOWN_ACTIONS.length);
});

it('shows what it does not know as it is', () => {
  expect(actionLook('PATCH')).toEqual({ words: 'PATCH', target: 'none' });
  expect(actionLook('constructor')).toEqual({ words: 'constructor', target: 'none' });
});
