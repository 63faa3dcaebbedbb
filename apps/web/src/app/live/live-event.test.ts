import { parseLiveEvent } from './live-event';

describe('parseLiveEvent', () => {
  it.each([
    ['record', { id: 'r', status: 'FAILED' }, { kind: 'record', recordId: 'r', status: 'FAILED' }],
    ['record', { id: 'r', status: 'DELETED' }, { kind: 'record', recordId: 'r', status: 'DELETED' }],
    ['run', { id: 'u', status: 'FAILED', recordId: 'r' }, { kind: 'run', recordId: 'r', runId: 'u', status: 'FAILED' }],
    [
      'task',
      { id: 't', status: 'FAILED', taskIndex: 2, runId: 'u', recordId: 'r' },
      { kind: 'task', recordId: 'r', runId: 'u', taskId: 't', taskIndex: 2, status: 'FAILED' },
    ],
    ['reset', {}, { kind: 'reset' }],
  ])('reads a %s event %j', (name, data, event) => expect(parseLiveEvent(name, data)).toEqual(event));

  it.each([
    [undefined, undefined],
    [undefined, ': still here'],
    ['record', null],
    ['record', { id: 'r' }],
    ['run', { id: 'u', status: 'FAILED' }],
    ['task', { id: 't', status: 'FAILED', recordId: 'r', runId: 'u' }],
    ['something-newer', { id: 'x', status: 'y', recordId: 'r', runId: 'u', taskIndex: 0 }],
  ])('leaves %s %j alone', (name, data) => expect(parseLiveEvent(name, data)).toBeNull());
});
