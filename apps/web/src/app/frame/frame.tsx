import { ActionIcon } from '@mantine/core';
import { IconLayoutSidebarLeftCollapse, IconLayoutSidebarLeftExpand } from '@tabler/icons-react';
import { Outlet } from '@tanstack/react-router';
import { Overlays, useOverlays } from '../commands/overlays';
import { FailureFavicon } from './failure-favicon';
import styles from './frame.module.css';
import { NavLinks } from './nav-links';
import { TopBar } from './top-bar';
import { useRailCollapsed } from './use-rail-collapsed';

/** What stays on every page: rail (bottom bar on phones), top bar, and the page between them. */
export function Frame() {
  const [collapsed, setCollapsed] = useRailCollapsed();
  const overlays = useOverlays();
  const toggleLabel = collapsed ? 'Widen navigation' : 'Narrow navigation';
  return (
    <div className={styles.frame} data-collapsed={collapsed || undefined}>
      <a href="#content" className={styles.skip}>
        Skip to content
      </a>
      <nav className={styles.rail} aria-label="Main">
        <div className={styles.brand}>
          <img src="/favicon.svg" alt="" width={24} height={24} />
          <span className={styles.linkLabel}>Process Orchestrator</span>
        </div>
        <NavLinks />
        <div className={styles.railEnd}>
          <a href="/docs" className={`${styles.linkLabel} ${styles.docs}`}>
            API reference
          </a>
          <ActionIcon
            variant="subtle"
            color="gray"
            aria-label={toggleLabel}
            title={toggleLabel}
            onClick={() => setCollapsed(!collapsed)}
          >
            {collapsed ? <IconLayoutSidebarLeftExpand size={18} /> : <IconLayoutSidebarLeftCollapse size={18} />}
          </ActionIcon>
        </div>
      </nav>
      <TopBar onOpen={overlays.open} />
      <Overlays {...overlays} />
      <FailureFavicon />
      <main id="content" className={styles.content} tabIndex={-1}>
        <Outlet />
      </main>
    </div>
  );
}
