import { useQuery } from '@tanstack/react-query';
import { useEffect } from 'react';
import { statisticsQuery } from '../../features/statistics/api/get-statistics';

/** Marks the tab's icon while any record stands failed. */
export function FailureFavicon() {
  const { data } = useQuery(statisticsQuery());
  const failed = (data?.byStatus.FAILED ?? 0) > 0;
  useEffect(() => {
    const icon = document.querySelector<HTMLLinkElement>('link[rel="icon"]');
    icon?.setAttribute('href', failed ? '/favicon-failed.svg' : '/favicon.svg');
  }, [failed]);
  return null;
}
