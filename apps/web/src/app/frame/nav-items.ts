import {
  IconCalendarTime,
  IconChecklist,
  IconCpu,
  IconKey,
  IconLayoutDashboard,
  IconListDetails,
  IconShieldCheck,
  IconTemplate,
  IconUsers,
  type TablerIcon,
} from '@tabler/icons-react';

type MainPath = '/' | '/processes' | '/types' | '/schedules' | '/scheduled-tasks' | '/workers';

export interface NavItem<Path = MainPath | AccessPath> {
  readonly to: Path;
  readonly label: string;
  /** Pressed after `g`, it leads there. */
  readonly key: string;
  readonly icon: TablerIcon;
}

type AccessPath = '/users' | '/secrets' | '/audit';

export const NAV_ITEMS: readonly NavItem<MainPath>[] = [
  { to: '/', label: 'Overview', key: 'o', icon: IconLayoutDashboard },
  { to: '/processes', label: 'Processes', key: 'p', icon: IconListDetails },
  { to: '/types', label: 'Types', key: 't', icon: IconTemplate },
  { to: '/schedules', label: 'Schedules', key: 'c', icon: IconCalendarTime },
  { to: '/scheduled-tasks', label: 'Scheduled tasks', key: 's', icon: IconChecklist },
  { to: '/workers', label: 'Workers', key: 'w', icon: IconCpu },
];

/** For those who manage access. */
export const ACCESS_ITEMS: readonly NavItem<AccessPath>[] = [
  { to: '/users', label: 'Users', key: 'u', icon: IconUsers },
  { to: '/secrets', label: 'Secrets', key: 'e', icon: IconKey },
  { to: '/audit', label: 'Audit', key: 'a', icon: IconShieldCheck },
];
