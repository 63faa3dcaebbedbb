import { isShellVariable } from '@app/cli-executor';

/** Set by the orchestrator for every command; neither a parameter nor `env` may replace them. */
export const RESERVED_VARIABLES = [
  'PROCESS_RECORD_ID',
  'RUN_ID',
  'TASK_ID',
  'TASK_NAME',
  'TASK_INDEX',
  'TASK_ATTEMPT',
  'PROCESS_INPUT',
] as const;

/**
 * Names that steer a shell, the loader, the C library or a common tool before the command's own text is read.
 * A trailing `*` stands for any ending. Sources: sudo's `env_delete` table (plugins/sudoers/env.c), glibc's list for
 * set-uid programs (sysdeps/generic/unsecvars.h), POSIX.1 XCU 2.5.3 and XBD 8.3, and the ENVIRONMENT sections of
 * bash(1), zsh(1), ld.so(8), dyld(1), git(1), perlrun(1), python(1), ruby(1), node(1), java, make, tar, less, psql,
 * hg, maven, gradle, go, cargo, R, openssl.
 * Compared by exact case: POSIX variables differ by case, so `env` or `home` stay free.
 */
const STEERING_VARIABLES = `
  PATH HOME TMPDIR TMP TEMP SHELL PWD OLDPWD IFS ENV CDPATH LINENO OPTIND OPTARG PPID UID EUID GID EGID SHLVL _ PS1 PS2 PS3 PS4
  MAIL MAILPATH MAILCHECK FCEDIT EDITOR VISUAL PAGER BROWSER
  BASH_* BASHOPTS SHELLOPTS GLOBIGNORE PROMPT_COMMAND EXECIGNORE POSIXLY_CORRECT INPUTRC HISTFILE
  FPATH NULLCMD READNULLCMD ZDOTDIR TMPPREFIX KSH_ENV
  LD_* DYLD_* _RLD* SHLIB_PATH LDR_* LIBPATH AUTHSTATE
  GCONV_PATH GETCONF_DIR GLIBC_TUNABLES HOSTALIASES LOCALDOMAIN LOCPATH MALLOC_* NIS_PATH NLSPATH PATH_LOCALE
  RES_OPTIONS RESOLV_HOST_CONF TZDIR TERMINFO TERMINFO_DIRS TERMPATH TERMCAP KRB5_CONFIG* KRB5_KTNAME
  LESSOPEN LESSCLOSE MANPAGER AWKPATH AWKLIBPATH GREP_OPTIONS TAR_OPTIONS GZIP BZIP BZIP2 XZ_OPT XZ_DEFAULTS ZIPOPT UNZIP
  LESS TAPE SUDO_EDITOR PSQLRC PSQL_EDITOR PGSYSCONFDIR PGSERVICEFILE HGRCPATH HGEDITOR ANSIBLE_CONFIG MAVEN_OPTS MAVEN_ARGS
  GRADLE_OPTS GOFLAGS RUSTC_WRAPPER RUSTC_WORKSPACE_WRAPPER R_PROFILE R_PROFILE_USER R_ENVIRON R_ENVIRON_USER
  MAKEFLAGS MAKEFILES GNUMAKEFLAGS MFLAGS CURL_HOME WGETRC RSYNC_RSH CVS_RSH SVN_SSH SSH_ASKPASS SUDO_ASKPASS
  GIT_ASKPASS GIT_CONFIG* GIT_DIR GIT_WORK_TREE GIT_EDITOR GIT_SEQUENCE_EDITOR GIT_EXEC_PATH GIT_EXTERNAL_DIFF GIT_PAGER
  GIT_PROXY_COMMAND GIT_SSH* GIT_TEMPLATE_DIR GIT_TRACE* GIT_ALLOW_PROTOCOL GIT_INDEX_FILE GIT_OBJECT_DIRECTORY
`;

/**
 * The same for names that also count on Windows, where the case of a variable does not matter. Sources: cmd.exe and
 * PowerShell documentation, and the manuals of the interpreters.
 */
