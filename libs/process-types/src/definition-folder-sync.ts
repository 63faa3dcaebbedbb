import type { DefinitionSyncService, SyncReport } from './definition-sync.service';
import { type DefinitionFolder, loadDefinitionFolder } from './load-definition-folder';
import { type FolderWatcher, watchDefinitionFolder } from './watch-definition-folder';

/** Hears what became of the folder's files. */
export interface FolderSyncListener {
  synced(report: SyncReport, folder: DefinitionFolder): void;
  /** The database is away; tried again at the next change, or after `retryMs`. */
  failed(error: unknown): void;
}

const RETRY_MS = 5_000;

/** Keeps the stored types in line with the definitions folder for as long as the process runs. */
export class DefinitionFolderSync {
  private watcher: FolderWatcher | undefined;
  private retry: NodeJS.Timeout | undefined;
  private syncing: Promise<void> = Promise.resolve();
  private closed = false;

  constructor(
    private readonly dir: string,
    private readonly service: DefinitionSyncService,
    private readonly listener: FolderSyncListener,
    private readonly retryMs = RETRY_MS,
  ) {}

  /** Syncs once and then at every change of the folder. Throws when the first sync fails. */
  async start(): Promise<void> {
    const folder = await this.syncNow();
    if (this.closed) return;
    const onChange = (): Promise<void> => this.resync();
    this.watcher = watchDefinitionFolder(this.dir, onChange, {
      since: folder.fingerprint,
      onError: this.listener.failed,
    });
  }

  /** Syncs again, e.g. because a name became free. Never throws. */
  async resync(): Promise<void> {
    this.syncing = this.syncing.then(() => this.trySync());
    await this.syncing;
  }

  /** Ends the watch; resolves when a running sync has ended. */
  async close(): Promise<void> {
    this.closed = true;
    clearTimeout(this.retry);
    await this.watcher?.close();
    await this.syncing;
  }

  private async trySync(): Promise<void> {
    clearTimeout(this.retry);
    if (this.closed) return;
    try {
      await this.syncNow();
    } catch (error) {
      this.listener.failed(error);
      if (!this.closed) this.retry = setTimeout(() => void this.resync(), this.retryMs).unref();
    }
  }

  private async syncNow(): Promise<DefinitionFolder> {
    const folder = await loadDefinitionFolder(this.dir);
    this.listener.synced(await this.service.sync(folder), folder);
    return folder;
  }
}
