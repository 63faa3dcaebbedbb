import { signOut } from '@app/api-client';
import { useMutation } from '@tanstack/react-query';

/** Ends the sign-in and goes to the page where one signs in. */
export function useSignOut() {
  return useMutation({
    mutationFn: async () => (await signOut({ throwOnError: true })).data,
    onSuccess: () => window.location.assign('/sign-in'),
  });
}
