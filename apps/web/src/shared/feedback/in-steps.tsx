import { type ReactNode, useDeferredValue } from 'react';

interface InStepsProps {
  /** Stands there until all of it is drawn. */
  placeholder: ReactNode;
  children: ReactNode;
}

/**
 * Draws for the first time what is large: in steps, between which the browser answers keys and pointer, and then at once.
 * Later changes are drawn as everywhere.
 */
export function InSteps({ placeholder, children }: InStepsProps): ReactNode {
  return useDeferredValue(true, false) ? children : placeholder;
}
