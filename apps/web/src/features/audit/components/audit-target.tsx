import type { AuditEntry } from '@app/api-client';
import { Link } from '@tanstack/react-router';
import { actionLook } from '../action-words';
import styles from './audit.module.css';

/** What something was done to, with a link to it where it has a page. */
export function AuditTarget({ entry: { action, target } }: { entry: AuditEntry }) {
  if (target === null) return <span className="soft">–</span>;
  const { target: kind } = actionLook(action);
  const props = { className: styles.cut ?? '', title: target };
  switch (kind) {
    case 'process':
      return (
        <Link to="/processes/$id" params={{ id: target }} {...props}>
          {target}
        </Link>
      );
    case 'type':
      return (
        <Link to="/types/$name" params={{ name: target }} {...props}>
          {target}
        </Link>
      );
    case 'secret':
      return (
        <Link to="/secrets" {...props}>
          {target}
        </Link>
      );
    case 'user':
      return (
        <Link to="/users" {...props}>
          {target}
        </Link>
      );
    case 'none':
      return <span {...props}>{target}</span>;
    default:
      return kind satisfies never;
  }
}
