import type { ProcessTypeDefinition } from '@app/process-core';
import { parseDefinition } from '@app/process-types';

const TASKS_OF: Readonly<Record<string, readonly string[]>> = {
  'orders-etl': ['extract', 'check', 'clean', 'join', 'aggregate', 'load', 'index', 'verify', 'publish', 'notify'],
  'nightly-backup': ['lock', 'dump', 'compress', 'encrypt', 'upload', 'verify', 'unlock', 'prune', 'report', 'notify'],
  'model-training': [
    'fetch',
    'split',
    'features',
    'train',
    'validate',
    'score',
    'compare',
    'package',
    'register',
    'notify',
  ],
  'site-release': ['checkout', 'install', 'lint', 'test', 'build', 'sign', 'stage', 'smoke', 'deploy', 'notify'],
  'invoice-run': ['collect', 'check', 'price', 'tax', 'render', 'archive', 'send', 'book', 'report', 'notify'],
};

/** Five types with different task names; each has `taskCount` tasks. */
export function historyTypes(taskCount: number): ProcessTypeDefinition[] {
  return Object.entries(TASKS_OF).map(([name, tasks]) => {
    const checked = parseDefinition({
      name,
      description: 'Made for measurements',
      parameters: [{ name: 'region', default: 'eu' }],
      tasks: Array.from({ length: taskCount }, (_, index) => {
        const round = Math.floor(index / tasks.length);
        const task = tasks[index % tasks.length];
        return { name: round === 0 ? task : `${task}-${round + 1}`, command: 'echo "$region"', maxRetries: 2 };
      }),
    });
    if (!checked.ok) throw new Error(checked.issues.map(({ message }) => message).join('\n'));
    return checked.value;
  });
}
