import { CreateCoreTables1795414802000 } from './1795414802000-create-core-tables';
import { IndexKeptTasks1795425874000 } from './1795425874000-index-kept-tasks';
import { CheckStepInstance1795426400000 } from './1795426400000-check-step-instance';
import { AddNextFireAndUsualDuration1795427000000 } from './1795427000000-add-next-fire-and-usual-duration';
import { AddWorkerDegraded1795427300000 } from './1795427300000-add-worker-degraded';
import { KeepDefinitionText1795430923000 } from './1795430923000-keep-definition-text';
import { TallyRecordsAndRuns1795437600000 } from './1795437600000-tally-records-and-runs';
import { AddWorkerVersion1795438800000 } from './1795438800000-add-worker-version';
import { IndexFailedRecords1795440000000 } from './1795440000000-index-failed-records';
import { FireSchedules1795441000000 } from './1795441000000-fire-schedules';
import { ShowWorkList1795442000000 } from './1795442000000-show-work-list';
import { IndexPartsOfRecordIds1795443000000 } from './1795443000000-index-parts-of-record-ids';
import { AddUsers1795444000000 } from './1795444000000-add-users';
import { KeepSecrets1795446000000 } from './1795446000000-keep-secrets';
import { AddProviderUsers1795448000000 } from './1795448000000-add-provider-users';
import { PartitionHistory1795452000000 } from './1795452000000-partition-history';
import { LightenHotTables1795453000000 } from './1795453000000-lighten-hot-tables';

/** All migrations, oldest first. */
export const MIGRATIONS = [
  CreateCoreTables1795414802000,
  IndexKeptTasks1795425874000,
  CheckStepInstance1795426400000,
  AddNextFireAndUsualDuration1795427000000,
  AddWorkerDegraded1795427300000,
  KeepDefinitionText1795430923000,
  TallyRecordsAndRuns1795437600000,
  AddWorkerVersion1795438800000,
  IndexFailedRecords1795440000000,
  FireSchedules1795441000000,
  ShowWorkList1795442000000,
  IndexPartsOfRecordIds1795443000000,
  AddUsers1795444000000,
  KeepSecrets1795446000000,
  AddProviderUsers1795448000000,
  PartitionHistory1795452000000,
  LightenHotTables1795453000000,
];
