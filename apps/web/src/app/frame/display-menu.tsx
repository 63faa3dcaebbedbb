import { ActionIcon, Menu, useMantineColorScheme } from '@mantine/core';
import { IconAdjustmentsHorizontal, IconCheck } from '@tabler/icons-react';
import { KeyCaps } from '../../shared/commands/key-caps';
import { useTimesInUtc } from '../../shared/time/time-zone-preference';
import { AccountItems } from './account-items';

const SCHEMES = [
  { value: 'auto', label: 'As the system' },
  { value: 'light', label: 'Light' },
  { value: 'dark', label: 'Dark' },
] as const;

/** Theme and time zone of this browser, the keys, and who is signed in. */
export function DisplayMenu({ onOpenKeys }: { onOpenKeys: () => void }) {
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const [utc, setUtc] = useTimesInUtc();
  const mark = (chosen: boolean) => (chosen ? <IconCheck size={15} aria-label="chosen" /> : null);
  return (
    <Menu position="bottom-end" width={210}>
      <Menu.Target>
        <ActionIcon variant="subtle" color="gray" aria-label="Display and account" title="Display and account">
          <IconAdjustmentsHorizontal size={18} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>Theme</Menu.Label>
        {SCHEMES.map(({ value, label }) => (
          <Menu.Item key={value} rightSection={mark(colorScheme === value)} onClick={() => setColorScheme(value)}>
            {label}
          </Menu.Item>
        ))}
        <Menu.Label>Times</Menu.Label>
        <Menu.Item rightSection={mark(!utc)} onClick={() => setUtc(false)}>
          In my time zone
        </Menu.Item>
        <Menu.Item rightSection={mark(utc)} onClick={() => setUtc(true)}>
          In UTC
        </Menu.Item>
        <Menu.Divider />
        <Menu.Item rightSection={<KeyCaps keys="?" />} onClick={onOpenKeys}>
          Keys on this page
        </Menu.Item>
        <AccountItems />
      </Menu.Dropdown>
    </Menu>
  );
}
