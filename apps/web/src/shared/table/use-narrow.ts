import { useMediaQuery } from '@mantine/hooks';

/** Whether the screen is a phone's, where tables put the facts of a row below its name. */
export function useNarrow(): boolean {
  return useMediaQuery('(max-width: 640px)', false, { getInitialValueInEffect: false });
}
