import { Link } from '@tanstack/react-router';
import styles from './frame.module.css';
import { NAV_ITEMS } from './nav-items';

/** The links to the main pages: a rail beside the page, a bar below it on phones. */
export function NavLinks() {
  return (
    <ul className={styles.links}>
      {NAV_ITEMS.map(({ to, label, icon: Icon }) => (
        <li key={to}>
          <Link to={to} activeOptions={{ exact: to === '/', includeSearch: false }} className={styles.link}>
            <Icon size={18} stroke={1.7} aria-hidden />
            <span className={styles.linkLabel}>{label}</span>
          </Link>
        </li>
      ))}
    </ul>
  );
}
