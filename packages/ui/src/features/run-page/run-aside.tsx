import type { Run } from '@millrace/spec';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { GitCommitHorizontal } from 'lucide-react';
import type { ReactNode } from 'react';
import { fewRuns, runById } from '../../api/queries.ts';
import { Age, useNow } from '../../components/age.tsx';
import { Chip } from '../../components/chip.tsx';
import { CopyButton } from '../../components/copy-button.tsx';
import { Icon } from '../../components/icon.tsx';
import { StatusIcon } from '../../components/status-icon.tsx';
import { formatClock, formatDuration, formatTimestamp } from '../../format/time.ts';
import { text } from '../../text.ts';
import { tagOf } from '../runs-table/columns.ts';
import { isSystemTag } from '../runs-table/keys.ts';
import { Note } from './note.tsx';

const Fact = ({ label, children }: { readonly label: string; readonly children: ReactNode }) => (
  <>
    <dt className="text-3">{label}</dt>
    <dd className="flex min-w-0 flex-wrap items-center gap-1.5 wrap-anywhere">{children}</dd>
  </>
);

const RunLink = ({ run }: { readonly run: Run }) => (
  <Link
    to="/experiments/$experimentId/runs/$runId"
    params={{ experimentId: run.info.experimentId, runId: run.info.runId }}
    className="flex min-w-0 items-center gap-1.5 text-accent"
  >
    <StatusIcon status={run.info.status} />
    <span className="name-type truncate">{run.info.runName}</span>
  </Link>
);

const MOST_CHILDREN = 20;

const Family = ({ run }: { readonly run: Run }) => {
  const { runId, experimentId } = run.info;
  const parentId = tagOf(run, 'mlflow.parentRunId') ?? '';
  const parent = useQuery({ ...runById(parentId), enabled: parentId !== '' });
  const children = useQuery(
    fewRuns(
      { experimentIds: [experimentId], filter: `tags.\`mlflow.parentRunId\` = '${runId}'`, view: 'active' },
      { orderBy: ['attributes.start_time ASC'], limit: MOST_CHILDREN },
    ),
  );
  return (
    <>
      {parent.data !== undefined && (
        <Fact label={text.run.parent}>
          <RunLink run={parent.data} />
        </Fact>
      )}
      {children.data !== undefined && children.data.length > 0 && (
        <Fact label={text.run.children}>
          <div className="flex min-w-0 flex-col gap-1">
            {children.data.map((child) => (
              <RunLink key={child.info.runId} run={child} />
            ))}
          </div>
        </Fact>
      )}
    </>
  );
};

const Source = ({ run }: { readonly run: Run }) => {
  const name = tagOf(run, 'mlflow.source.name');
  const commit = tagOf(run, 'mlflow.source.git.commit');
  if (name === undefined && commit === undefined) return null;
  return (
    <Fact label={text.run.source}>
      {name !== undefined && <code title={name}>{name.split('/').slice(-2).join('/')}</code>}
      {commit !== undefined && (
        <span
          className="inline-flex h-4.5 items-center gap-1 rounded-chip pl-1 inset-ring inset-ring-line-2"
          title={commit}
        >
          <Icon of={GitCommitHorizontal} small className="text-3" />
          <code>{commit.slice(0, 7)}</code>
          <CopyButton value={commit} label={text.run.copyCommit} />
        </span>
      )}
    </Fact>
  );
};

/** What stands beside the numbers: the note, the tags, and where the run came from. */
export const RunAside = ({ run }: { readonly run: Run }) => {
  const { startTime, endTime, userId, status } = run.info;
  const now = useNow(1000);
  const tags = run.tags.filter((tag) => !isSystemTag(tag.key));
  const ended = endTime ?? (status === 'RUNNING' ? now : undefined);
  return (
    <aside
      aria-label={text.run.details}
      className="scroll-thin flex w-79 shrink-0 flex-col gap-4 overflow-y-auto border-l border-line bg-surface px-4 py-3 max-desk:w-full max-desk:overflow-visible max-desk:border-t max-desk:border-l-0"
    >
      <Note run={run} />
      {tags.length > 0 && (
        <ul className="flex flex-wrap gap-1.25" aria-label={text.runs.group.tags}>
          {tags.map((tag) => (
            <li key={tag.key} className="max-w-full" title={`${tag.key}: ${tag.value}`}>
              <Chip name={tag.key}>{tag.value}</Chip>
            </li>
          ))}
        </ul>
      )}
      <section aria-labelledby="run-details">
        <h2 id="run-details" className="mb-1.5 font-bold">
          {text.run.details}
        </h2>
        <dl className="grid grid-cols-[92px_minmax(0,1fr)] gap-x-2.5 gap-y-1.25 text-cell/[18px]">
          <Fact label={text.run.started}>
            <span title={formatTimestamp(startTime)}>
              <Age time={startTime} /> <span className="text-3">{formatClock(startTime)}</span>
            </span>
          </Fact>
          <Fact label={text.runs.column.duration}>
            {ended === undefined ? (
              <span className="text-off">–</span>
            ) : (
              formatDuration(Math.max(0, ended - startTime))
            )}
          </Fact>
          <Fact label={text.runs.column.user}>
            {userId === '' ? <span className="text-off">–</span> : userId}
          </Fact>
          <Source run={run} />
          <Family run={run} />
        </dl>
      </section>
    </aside>
  );
};
