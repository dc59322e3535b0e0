// Who is signed in, and the client that all queries share. Apart from the others because the first page needs no more.
import {
  QueryCache,
  QueryClient,
  queryOptions,
  useMutation,
  useQuery,
  useQueryClient,
} from '@tanstack/react-query';
import { acceptInvitation, getSession, signIn, signOut } from '../contract/account.ts';
import type { OperationReply } from '../contract/operation.ts';
import { ApiProblem, call } from './api.ts';

declare module '@tanstack/react-query' {
  interface Register {
    defaultError: ApiProblem;
  }
}

const sessionKey = [getSession.name] as const;

/** The client of the whole application: reads go on offline, and a lost session sends everyone to sign in. */
export function createQueryClient(): QueryClient {
  const client: QueryClient = new QueryClient({
    queryCache: new QueryCache({
      onError: (error) => {
        if (error instanceof ApiProblem && error.key === 'not-signed-in')
          client.setQueryData(sessionKey, null);
      },
    }),
    defaultOptions: {
      queries: {
        networkMode: 'offlineFirst',
        staleTime: 30_000,
        refetchOnWindowFocus: false,
        retry: (failures, error) =>
          failures < 1 &&
          error instanceof ApiProblem &&
          (error.key === 'offline' || error.key === 'no-answer'),
        retryDelay: 800,
      },
      mutations: { networkMode: 'always' },
    },
  });
  return client;
}

const sessionQuery = queryOptions({
  queryKey: sessionKey,
  queryFn: async ({ signal }): Promise<OperationReply<typeof getSession> | null> => {
    try {
      return await call(getSession, {}, signal);
    } catch (error) {
      if (error instanceof ApiProblem && error.key === 'not-signed-in') return null;
      throw error;
    }
  },
  staleTime: Number.POSITIVE_INFINITY,
});

/** Who is signed in; null when nobody is. */
export function useSession() {
  return useQuery(sessionQuery);
}

/** Asks who is signed in while the code of the page is still on its way. */
export function askForSession(client: QueryClient): void {
  void client.prefetchQuery(sessionQuery);
}

export function useSignIn() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: { login: string; password: string }) => call(signIn, { body }),
    onSuccess: (session) => client.setQueryData(sessionKey, session),
  });
}

export function useSignOut() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: () => call(signOut, {}),
    onSuccess: () => {
      // Nothing of one person's data may stay for the next.
      client.clear();
      client.setQueryData(sessionKey, null);
    },
  });
}

/** Marks the session as lost, after something outside the queries was refused. */
export function useSessionLost(): () => void {
  const client = useQueryClient();
  return () => client.setQueryData(sessionKey, null);
}

export function useAcceptInvitation() {
  return useMutation({
    mutationFn: (body: { token: string; password: string }) => call(acceptInvitation, { body }),
  });
}
