import type { KeyboardEvent } from 'react';

type LogKeyActions = Readonly<Record<'follow' | 'wrap' | 'search' | 'next' | 'previous' | 'start' | 'end', () => void>>;

/** Acts on the keys of an output that has the focus (see `LOG_KEYS`), and keeps them from everything else. */
export function logKeyHandler(actions: LogKeyActions): (event: KeyboardEvent) => void {
  return (event) => {
    const typing = event.target instanceof HTMLInputElement && event.target.type !== 'checkbox';
    const name = actionOf(event, typing || event.target instanceof HTMLSelectElement);
    if (name === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    actions[name]();
  };
}

function actionOf(event: KeyboardEvent, typing: boolean): keyof LogKeyActions | undefined {
  if (event.key === 'F3') return event.shiftKey ? 'previous' : 'next';
  if ((event.ctrlKey || event.metaKey) && event.key === 'f') return 'search';
  if (typing || event.ctrlKey || event.metaKey || event.altKey) return undefined;
  switch (event.key) {
    case '/':
      return 'search';
    case 'f':
      return 'follow';
    case 'w':
      return 'wrap';
    case 'g':
    case 'Home':
      return 'start';
    case 'G':
    case 'End':
      return 'end';
    default:
      return undefined;
  }
}
