import { useDebouncedValue } from '@mantine/hooks';
import { IconChevronRight, IconSearch, IconTemplate } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { typeListQuery } from '../../features/process-types/api/list-types';
import { findRecordsQuery } from '../../features/records/api/find-records';
import { useCommandGroups } from '../../shared/commands/use-commands';
import { statusLook } from '../../shared/status/display-status';
import { StatusBadge } from '../../shared/status/status-badge';
import { StatusIcon } from '../../shared/status/status-icon';
import { bestMatches } from './match-words';
import type { PaletteEntry, PaletteGroup } from './palette-entry';

const TYPING_PAUSE_MS = 150;
const MOST_RECORDS = 8;
const MOST_TYPES = 5;
/** What the server takes. */
const LONGEST = 128;
/** Below all that matches. */
const LEAST = 0.5;

/** What the palette offers for what was typed: commands of the page, processes (from the server) and types. */
export function usePaletteGroups(typed: string): readonly PaletteGroup[] {
  const text = typed.trim();
  const groups = useCommandGroups().map(({ title, commands }): PaletteGroup => {
    const offered = commands.filter(({ run, keyOnly }) => run !== undefined && keyOnly !== true);
    return {
      title,
      entries: bestMatches(offered, ({ label }) => label, text, { belongsTo: title }).map(
        ({ entry: { id, label, icon: Icon = IconChevronRight, keys, run }, score }) => ({
          id,
          score,
          label,
          icon: <Icon size={16} aria-hidden />,
          ...(keys?.[0] !== undefined && { keys: keys[0] }),
          run: () => run?.(),
        }),
      ),
    };
  });
  const found: PaletteGroup[] = [
    { title: 'Processes', entries: useRecordEntries(text) },
    { title: 'Types', entries: useTypeEntries(text) },
  ];
  const all = [...groups.filter(isOfPage), ...found, ...groups.filter((group) => !isOfPage(group))];
  const best = ({ entries }: PaletteGroup) => (text === '' ? 0 : Math.max(...entries.map(({ score }) => score)));
  return all.filter(({ entries }) => entries.length > 0).sort((a, b) => best(b) - best(a));
}

function isOfPage({ title }: PaletteGroup): boolean {
  return title === 'This process' || title === 'This task' || title === 'Selection';
}

function useRecordEntries(text: string): PaletteEntry[] {
  const navigate = useNavigate();
  const [asked] = useDebouncedValue(text, TYPING_PAUSE_MS);
  const { data } = useQuery(findRecordsQuery(text === '' ? '' : asked.slice(0, LONGEST), MOST_RECORDS));
  if (text === '') return [];
  const records = bestMatches(data ?? [], ({ id }) => id, text, { belongsTo: 'process' });
  const entries = records.map(({ entry: { id, type, currentStatus }, score }) => ({
    id: `record ${id}`,
    score,
    label: id,
    icon: <StatusIcon tone={statusLook(currentStatus).tone} />,
    detail: (
      <>
        <span className="clip soft">{type}</span> <StatusBadge status={currentStatus} />
      </>
    ),
    run: () => void navigate({ to: '/processes/$id', params: { id } }),
  }));
  const search: PaletteEntry = {
    id: 'search',
    score: LEAST,
    label: `List all processes with “${text}”`,
    icon: <IconSearch size={16} aria-hidden />,
    run: () => void navigate({ to: '/processes', search: { search: text } }),
  };
  return [...entries, search];
}

function useTypeEntries(text: string): PaletteEntry[] {
  const navigate = useNavigate();
  const { data } = useQuery(typeListQuery);
  if (text === '') return [];
  return bestMatches(data?.processTypes ?? [], ({ name }) => name, text, { belongsTo: 'type', limit: MOST_TYPES }).map(
    ({ entry: { name, description }, score }) => ({
      id: `type ${name}`,
      score,
      label: name,
      icon: <IconTemplate size={16} aria-hidden />,
      ...(description !== null && { detail: <span className="clip soft">{description}</span> }),
      run: () => void navigate({ to: '/types/$name', params: { name } }),
    }),
  );
}
