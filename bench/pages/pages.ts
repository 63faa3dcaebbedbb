import type { Subjects } from '../subjects';

/** A page, and what has to be there before a person can use it. */
export interface PageToMeasure {
  readonly name: string;
  readonly path: string;
  /** A selector of the main content, which only the server's answer brings. */
  readonly content: string;
}

/** The pages of the dashboard. */
export function pagesOf({ recordId, runId, taskId, typeName }: Subjects): PageToMeasure[] {
  return [
    { name: 'Overview', path: '/', content: '#content tr[data-row] a' },
    { name: 'Overview, one type', path: `/?type=${typeName}`, content: '#content tr[data-row] a' },
    { name: 'Processes', path: '/processes', content: '#content tr[data-row] a' },
    { name: 'Processes, searched', path: '/processes?search=eu-00', content: '#content tr[data-row] a' },
    {
      name: 'Record',
      path: `/processes/${recordId}`,
      content: '#content ol li',
    },
    { name: 'Run', path: `/processes/${recordId}/runs/${runId}`, content: '#content ol li' },
    { name: 'Task', path: `/tasks/${taskId}`, content: '#content h1' },
    { name: 'Types', path: '/types', content: '#content tr a' },
    { name: 'Type', path: `/types/${typeName}`, content: '#content ol li' },
    { name: 'Workers', path: '/workers', content: '#content ul li' },
    { name: 'Schedules', path: '/schedules', content: '#content table' },
    { name: 'Schedules, timeline', path: '/schedules?view=timeline', content: '#content ul a' },
    { name: 'New process', path: `/processes/new?type=${typeName}`, content: '#content form input' },
  ];
}
