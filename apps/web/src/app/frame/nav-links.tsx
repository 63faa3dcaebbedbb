import { Link } from '@tanstack/react-router';
import { May } from '../../features/account/components/may';
import styles from './frame.module.css';
import { ACCESS_ITEMS, NAV_ITEMS, type NavItem } from './nav-items';

/** The links to the main pages: a rail beside the page, a bar below it on phones, where the menu has those of access. */
export function NavLinks() {
  return (
    <>
      <ul className={styles.links}>
        {NAV_ITEMS.map((item) => (
          <NavLink key={item.to} item={item} />
        ))}
      </ul>
      <May do="manage-access">
        <ul className={styles.accessLinks} aria-label="Access">
          {ACCESS_ITEMS.map((item) => (
            <NavLink key={item.to} item={item} />
          ))}
        </ul>
      </May>
    </>
  );
}

function NavLink({ item: { to, label, icon: Icon } }: { item: NavItem }) {
  return (
    <li>
      <Link to={to} activeOptions={{ exact: to === '/', includeSearch: false }} className={styles.link}>
        <Icon size={18} stroke={1.7} aria-hidden />
        <span className={styles.linkLabel}>{label}</span>
      </Link>
    </li>
  );
}
