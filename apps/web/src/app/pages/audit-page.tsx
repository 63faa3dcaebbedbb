import { Button } from '@mantine/core';
import { IconDownload, IconRefresh } from '@tabler/icons-react';
import { useQueryClient } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { NeedsRole } from '../../features/account/components/needs-role';
import { type AuditFilter, auditExportPath } from '../../features/audit/audit-filter';
import { auditQuery } from '../../features/audit/api/list-audit';
import { AuditFilters } from '../../features/audit/components/audit-filters';
import { AuditTable } from '../../features/audit/components/audit-table';
import { useCoarseNow } from '../../shared/time/ticker';
import page from './page.module.css';

const route = getRouteApi('/audit');

export function AuditPage() {
  return (
    <NeedsRole permission="manage-access" doing="Reading the audit">
      <Audit />
    </NeedsRole>
  );
}

function Audit() {
  const filter = route.useSearch();
  const navigate = route.useNavigate();
  const queries = useQueryClient();
  const now = useCoarseNow();
  const setFilter = (next: AuditFilter) => void navigate({ search: next, replace: true });
  return (
    <div className={page.page}>
      <title>Audit · Process Orchestrator</title>
      <div className={page.head}>
        <h1>Audit</h1>
        <span className={page.actions}>
          <Button
            size="xs"
            variant="default"
            leftSection={<IconRefresh size={15} />}
            onClick={() => void queries.resetQueries({ queryKey: auditQuery(filter).queryKey })}
          >
            Read again
          </Button>
          <Button
            size="xs"
            variant="default"
            leftSection={<IconDownload size={15} />}
            renderRoot={(props) => <a href={auditExportPath(filter, now)} download="audit.csv" {...props} />}
          >
            Export as CSV
          </Button>
        </span>
      </div>
      <AuditFilters filter={filter} onChange={setFilter} />
      <AuditTable filter={filter} />
    </div>
  );
}
