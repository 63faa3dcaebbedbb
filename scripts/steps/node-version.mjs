const WANTED = [20, 19];

/** Ends the process with one line when this Node is too old. Uses nothing that an old one does not know. */
export function requireNode() {
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (major > WANTED[0] || (major === WANTED[0] && minor >= WANTED[1])) return;
  process.stderr.write(
    `Node ${WANTED.join('.')} or newer is needed; this is ${process.versions.node} (${process.execPath}).\n`,
  );
  process.exit(1);
}
