import { useQuery, useQueryClient } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useEffect } from 'react';
import { experimentById, runById } from '../api/queries.ts';
import { Chip } from '../components/chip.tsx';
import { Problem } from '../components/problem.tsx';
import { Skeleton } from '../components/skeleton.tsx';
import { TabLink } from '../components/tab-link.tsx';
import { plotRuns, useLineKeys } from '../features/charts/line-keys.ts';
import { Page } from '../features/frame/page.tsx';
import { useLive } from '../features/live/use-live.ts';
import { ArtifactsTab } from '../features/run-page/artifacts-tab.tsx';
import { MetricsTab } from '../features/run-page/metrics-tab.tsx';
import { OverviewTab } from '../features/run-page/overview-tab.tsx';
import { RunAside } from '../features/run-page/run-aside.tsx';
import { RunHeading } from '../features/run-page/run-heading.tsx';
import { RunMenu } from '../features/run-page/run-menu.tsx';
import { useChartSettings } from '../features/run-page/use-chart-settings.ts';
import { text } from '../text.ts';

const route = getRouteApi('/experiments/$experimentId/runs/$runId');

export const RunRoute = () => {
  const { experimentId, runId } = route.useParams();
  const { tab = 'overview' } = route.useSearch();
  const client = useQueryClient();
  const experiment = useQuery(experimentById(experimentId));
  const query = useQuery(runById(runId));
  const lines = useLineKeys(experimentId);
  const settings = useChartSettings();
  const run = query.data;
  const found = run !== undefined;
  useEffect(() => {
    if (found) plotRuns(experimentId, [runId]);
  }, [found, experimentId, runId]);

  useLive({ runIds: [runId] }, async ({ changes, reset }) => {
    const logged = reset || changes.some((change) => change.metrics);
    const described = reset || changes.some((change) => change.metadata);
    await Promise.all([
      client.invalidateQueries({ queryKey: ['run', runId] }, { cancelRefetch: false }),
      logged ? client.invalidateQueries({ queryKey: ['curve', runId] }, { cancelRefetch: false }) : undefined,
      described ? client.invalidateQueries({ queryKey: ['artifacts', runId] }) : undefined,
    ]);
  });

  const to = '/experiments/$experimentId/runs/$runId' as const;
  const link = (next: 'metrics' | 'artifacts' | undefined) => ({
    to,
    params: { experimentId, runId },
    search: { tab: next },
  });
  const crumbs = [
    { label: text.nav.experiments, link: { to: '/experiments' as const } },
    {
      label: experiment.data?.name ?? experimentId,
      link: { to: '/experiments/$experimentId' as const, params: { experimentId } },
    },
  ];

  if (run === undefined) {
    return (
      <Page crumbs={crumbs} title={runId.slice(0, 8)} ground="canvas">
        {query.error === null ? (
          <div className="flex flex-col gap-2.5 p-4">
            <Skeleton className="h-18" />
            <Skeleton className="h-52" />
          </div>
        ) : (
          <Problem error={query.error} onRetry={() => void query.refetch()} />
        )}
      </Page>
    );
  }

  const mark = lines[runId] ?? 0;
  const { runName, lifecycleStage } = run.info;
  return (
    <Page
      crumbs={crumbs}
      title={runName}
      ground="canvas"
      heading={
        <>
          <RunHeading run={run} mark={lines[runId]} />
          {lifecycleStage === 'deleted' && <Chip tone="bad">{text.deleted}</Chip>}
        </>
      }
      tabs={
        <>
          <TabLink link={link(undefined)} label={text.run.overview} active={tab === 'overview'} />
          <TabLink
            link={link('metrics')}
            label={text.runs.group.metrics}
            count={run.metrics.length}
            active={tab === 'metrics'}
          />
          <TabLink link={link('artifacts')} label={text.artifacts.title} active={tab === 'artifacts'} />
        </>
      }
      actions={<RunMenu run={run} />}
    >
      {tab === 'artifacts' && <ArtifactsTab run={run} />}
      {tab === 'metrics' && (
        <div className="scroll-thin min-h-0 flex-1 overflow-y-auto">
          <MetricsTab run={run} mark={mark} settings={settings} />
        </div>
      )}
      {tab === 'overview' && (
        <div className="flex min-h-0 flex-1 max-desk:block max-desk:overflow-y-auto">
          <div className="scroll-thin min-w-0 flex-1 overflow-y-auto max-desk:overflow-visible">
            <OverviewTab run={run} experiment={experiment.data} mark={mark} settings={settings} />
          </div>
          <RunAside run={run} />
        </div>
      )}
    </Page>
  );
};
