import { useQuery } from '@tanstack/react-query';
import { runCount } from '../../api/queries.ts';

export const RUNNING = "attributes.status = 'RUNNING'";

export const useRunningCount = (experimentId: string): number =>
  useQuery(runCount({ experimentIds: [experimentId], filter: RUNNING, view: 'active' })).data ?? 0;
