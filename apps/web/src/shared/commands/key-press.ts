/** Where keys write or choose something: single keys belong to it alone. */
const TYPED_INTO = [
  'input:not([type="checkbox"], [type="radio"], [type="button"])',
  'textarea',
  'select',
  '[contenteditable="true"]',
  '.cm-editor',
  '[role="dialog"]',
  '[role="menu"]',
  '[role="listbox"]',
].join(', ');

/** True on Apple's systems, where ⌘ is what Ctrl is elsewhere. */
export function isApple(platform = navigator.platform): boolean {
  return /^(Mac|iP)/.test(platform);
}

/** True while what has the focus takes single keys for itself. */
function isTypedInto(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest(TYPED_INTO) !== null;
}

/**
 * What was pressed, as commands name it; undefined for what no command may take: keys that are typed into something,
 * keys with Ctrl, Alt or Meta other than `mod+k`, and what was handled already.
 */
export function keyOf(event: KeyboardEvent): string | undefined {
  if (event.defaultPrevented || event.isComposing) return undefined;
  const mod = isApple() ? event.metaKey && !event.ctrlKey : event.ctrlKey && !event.metaKey;
  if (mod && !event.altKey && !event.shiftKey && event.key.toLowerCase() === 'k') {
    const inEditor = event.target instanceof Element && event.target.closest('.cm-editor') !== null;
    return inEditor ? undefined : 'mod+k';
  }
  if (event.ctrlKey || event.metaKey || event.altKey || isTypedInto(event.target)) return undefined;
  return event.key;
}
