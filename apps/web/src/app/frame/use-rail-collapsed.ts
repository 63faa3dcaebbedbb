import { useState } from 'react';

const KEY = 'rail-collapsed';

/** Whether the rail shows icons only; kept by the browser. */
export function useRailCollapsed(): [boolean, (collapsed: boolean) => void] {
  const [collapsed, setCollapsed] = useState(read);
  return [
    collapsed,
    (next) => {
      setCollapsed(next);
      try {
        localStorage.setItem(KEY, String(next));
      } catch {
        // Without storage the choice lasts until the page is left.
      }
    },
  ];
}

function read(): boolean {
  try {
    return localStorage.getItem(KEY) === 'true';
  } catch {
    return false;
  }
}
