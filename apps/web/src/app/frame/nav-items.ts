import { IconCpu, IconLayoutDashboard, IconListDetails, IconTemplate, type TablerIcon } from '@tabler/icons-react';

export interface NavItem {
  readonly to: '/' | '/processes' | '/types' | '/workers';
  readonly label: string;
  readonly icon: TablerIcon;
}

export const NAV_ITEMS: readonly NavItem[] = [
  { to: '/', label: 'Overview', icon: IconLayoutDashboard },
  { to: '/processes', label: 'Processes', icon: IconListDetails },
  { to: '/types', label: 'Types', icon: IconTemplate },
  { to: '/workers', label: 'Workers', icon: IconCpu },
];
