import { useQuery } from '@tanstack/react-query';
import { accountQuery } from './api/get-account';
import { mayDo, type Permission } from './permissions';

/** Tells what whoever is signed in may do: nothing before that is known, so that no button appears only to go. */
export function useMay(): (permission: Permission) => boolean {
  const role = useQuery(accountQuery).data?.role;
  return (permission) => mayDo(role, permission);
}
