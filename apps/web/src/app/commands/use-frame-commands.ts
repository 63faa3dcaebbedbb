import { useMantineColorScheme } from '@mantine/core';
import {
  IconApi,
  IconClock,
  IconDeviceDesktop,
  IconKeyboard,
  IconMoon,
  IconPlus,
  IconRefresh,
  IconSun,
  IconTemplate,
  IconUserCircle,
} from '@tabler/icons-react';
import { useNavigate } from '@tanstack/react-router';
import { useMay } from '../../features/account/use-may';
import { useCommands } from '../../shared/commands/use-commands';
import { useTimesInUtc } from '../../shared/time/time-zone-preference';
import { ACCESS_ITEMS, NAV_ITEMS } from '../frame/nav-items';
import { useLive } from '../live/live-provider';

interface Openers {
  readonly openPalette: () => void;
  readonly openKeys: () => void;
}

/** What can be done on every page. */
export function useFrameCommands({ openPalette, openKeys }: Openers): void {
  const navigate = useNavigate();
  const may = useMay();
  const { refreshNow } = useLive();
  const { setColorScheme } = useMantineColorScheme();
  const [utc, setUtc] = useTimesInUtc();
  useCommands('Go to', [
    ...[...NAV_ITEMS, ...(may('manage-access') ? ACCESS_ITEMS : [])].map(({ to, label, key, icon }) => ({
      id: `go ${to}`,
      label,
      icon,
      keys: [`g ${key}`],
      run: () => void navigate({ to }),
    })),
    {
      id: 'go /account',
      label: 'Your account',
      icon: IconUserCircle,
      keys: ['g m'],
      run: () => void navigate({ to: '/account' }),
    },
    { id: 'go /docs', label: 'API reference', icon: IconApi, run: () => window.location.assign('/docs') },
  ]);
  const creations = [
    {
      id: 'new-process',
      label: 'New process',
      icon: IconPlus,
      needs: 'run-processes' as const,
      run: () => void navigate({ to: '/processes/new' }),
    },
    {
      id: 'new-type',
      label: 'New type',
      icon: IconTemplate,
      needs: 'write-types' as const,
      run: () => void navigate({ to: '/types/new' }),
    },
  ];
  useCommands(
    'Create',
    creations.filter(({ needs }) => may(needs)),
  );
  useCommands('View', [
    { id: 'palette', label: 'Find or do anything', keys: ['mod+k'], run: openPalette, keyOnly: true },
    { id: 'keys', label: 'Keys on this page', icon: IconKeyboard, keys: ['?'], run: openKeys },
    { id: 'refresh', label: 'Refresh now', icon: IconRefresh, run: refreshNow },
    { id: 'theme-auto', label: 'Theme as the system', icon: IconDeviceDesktop, run: () => setColorScheme('auto') },
    { id: 'theme-light', label: 'Light theme', icon: IconSun, run: () => setColorScheme('light') },
    { id: 'theme-dark', label: 'Dark theme', icon: IconMoon, run: () => setColorScheme('dark') },
    {
      id: 'utc',
      label: utc ? 'Show times in my time zone' : 'Show times in UTC',
      icon: IconClock,
      run: () => setUtc(!utc),
    },
  ]);
}
