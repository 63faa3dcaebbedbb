import { accessLogReportJob } from './access-log-report.job';
import { archiveAndVerifyJob } from './archive-and-verify.job';
import { gitReleaseJob } from './git-release.job';
import type { ShippedTypeJob } from './shipped-type-job';

export type { ShippedTypeJob } from './shipped-type-job';

/** One job for each type in `process-types/`. */
export const SHIPPED_TYPE_JOBS: readonly ShippedTypeJob[] = [archiveAndVerifyJob, accessLogReportJob, gitReleaseJob];
