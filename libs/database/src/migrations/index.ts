import { CreateCoreTables1795414802000 } from './1795414802000-create-core-tables';

/** All migrations, oldest first. */
export const MIGRATIONS = [CreateCoreTables1795414802000];
