import { useEffect, useRef } from 'react';

/** Lets an element glow once whenever `value` changes after it was first shown; give the ref to the element. */
export function useChangeGlow<Element extends HTMLElement>(value: string) {
  const element = useRef<Element>(null);
  const shown = useRef(value);
  useEffect(() => {
    const target = element.current;
    if (shown.current === value || target === null) return;
    shown.current = value;
    target.removeAttribute('data-glow');
    // Reading the layout makes the browser start the animation anew.
    void target.offsetWidth;
    target.setAttribute('data-glow', '');
  }, [value]);
  return element;
}
