import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useMemo } from 'react';
import { experimentList, fewRuns } from '../api/queries.ts';
import { Problem } from '../components/problem.tsx';
import { Skeleton } from '../components/skeleton.tsx';
import { trackingUri } from '../base-url.ts';
import { Page } from '../features/frame/page.tsx';
import { RecentRuns } from '../features/home/recent-runs.tsx';
import { RunningCard } from '../features/home/running-card.tsx';
import { useLive } from '../features/live/use-live.ts';
import { RUNNING } from '../features/runs-table/use-running-count.ts';
import { CodeTabs } from '../features/teach/code-tabs.tsx';
import { Teach } from '../features/teach/teach.tsx';
import { text } from '../text.ts';

const NEWEST = ['attributes.start_time DESC'];
const RECENT = 25;
const MOST_CARDS = 8;
const NONE: readonly never[] = [];

export const HomeRoute = () => {
  const client = useQueryClient();
  const list = useQuery(experimentList('active'));
  const experiments = useMemo(
    () => new Map((list.data ?? NONE).map((experiment) => [experiment.experimentId, experiment])),
    [list.data],
  );
  const experimentIds = useMemo(() => [...experiments.keys()], [experiments]);
  const everywhere = { experimentIds, view: 'active' } as const;
  const recent = useQuery(fewRuns({ ...everywhere, filter: undefined }, { orderBy: NEWEST, limit: RECENT }));
  const running = useQuery(
    fewRuns({ ...everywhere, filter: RUNNING }, { orderBy: NEWEST, limit: MOST_CARDS }),
  );

  useLive({}, async ({ changes, reset }) => {
    const structure = reset || changes.some((change) => change.runId === undefined);
    await Promise.all([
      structure ? client.invalidateQueries({ queryKey: ['experiments'] }) : undefined,
      client.invalidateQueries({ queryKey: ['runs.few'] }),
      ...changes
        .filter((change) => change.metrics)
        .map((change) => client.invalidateQueries({ queryKey: ['curve', change.runId] })),
    ]);
  });

  const error = list.error ?? recent.error;
  if (error !== null) {
    return (
      <Page title={text.nav.home}>
        <Problem error={error} onRetry={() => void client.refetchQueries()} />
      </Page>
    );
  }
  if (recent.data?.length === 0) {
    return (
      <Page title={text.nav.home}>
        <Teach
          title={text.home.none}
          experiment={{ experimentName: text.home.firstExperiment, experimentId: '0' }}
        />
      </Page>
    );
  }
  return (
    <Page title={text.nav.home} ground="canvas">
      <div className="scroll-thin min-h-0 flex-1 overflow-y-auto">
        <div className="mx-auto flex w-full max-w-320 flex-col gap-2.5 px-6 pt-5 pb-10 max-tablet:px-3.5 max-tablet:pt-3.5">
          {running.data !== undefined && running.data.length > 0 && (
            <section aria-labelledby="running-now">
              <h2 id="running-now" className="mb-1.5 font-bold">
                {text.home.running} <span className="ml-1 font-normal text-3">{running.data.length}</span>
              </h2>
              <div className="grid grid-cols-[repeat(auto-fill,minmax(260px,1fr))] gap-2.5">
                {running.data.map((run) => (
                  <RunningCard
                    key={run.info.runId}
                    run={run}
                    experiment={experiments.get(run.info.experimentId)}
                  />
                ))}
              </div>
            </section>
          )}
          <div className="grid grid-cols-[minmax(0,1.55fr)_minmax(0,1fr)] items-start gap-2.5 max-wide:grid-cols-1">
            {recent.data === undefined ? (
              <Skeleton className="h-160" />
            ) : (
              <RecentRuns runs={recent.data} experiments={experiments} />
            )}
            <section aria-labelledby="log-a-run">
              <h2 id="log-a-run" className="flex h-9 items-center font-bold">
                {text.home.code}
              </h2>
              <CodeTabs
                target={{
                  trackingUri: trackingUri(),
                  experimentName: text.home.firstExperiment,
                  experimentId: '0',
                }}
              />
            </section>
          </div>
        </div>
      </div>
    </Page>
  );
};
