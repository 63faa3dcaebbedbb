import { RESERVED_VARIABLES, variableNameProblem } from './variable-names';

describe('variableNameProblem', () => {
  it.each([
    'input_file',
    'output_dir',
    '_x',
    'A1',
    'env',
    'home',
    'shell',
    'tmp',
    'GIT_URL',
    'GIT_TERMINAL_PROMPT',
    'LDAP_URL',
    'BASHFUL',
  ])('lets %s be a parameter and a variable in env', (name) => {
    expect(variableNameProblem(name, 'parameter')).toBeNull();
    expect(variableNameProblem(name, 'env')).toBeNull();
  });

  it.each([
    'PATH',
    'path',
    'Path',
    'HOME',
    'TMPDIR',
    'IFS',
    'ENV',
    'BASH_ENV',
    'BASH_FUNC_ls',
    'SHELLOPTS',
    'PS4',
    '_',
    'LD_PRELOAD',
    'LD_AUDIT',
    'DYLD_INSERT_LIBRARIES',
    'GCONV_PATH',
    'GLIBC_TUNABLES',
    'MALLOC_TRACE',
    'NODE_OPTIONS',
    'node_options',
    'NODE_PATH',
    'npm_config_script_shell',
    'PYTHONPATH',
    'PYTHONSTARTUP',
    'PERL5OPT',
    'PERL5LIB',
    'RUBYOPT',
    'JAVA_TOOL_OPTIONS',
    'GIT_SSH_COMMAND',
    'GIT_SSH',
    'GIT_CONFIG_COUNT',
    'GIT_TRACE2',
    'GIT_DIR',
    'TAR_OPTIONS',
    'MAKEFLAGS',
    'LESSOPEN',
    'LESS',
    'PSQLRC',
    'GOFLAGS',
    'RUSTC_WRAPPER',
    'R_PROFILE_USER',
    'EDITOR',
    'ComSpec',
    'PATHEXT',
    'OPENSSL_CONF',
    'SSLKEYLOGFILE',
  ])('refuses %s, which steers a shell, the loader or a tool', (name) => {
    expect(variableNameProblem(name, 'parameter')).toMatch(/steers the shell/);
    expect(variableNameProblem(name, 'env')).toMatch(/steers the shell/);
  });

  it.each([...RESERVED_VARIABLES])('refuses %s, which the orchestrator sets', (name) => {
    expect(variableNameProblem(name, 'parameter')).toMatch(/the orchestrator sets it/);
    expect(variableNameProblem(name, 'env')).toMatch(/the orchestrator sets it/);
  });

  it.each(['LANG', 'LC_ALL', 'TZ'])('lets a task set %s, but not a record', (name) => {
    expect(variableNameProblem(name, 'env')).toBeNull();
    expect(variableNameProblem(name, 'parameter')).toMatch(/language or clock/);
  });

  it.each(['', '1a', 'a-b', 'a.b', 'a b', 'ä', 'a=b', 'a\n', '__proto__', 'BASH_FUNC_x%%'])(
    'refuses %j, no shell name',
    (name) => {
      expect(variableNameProblem(name, 'parameter')).toMatch(/Must be a shell variable name/);
    },
  );

  it('refuses names longer than 100 characters', () => {
    expect(variableNameProblem('x'.repeat(100), 'env')).toBeNull();
    expect(variableNameProblem('x'.repeat(101), 'env')).toBe('Must have at most 100 characters.');
  });
});
