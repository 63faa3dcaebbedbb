import type { TaskDetails } from '@app/api-client';
import { Button } from '@mantine/core';
import { IconCheck, IconTerminal2 } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import { copyText } from '../../../shared/text/copy-text';

const SHOWN_MS = 1500;

/** Copies a line that runs the command by hand. Secret values are not in it: the line says which have to be set. */
export function CopyShellCommand({ task }: { task: TaskDetails }) {
  const [copied, setCopied] = useState(false);
  useEffect(() => {
    if (!copied) return;
    const timer = setTimeout(() => setCopied(false), SHOWN_MS);
    return () => clearTimeout(timer);
  }, [copied]);
  const secrets = task.environment.filter(({ secret }) => secret).map(({ name }) => name);
  const hint = secrets.length === 0 ? undefined : `Set ${secrets.join(', ')} in your shell first: secrets are left out`;
  return (
    <Button
      size="compact-xs"
      variant="default"
      title={hint}
      leftSection={copied ? <IconCheck size={14} /> : <IconTerminal2 size={14} />}
      onClick={() => void copyText(task.shellCommand).then(() => setCopied(true))}
    >
      {copied ? 'Copied' : 'Copy as shell command'}
    </Button>
  );
}
