import {
  IconCalendarTime,
  IconChecklist,
  IconCpu,
  IconLayoutDashboard,
  IconListDetails,
  IconTemplate,
  type TablerIcon,
} from '@tabler/icons-react';

export interface NavItem {
  readonly to: '/' | '/processes' | '/types' | '/schedules' | '/scheduled-tasks' | '/workers';
  readonly label: string;
  /** Pressed after `g`, it leads there. */
  readonly key: string;
  readonly icon: TablerIcon;
}

export const NAV_ITEMS: readonly NavItem[] = [
  { to: '/', label: 'Overview', key: 'o', icon: IconLayoutDashboard },
  { to: '/processes', label: 'Processes', key: 'p', icon: IconListDetails },
  { to: '/types', label: 'Types', key: 't', icon: IconTemplate },
  { to: '/schedules', label: 'Schedules', key: 'c', icon: IconCalendarTime },
  { to: '/scheduled-tasks', label: 'Scheduled tasks', key: 's', icon: IconChecklist },
  { to: '/workers', label: 'Workers', key: 'w', icon: IconCpu },
];
