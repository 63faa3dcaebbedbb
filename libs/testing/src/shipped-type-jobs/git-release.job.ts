import { deepStrictEqual } from 'node:assert';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { RESULTS, type ShippedTypeJob, shell } from './shipped-type-job';

const REPOSITORY = `my "first" repo's code`;
const RELEASE = 'my--first--repo-s-code-v1.2.0';

export const gitReleaseJob: ShippedTypeJob = {
  type: 'git-release',

  prepare(dir) {
    shell(
      `git init -q -b main "$REPOSITORY"
       cd "$REPOSITORY"
       git config user.name Tester
       git config user.email tester@example.org
       mkdir src
       printf 'print("hello")\\n' > 'src/hello world.py'
       printf '#!/bin/sh\\nset -eu\\ntest -f "src/hello world.py"\\necho rubbish > left-by-tests\\necho "1 test passed"\\n' > run-tests.sh
       git add .
       git commit -q -m 'Say hello'
       git tag v1.2.0
       printf 'unreleased\\n' > later
       git add .
       git commit -q -m 'Work on the next version'`,
      dir,
      { REPOSITORY },
    );
    return {
      repository: join(dir, REPOSITORY),
      ref: 'v1.2.0',
      test_script: 'run-tests.sh',
      output_dir: join(dir, RESULTS),
    };
  },

  verify(dir) {
    const results = join(dir, RESULTS);
    deepStrictEqual(shell('ls -A', results).trim().split('\n').sort(), [
      `${RELEASE}.tar.gz`,
      `${RELEASE}.tar.gz.sha256`,
      'release.txt',
    ]);
    const commit = shell('git -C "$REPOSITORY" rev-parse v1.2.0', dir, { REPOSITORY });
    deepStrictEqual(
      readFileSync(join(results, 'release.txt'), 'utf8'),
      `package ${RELEASE}.tar.gz\ncommit  ${commit}files   2\n`,
    );
    // The same bytes by hand: the archive of a commit has its time, gzip -n leaves out its own.
    shell(
      `git clone -q -b v1.2.0 -- "$REPOSITORY" by-hand 2> /dev/null
       cd by-hand
       git archive --prefix="$RELEASE/" v1.2.0 | gzip -9n > "../$RELEASE.tar.gz"
       cd ..
       sha256sum "$RELEASE.tar.gz" | cmp - "$RESULTS/$RELEASE.tar.gz.sha256"
       cmp "$RELEASE.tar.gz" "$RESULTS/$RELEASE.tar.gz"`,
      dir,
      { REPOSITORY, RELEASE, RESULTS },
    );
    deepStrictEqual(shell('tar -tzf "$RELEASE.tar.gz" | sort', results, { RELEASE }).trim().split('\n'), [
      `${RELEASE}/`,
      `${RELEASE}/run-tests.sh`,
      `${RELEASE}/src/`,
      `${RELEASE}/src/hello world.py`,
    ]);
  },
};
