import { CreateCoreTables1795414802000 } from './1795414802000-create-core-tables';
import { IndexKeptTasks1795425874000 } from './1795425874000-index-kept-tasks';

/** All migrations, oldest first. */
export const MIGRATIONS = [CreateCoreTables1795414802000, IndexKeptTasks1795425874000];
