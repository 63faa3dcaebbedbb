import { Button } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { messageOf } from '../request/request-error';
import styles from './feedback.module.css';

/** Long enough to read it, find the button and think. */
const OFFER_MS = 10_000;

interface Offer {
  /** What the button does, not more: `Undo` only where all is as before afterwards. */
  readonly label: string;
  /** The consequences, for the hover text. */
  readonly hint?: string;
  readonly run: () => void;
}

interface Notice {
  readonly title: string;
  readonly details?: readonly string[];
  /** True when it must not go away by itself. */
  readonly stays?: boolean;
  /** A later notice about the same thing takes the place of this one. */
  readonly about?: string;
  readonly offer?: Offer | undefined;
}

/** Says in a corner what was done, and offers to take it back or to counteract it where that is possible. */
export function notify({ title, details = [], stays = false, about, offer }: Notice): void {
  if (about !== undefined) notifications.hide(about);
  const id = notifications.show({
    ...(about !== undefined && { id: about }),
    title,
    message: (details.length > 0 || offer !== undefined) && (
      <span className={styles.notice}>
        {details.map((detail) => (
          <span key={detail}>{detail}</span>
        ))}
        {offer && (
          <Button
            size="compact-xs"
            variant="light"
            title={offer.hint}
            onClick={() => {
              notifications.hide(id);
              offer.run();
            }}
          >
            {offer.label}
          </Button>
        )}
      </span>
    ),
    ...(stays && { color: 'red', autoClose: false as const }),
    ...(!stays && offer !== undefined && { autoClose: OFFER_MS }),
  });
}

/** Says that something could not be done, and why; stays until it was read. */
export function notifyFailure(title: string, error: unknown): void {
  notify({ title, details: [messageOf(error)], stays: true });
}
