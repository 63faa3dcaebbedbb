/** A program and its arguments, to be passed on without any further quoting. */
export interface WindowsCommandLine {
  readonly program: string;
  readonly args: readonly string[];
}

/**
 * The call that runs a command as cmd.exe would from its prompt. `/d` skips AutoRun scripts of the registry; with `/s`
 * cmd.exe takes off the first and the last quote of the rest and leaves everything between as it is, so the command
 * needs no escaping (`cmd /?`).
 */
export function windowsCommandLine(command: string): WindowsCommandLine {
  return { program: 'cmd.exe', args: ['/d', '/s', '/c', `"${command}"`] };
}

/** The call that ends a process with everything below it; without force it asks only. */
export function taskKillLine(pid: number, force: boolean): WindowsCommandLine {
  return { program: 'taskkill.exe', args: ['/PID', String(pid), '/T', ...(force ? ['/F'] : [])] };
}