const STEERING_IN_ANY_CASE = `
  PATH PATHEXT COMSPEC SYSTEMROOT SYSTEMDRIVE WINDIR PSMODULEPATH __PSLOCKDOWNPOLICY PROMPT
  NODE_OPTIONS NODE_PATH NODE_EXTRA_CA_CERTS NODE_REPL_EXTERNAL_MODULE NPM_CONFIG_*
  PYTHONHOME PYTHONPATH PYTHONSTARTUP PYTHONINSPECT PYTHONUSERBASE PYTHONBREAKPOINT PYTHONWARNINGS PYTHONEXECUTABLE
  PYTHONPLATLIBDIR PYTHONPYCACHEPREFIX PERL5OPT PERL5LIB PERLLIB PERL5DB PERL5SHELL PERLIO PERLIO_DEBUG
  RUBYOPT RUBYLIB RUBYSHELL GEM_HOME GEM_PATH BUNDLE_* LUA_INIT* LUA_PATH* LUA_CPATH* PHPRC PHP_INI_SCAN_DIR TCLLIBPATH
  JAVA_TOOL_OPTIONS _JAVA_OPTIONS JDK_JAVA_OPTIONS CLASSPATH DOTNET_STARTUP_HOOKS COR_PROFILER* COR_ENABLE_PROFILING
  CORECLR_PROFILER* CORECLR_ENABLE_PROFILING OPENSSL_CONF OPENSSL_MODULES OPENSSL_ENGINES SSLKEYLOGFILE
`;

/** Part of the fixed base of every command: a task may set them in `env`, a record's input may not (sudo `env_check`). */
const LOCALE_VARIABLES = 'LANG LANGUAGE LINGUAS LC_* TZ';

const SHELL_NAME = /^[A-Za-z_][A-Za-z0-9_]*$/;
const MAX_NAME_LENGTH = 100;

const words = (list: string): string[] => list.trim().split(/\s+/);
const toPattern = (list: string, flags: string): RegExp =>
  new RegExp(`^(?:${words(list).map(withEnding).join('|')})$`, flags);
const withEnding = (name: string): string => name.replace(/\*$/, '.*');

const steering = toPattern(STEERING_VARIABLES, '');
const steeringInAnyCase = toPattern(STEERING_IN_ANY_CASE, 'i');
const locale = toPattern(LOCALE_VARIABLES, '');
const reserved: ReadonlySet<string> = new Set(RESERVED_VARIABLES);

/**
 * Says what is wrong with the name of a variable that commands shall see; null when it may be used.
 * `use` is where it stands: the name of a parameter, whose value comes with a record, or a key of a task's `env`.
 */
export function variableNameProblem(name: string, use: 'parameter' | 'env'): string | null {
  const noun = use === 'parameter' ? 'A parameter' : 'A variable in env';
  if (!SHELL_NAME.test(name) || name === '__proto__') {
    return 'Must be a shell variable name: letters, digits and underscores, not starting with a digit, e.g. input_file.';
  }
  if (name.length > MAX_NAME_LENGTH) return `Must have at most ${MAX_NAME_LENGTH} characters.`;
  if (reserved.has(name)) return `${noun} cannot be named ${name}: the orchestrator sets it for every command.`;
  if (steering.test(name) || steeringInAnyCase.test(name)) {
    return `${noun} cannot be named ${name}: it steers the shell, the loader or a tool. Choose another name and set ${name} in the command's own text if it is meant.`;
  }
  if (use === 'parameter' && locale.test(name)) {
    return `A parameter cannot be named ${name}: it changes the language or clock of every tool. Set it in a task's env, or choose another name.`;
  }
  return null;
}

/**
 * Says why a secret cannot have this variable; null when it can. Variables of which shells make use themselves reach
 * commands among the arguments of a program, for a moment and for everybody to read.
 */
export function secretVariableProblem(name: string): string | null {
  return isShellVariable(name)
    ? `A secret cannot be named ${name}: shells make use of that variable themselves.`
    : null;
}
