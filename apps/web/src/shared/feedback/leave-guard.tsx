import { Button, Group, Modal } from '@mantine/core';
import { useBlocker } from '@tanstack/react-router';

/**
 * Asks before a page with something unsaved is left; `mayLeave` is asked at that moment. Whoever has saved leaves with
 * `ignoreBlocker`.
 */
export function LeaveGuard({ mayLeave }: { mayLeave: () => boolean }) {
  const { status, proceed, reset } = useBlocker({
    shouldBlockFn: ({ current, next }) =>
      (current.pathname !== next.pathname || startOf(current.search) !== startOf(next.search)) && !mayLeave(),
    enableBeforeUnload: () => !mayLeave(),
    withResolver: true,
  });
  return (
    <Modal
      opened={status === 'blocked'}
      onClose={() => reset?.()}
      title="Leave without saving?"
      closeButtonProps={{ 'aria-label': 'Close' }}
      centered
    >
      <p>What you have written is not saved, and is lost when you leave.</p>
      <Group justify="flex-end" gap="xs">
        <Button variant="default" onClick={() => reset?.()} data-autofocus>
          Stay here
        </Button>
        <Button color="red" onClick={() => proceed?.()}>
          Leave and lose it
        </Button>
      </Group>
    </Modal>
  );
}

/** The text that the editor began with is chosen in the address; another one replaces what was written. */
function startOf(search: unknown): unknown {
  return typeof search === 'object' && search !== null && 'from' in search ? search.from : undefined;
}
