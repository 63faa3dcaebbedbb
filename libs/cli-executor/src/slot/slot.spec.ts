import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { hostModes } from '../../test/host-modes';
import { Slot } from './slot';
import { slotProgramOf, slotProgramText } from './slot-program';

const JOB = {
  command: ':',
  folder: '/',
  roots: null,
  environment: {},
  secretFiles: {},
  marker: [],
  onOutput: () => undefined,
};

// In this process, so for its own user only.
describe.each(hostModes().filter(({ user }) => user === null))('$title', ({ isolation, slotProgram }) => {
  const program = slotProgramOf(slotProgram);
  let folder = '';
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'slot-'));
    writeFileSync(join(folder, 'loop'), slotProgramText(program, isolation));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  it('takes no further command once it was killed, though its end is heard of later', async () => {
    const slot = await Slot.start({
      isolation,
      folder: join(folder, 'slot'),
      program,
      loopPath: join(folder, 'loop'),
      environment: {},
    });
    const command = slot.execute(JOB);
    expect(await command.outcome).toEqual({ kind: 'ended', status: 0, signal: null });
    expect(slot.isUsable).toBe(true);
    // As when the grace of a stop runs out just as the command ends.
    command.kill();
    // On the host the kill is the command's alone.
    expect(slot.isUsable).toBe(isolation === 'process-group');
    await slot.close();
  });
});
