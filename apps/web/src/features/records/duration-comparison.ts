/** Shorter differences are noise, whatever the factor. */
const NOTABLE_MS = 1000;
const SLOW_FACTOR = 2;

/** How many times longer than usual, when that is more than twice as long; null otherwise. */
export function slownessOf(durationMs: number, usualMs: number | null): number | null {
  if (usualMs === null || durationMs - usualMs < NOTABLE_MS) return null;
  const factor = durationMs / Math.max(1, usualMs);
  return factor > SLOW_FACTOR ? factor : null;
}

/** `2.4×`, `12×`, `over 100×`. */
export function factorWords(factor: number): string {
  if (factor > 100) return 'over 100×';
  return `${factor < 10 ? (Math.floor(factor * 10) / 10).toFixed(1) : Math.floor(factor)}×`;
}
