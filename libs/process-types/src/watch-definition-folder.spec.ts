import { mkdir, mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fingerprintFolder } from './definition-files';
import { type FolderWatcher, type WatchSurroundings, watchDefinitionFolder } from './watch-definition-folder';

/** Surroundings in the hands of the test: a settable clock, events on call and any fingerprint. */
class Scene implements WatchSurroundings {
  state = 'first';
  watchable = true;
  event: (() => void) | null = null;
  end: (() => void) | null = null;
  private now = 0;
  private timers: { at: number; run: () => void }[] = [];

  readonly after = (ms: number, run: () => void) => {
    const timer = { at: this.now + ms, run };
    this.timers.push(timer);
    return () => {
      this.timers = this.timers.filter((each) => each !== timer);
    };
  };

  readonly watch = (_: string, onEvent: () => void, onEnd: () => void) => {
    if (!this.watchable) throw new Error('ENOENT');
    this.event = onEvent;
    this.end = onEnd;
    return () => {
      this.event = null;
    };
  };

  readonly fingerprint = async () => this.state;

  get timersLeft(): number {
    return this.timers.length;
  }

  async advance(ms: number): Promise<void> {
    this.now += ms;
    const due = this.timers.filter(({ at }) => at <= this.now);
    this.timers = this.timers.filter(({ at }) => at > this.now);
    for (const { run } of due) run();
    await settled();
  }
}

/** Lets every promise that can go on do so. */
const settled = () => new Promise<void>((resolve) => setImmediate(resolve));

describe('watchDefinitionFolder', () => {
  let scene: Scene;
  let onChange: jest.Mock;
  let watcher: FolderWatcher;
  const start = async (options: { since?: string; onError?: (error: unknown) => void } = {}) => {
    watcher = watchDefinitionFolder('dir', onChange, {
      debounceMs: 200,
      pollMs: 5000,
      surroundings: scene,
      ...options,
    });
    await settled();
  };
  beforeEach(() => {
    scene = new Scene();
    onChange = jest.fn();
  });
  afterEach(async () => {
    await watcher.close();
    expect(scene.timersLeft).toBe(0);
  });

  it('reports several events of one change once, when the folder is quiet', async () => {
    await start();
    scene.state = 'second';
    for (let i = 0; i < 3; i++) {
      scene.event?.();
      await scene.advance(199);
    }
    expect(onChange).toHaveBeenCalledTimes(0);
    await scene.advance(1);
    expect(onChange).toHaveBeenCalledTimes(1);
    await scene.advance(200);
    await scene.advance(60_000);
    expect(onChange).toHaveBeenCalledTimes(1);
  });

  it('reports nothing for events that change no definition', async () => {
    await start();
    scene.event?.();
    await scene.advance(200);
    expect(onChange).toHaveBeenCalledTimes(0);
  });

  it('finds a change by looking, where the system tells nothing, also while events go on', async () => {
    scene.watchable = false;
    await start();
    scene.state = 'second';
    await scene.advance(5000);
    expect(onChange).toHaveBeenCalledTimes(1);

    scene.watchable = true;
    await scene.advance(5000);
    scene.state = 'third';
    for (let i = 0; i < 51; i++) {
      scene.event?.();
      await scene.advance(100);
    }
    expect(onChange).toHaveBeenCalledTimes(2);
  });

  it('reports at once what changed between the load and the start', async () => {
    await start({ since: 'zeroth' });
    expect(onChange).toHaveBeenCalledTimes(1);
  });

  it('attaches to a folder that appears later, and again after the system ended the watch', async () => {
    scene.watchable = false;
    await start();
    scene.watchable = true;
    await scene.advance(5000);
    expect(scene.event).not.toBeNull();
    scene.end?.();
    expect(scene.event).toBeNull();
    await scene.advance(5000);
    expect(scene.event).not.toBeNull();
  });

  it('runs one onChange at a time and goes on after one that failed', async () => {
    const errors: unknown[] = [];
    let finish = () => {};
    onChange.mockImplementationOnce(() => new Promise<void>((resolve) => (finish = resolve)));
    onChange.mockRejectedValueOnce(new Error('database away'));
    await start({ since: 'zeroth', onError: (error) => errors.push(error) });
    scene.state = 'second';
    scene.event?.();
    await scene.advance(200);
    expect(onChange).toHaveBeenCalledTimes(1);
    finish();
    await settled();
    expect(onChange).toHaveBeenCalledTimes(2);
    expect(errors).toEqual([new Error('database away')]);
    scene.state = 'third';
    await scene.advance(5000);
    expect(onChange).toHaveBeenCalledTimes(3);
  });

  it('closes after a running onChange, and is silent then', async () => {
    let finish = () => {};
    onChange.mockImplementation(() => new Promise<void>((resolve) => (finish = resolve)));
    await start({ since: 'zeroth' });
    let closed = false;
    const closing = watcher.close().then(() => (closed = true));
    await settled();
    expect(closed).toBe(false);
    finish();
    await closing;
    scene.state = 'second';
    scene.event?.();
    await scene.advance(60_000);
    expect(onChange).toHaveBeenCalledTimes(1);
  });
});

describe('watchDefinitionFolder on a real folder', () => {
  it('follows files, and the folder itself when it is replaced', async () => {
    const home = await mkdtemp(join(tmpdir(), 'watched-'));
    const dir = join(home, 'types');
    let wake = () => {};
    const watcher = watchDefinitionFolder(dir, () => wake(), {
      since: await fingerprintFolder(dir),
      debounceMs: 5,
      pollMs: 50,
    });
    const changeBy = async (act: () => Promise<unknown>) => {
      const changed = new Promise<void>((resolve) => (wake = resolve));
      await act();
      await changed;
    };
    try {
      await changeBy(() => mkdir(dir));
      await changeBy(() => writeFile(join(dir, 'a.yaml'), 'name: a'));
      await changeBy(() => writeFile(join(dir, 'a.yaml'), 'name: b'));
      await changeBy(() => rename(dir, join(home, 'old')));
      await changeBy(() => mkdir(dir));
      await changeBy(() => writeFile(join(dir, 'b.yaml'), 'name: c'));
      await changeBy(() => rm(join(dir, 'b.yaml')));
    } finally {
      await watcher.close();
      await rm(home, { recursive: true });
    }
  });
});
