import { useEffect, useState } from 'react';

// Switching between tabs for a moment is no reason to let go.
const PAUSE_AFTER_HIDDEN_MS = 60_000;

/** False once the page has been in the background for a minute: browsers allow six connections to a server. */
export function useLookedAt(): boolean {
  const [lookedAt, setLookedAt] = useState(true);
  useEffect(() => {
    let pausing: ReturnType<typeof setTimeout> | undefined;
    const followVisibility = () => {
      clearTimeout(pausing);
      if (document.hidden) pausing = setTimeout(() => setLookedAt(false), PAUSE_AFTER_HIDDEN_MS);
      else setLookedAt(true);
    };
    followVisibility();
    document.addEventListener('visibilitychange', followVisibility);
    return () => {
      document.removeEventListener('visibilitychange', followVisibility);
      clearTimeout(pausing);
    };
  }, []);
  return lookedAt;
}
