import {
  type CreateUser,
  createUser,
  deleteUser,
  getUser,
  listUsers,
  type UpdateUser,
  updateUser,
} from '@app/api-client';
import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';

const usersKey = ['users'] as const;

/** All users by name. */
export const userListQuery = queryOptions({
  queryKey: [...usersKey, 'list'] as const,
  queryFn: async ({ signal }) => (await listUsers({ signal, throwOnError: true })).data,
});

/** One user. */
export function userQuery(id: string) {
  return queryOptions({
    queryKey: [...usersKey, 'one', id] as const,
    queryFn: async ({ signal }) => (await getUser({ path: { id }, signal, throwOnError: true })).data,
  });
}

/** Creates a user. */
export function useCreateUser() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: async (body: CreateUser) => (await createUser({ body, throwOnError: true })).data.user,
    onSuccess: () => queries.invalidateQueries({ queryKey: usersKey }),
    // It holds a password.
    gcTime: 0,
  });
}

/** Changes role, state or password of a user; the own role decides what this page offers, so that is read again too. */
export function useUpdateUser(id: string) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: async (body: UpdateUser) => (await updateUser({ path: { id }, body, throwOnError: true })).data.user,
    onSuccess: (user) => {
      queries.setQueryData(userQuery(id).queryKey, user);
      void queries.invalidateQueries({ queryKey: usersKey });
      void queries.invalidateQueries({ queryKey: ['account'] });
    },
    gcTime: 0,
  });
}

/** Deletes a user with sign-ins and tokens. */
export function useDeleteUser(id: string) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: async () => (await deleteUser({ path: { id }, throwOnError: true })).data,
    onSuccess: () => {
      queries.removeQueries({ queryKey: userQuery(id).queryKey });
      return queries.invalidateQueries({ queryKey: userListQuery.queryKey });
    },
  });
}
