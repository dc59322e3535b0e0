// The units in scope. Apart from the other hooks because a phone asks for nothing else of theirs.
import { useQuery } from '@tanstack/react-query';
import { listUnits } from '../contract/account.ts';
import { call } from './api.ts';

export function useUnits() {
  return useQuery({
    queryKey: [listUnits.name],
    queryFn: ({ signal }) => call(listUnits, {}, signal),
    staleTime: 600_000,
  });
}
