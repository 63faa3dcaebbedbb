/** What a worker's way of keeping commands apart means, in words; the name itself when it is not known here. */
export function isolationWords(isolation: string): string {
  switch (isolation) {
    case 'pid-namespace':
    case 'user-pid-namespace':
      return 'Each command is in a pid namespace of its own: nothing that it started can outlive it';
    case 'process-group':
      return 'Commands are kept apart by process groups: this host offers no pid namespaces';
    case 'job':
      return 'Each command is in a Windows job object of its own';
    default:
      return isolation;
  }
}
