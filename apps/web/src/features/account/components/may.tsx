import type { ReactNode } from 'react';
import type { Permission } from '../permissions';
import { useMay } from '../use-may';

/** Shows what is inside only to those who may do it. */
export function May({ do: permission, children }: { do: Permission; children: ReactNode }) {
  return useMay()(permission) ? children : null;
}
