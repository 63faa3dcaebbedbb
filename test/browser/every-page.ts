import type { Page } from 'playwright-core';
import type { SamplePaths } from './sample-records';

/** A page of the dashboard that shows the samples. */
export interface SamplePage {
  readonly name: string;
  readonly path: string;
  /** Text that is there when its data is. */
  readonly shows?: string;
  /** Another state of a page that is there already. */
  readonly isVariant?: boolean;
}

/** Every page, with data. */
export function everyPage({ failedRun, failedTask, administrator }: SamplePaths): readonly SamplePage[] {
  return [
    { name: 'overview', path: '/', shows: 'retrying' },
    { name: 'processes', path: '/processes', shows: 'retrying' },
    { name: 'new process', path: '/processes/new?type=orders', shows: 'region' },
    { name: 'edit a process', path: '/processes/failed/edit', shows: 'region' },
    { name: 'a completed process', path: '/processes/completed', shows: 'loaded', isVariant: true },
    { name: 'a failed process', path: '/processes/failed', shows: 'mismatch' },
    { name: 'a running process', path: '/processes/running', shows: 'waiting', isVariant: true },
    { name: 'a process between two attempts', path: '/processes/retrying', shows: 'not yet', isVariant: true },
    { name: 'a stopped process', path: '/processes/stopped', shows: 'wait', isVariant: true },
    { name: 'a process that never ran', path: '/processes/idle', shows: 'Not run yet', isVariant: true },
    { name: 'a run', path: failedRun, shows: 'mismatch' },
    { name: 'a task', path: failedTask, shows: 'mismatch' },
    { name: 'types', path: '/types', shows: 'broken.yaml' },
    { name: 'a type', path: '/types/orders', shows: 'Where they were made' },
    { name: 'new type', path: '/types/new', shows: 'No problems' },
    { name: 'edit a type', path: '/types/orders/edit', shows: 'No problems' },
    { name: 'two versions of a type', path: '/types/orders/compare?from=1&to=2', shows: 'Loads orders' },
    { name: 'schedules', path: '/schedules', shows: 'Calendar' },
    { name: 'timeline of schedules', path: '/schedules?view=timeline', shows: 'idle' },
    { name: 'scheduled tasks', path: '/scheduled-tasks', shows: 'Retrying' },
    { name: 'history of scheduled tasks', path: '/scheduled-tasks/history', shows: 'maintenance' },
    { name: 'workers', path: '/workers', shows: 'alive' },
    { name: 'own account', path: '/account', shows: 'No tokens' },
    { name: 'users', path: '/users', shows: 'administrator' },
    { name: 'new user', path: '/users?new=true', shows: 'First password', isVariant: true },
    { name: 'a user', path: administrator, shows: 'last administrator' },
    { name: 'secrets', path: '/secrets', shows: 'No secrets yet' },
    { name: 'audit', path: '/audit', shows: 'Create type' },
    { name: 'no page', path: '/nowhere', shows: 'There is no page at this address' },
  ];
}

/** Goes to a page and waits until it shows its data. */
export async function openPage(page: Page, shown: Pick<SamplePage, 'path' | 'shows'>): Promise<void> {
  await page.goto(shown.path);
  await showsData(page, shown);
}

/** Waits until the page that was gone to shows its data. */
export async function showsData(page: Page, { shows }: Pick<SamplePage, 'shows'>): Promise<void> {
  await page.locator('main h1').first().waitFor();
  if (shows !== undefined) await page.locator('main').getByText(shows).filter({ visible: true }).first().waitFor();
  await page.locator('main [aria-busy="true"]').first().waitFor({ state: 'detached' });
}
