import { lazy, Suspense, useCallback, useEffect, useState } from 'react';
import { useKeyCommands } from '../../shared/commands/use-key-commands';
import { TypeAhead } from './type-ahead';
import { useFrameCommands } from './use-frame-commands';

const CommandPalette = lazy(async () => ({ default: (await import('./command-palette')).CommandPalette }));
const KeysHelp = lazy(async () => ({ default: (await import('./keys-help')).KeysHelp }));

export type Overlay = 'palette' | 'keys';

/** What is typed before the palette has the focus is for the palette. */
const typeAhead = new TypeAhead();

/** Which overlay is open, and how to open one. Their code is loaded when they are opened for the first time. */
export function useOverlays() {
  const [opened, setOpened] = useState<Overlay | null>(null);
  const [wanted, setWanted] = useState<ReadonlySet<Overlay>>(new Set());
  const open = useCallback((overlay: Overlay) => {
    if (overlay === 'palette') typeAhead.begin();
    setWanted((before) => new Set([...before, overlay]));
    setOpened((before) => (before === overlay ? null : overlay));
  }, []);
  useEffect(() => {
    if (opened !== 'palette') typeAhead.end();
  }, [opened]);
  // One overlay may have opened the other: closing it late must not close that one.
  const close = useCallback((overlay: Overlay) => setOpened((before) => (before === overlay ? null : before)), []);
  return { opened, wanted, open, close };
}

/** The command palette and the list of keys, over any page; and the keys themselves. */
export function Overlays({ opened, wanted, open, close }: ReturnType<typeof useOverlays>) {
  useKeyCommands();
  useFrameCommands({ openPalette: () => open('palette'), openKeys: () => open('keys') });
  return (
    <Suspense>
      {wanted.has('palette') && (
        <CommandPalette
          opened={opened === 'palette'}
          onClose={() => close('palette')}
          typedAhead={() => typeAhead.end()}
        />
      )}
      {wanted.has('keys') && <KeysHelp opened={opened === 'keys'} onClose={() => close('keys')} />}
    </Suspense>
  );
}
