import { type ChangePassword, changePassword } from '@app/api-client';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { ownSignInsQuery } from './sign-ins';

/** Changes the own password; the other own sign-ins end with it. */
export function useChangePassword() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: async (body: ChangePassword) => (await changePassword({ body, throwOnError: true })).data,
    onSuccess: () => queries.invalidateQueries({ queryKey: ownSignInsQuery.queryKey }),
  });
}
