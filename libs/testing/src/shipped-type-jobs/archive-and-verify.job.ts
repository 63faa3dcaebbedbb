import { deepStrictEqual } from 'node:assert';
import { join } from 'node:path';
import { RESULTS, type ShippedTypeJob, shell } from './shipped-type-job';

const SOURCE = `-source of "truth" & it's \`here\``;

/** Kind, permissions, name and, of a link, the target of everything in the folder `$1`. */
const LISTING = `find . -printf '%y %m %P -> %l\\n' | sort`;
const CONTENTS = 'find . -type f -exec sha256sum {} + | sort';

export const archiveAndVerifyJob: ShippedTypeJob = {
  type: 'archive-and-verify',

  prepare(dir) {
    shell(
      `mkdir -- "$SOURCE"
       cd -- "$SOURCE"
       mkdir -p 'a b/c' empty read-only .hidden
       printf 'one\\n' > 'a b/c/plain.txt'
       printf 'two' > "it's \\"quoted\\".txt"
       printf 'three\\n' > 'new
line'
       printf 'four\\n' > 'größe ✓.txt'
       printf 'five\\n' > -rf
       : > 'a b/empty file'
       head -c 300000 /dev/urandom > 'a b/random.bin'
       printf '#!/bin/sh\\necho hi\\n' > run.sh
       chmod 755 run.sh
       ln -s run.sh link
       ln -s /nowhere/at/all dangling
       printf 'kept\\n' > read-only/file
       chmod 555 read-only`,
      dir,
      { SOURCE },
    );
    return { source_dir: join(dir, SOURCE), output_dir: join(dir, RESULTS), archive_name: 'back.up-1' };
  },

  verify(dir) {
    const source = join(dir, SOURCE);
    const results = join(dir, RESULTS);
    try {
      deepStrictEqual(shell('ls -A', results).trim().split('\n').sort(), [
        'back.up-1.tar.gz',
        'back.up-1.tar.gz.sha256',
        'back.up-1.tar.gz.verified',
      ]);
      deepStrictEqual(
        shell('cat back.up-1.tar.gz.sha256', results),
        shell('openssl dgst -sha256 -r back.up-1.tar.gz 2> /dev/null || sha256sum back.up-1.tar.gz', results).replace(
          ' *',
          '  ',
        ),
      );
      shell('mkdir by-hand && gunzip -c < "$ARCHIVE" > by-hand.tar && tar -xpf by-hand.tar -C by-hand', dir, {
        ARCHIVE: join(results, 'back.up-1.tar.gz'),
      });
      const restored = join(dir, 'by-hand');
      deepStrictEqual(shell(LISTING, restored), shell(LISTING, source));
      deepStrictEqual(shell(CONTENTS, restored), shell(CONTENTS, source));
    } finally {
      // Only root can remove what is in a folder without write permission.
      shell('chmod -R u+w .', dir);
    }
  },
};
