import { useQuery, useQueryClient } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { Plus, Search } from 'lucide-react';
import { clsx } from 'clsx';
import { useMemo, useRef, useState } from 'react';
import { experimentActivity, experimentList } from '../api/queries.ts';
import { Button } from '../components/button.tsx';
import { Icon } from '../components/icon.tsx';
import { InlineEdit } from '../components/inline-edit.tsx';
import { Kbd } from '../components/kbd.tsx';
import { Problem } from '../components/problem.tsx';
import { Segmented } from '../components/segmented.tsx';
import { Skeleton } from '../components/skeleton.tsx';
import { useExperimentActions } from '../features/experiments/experiment-actions.ts';
import { ExperimentRow } from '../features/experiments/experiment-row.tsx';
import { listExperiments } from '../features/experiments/sort-experiments.ts';
import { Page } from '../features/frame/page.tsx';
import { useShortcuts } from '../features/frame/shortcuts.ts';
import { useLive } from '../features/live/use-live.ts';
import { formatCount } from '../format/number.ts';
import { text } from '../text.ts';
import type { ExperimentsSearch } from '../url/experiments-search.ts';

const route = getRouteApi('/experiments');
const NONE: readonly never[] = [];

const HEADS = [
  { id: 'name', label: text.experiments.name, className: 'pl-4 text-left max-tablet:pl-3.5', sort: 'name' },
  { id: 'runs', label: text.experiments.runs, className: 'w-20 text-right', sort: 'runs' },
  { id: 'now', label: text.experiments.now, className: 'w-28 text-left max-tablet:hidden', sort: undefined },
  {
    id: 'days',
    label: text.experiments.days,
    className: 'w-38 text-left max-tablet:hidden',
    sort: undefined,
  },
  { id: 'active', label: text.experiments.lastActive, className: 'w-22 text-right', sort: 'active' },
] as const;

export const ExperimentsRoute = () => {
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const view = search.view ?? 'active';
  const client = useQueryClient();
  const list = useQuery(experimentList(view));
  const ids = useMemo(() => (list.data ?? NONE).map((experiment) => experiment.experimentId), [list.data]);
  const activity = useQuery(experimentActivity(ids));
  const actions = useExperimentActions();
  // The name being written; a refused one comes back to be mended.
  const [draft, setDraft] = useState<{ readonly name: string; readonly attempt: number }>();
  const create = async (name: string): Promise<void> => {
    const made = await actions.create(name);
    setDraft((before) => (made || before === undefined ? undefined : { name, attempt: before.attempt + 1 }));
  };
  const searchBox = useRef<HTMLInputElement>(null);
  useShortcuts([{ keys: '/', label: text.keys.search, run: () => searchBox.current?.focus() }]);

  useLive({}, async ({ changes, reset }) => {
    const structure = reset || changes.some((change) => change.runId === undefined);
    await Promise.all([
      structure ? client.invalidateQueries({ queryKey: ['experiments'] }) : undefined,
      reset || changes.some((change) => change.metadata)
        ? client.invalidateQueries({ queryKey: ['experiments.activity'] })
        : undefined,
    ]);
  });

  const change = (part: ExperimentsSearch, replace = false): void =>
    void navigate({ search: (before) => ({ ...before, ...part }), replace });
  const shown = listExperiments(list.data ?? NONE, activity.data, search);
  const runs = [...(activity.data?.values() ?? [])].reduce((sum, entry) => sum + entry.runs, 0);
  const sorted = search.sort ?? 'active';

  return (
    <Page
      title={text.nav.experiments}
      aside={list.data !== undefined && <span className="text-3">{formatCount(list.data.length)}</span>}
      actions={
        <Button
          variant="primary"
          icon={<Icon of={Plus} />}
          onClick={() => setDraft({ name: '', attempt: 0 })}
        >
          {text.experiments.create}
        </Button>
      }
    >
      <div className="flex h-10 shrink-0 items-center gap-1.5 border-b border-line pr-3 pl-4 max-tablet:h-13 max-tablet:px-3.5">
        <label className="flex h-(--control) w-85 min-w-0 items-center gap-1.75 rounded-ctl border border-line-2 bg-surface px-2 text-3 focus-within:border-accent focus-within:ring-2 focus-within:ring-accent-soft">
          <Icon of={Search} small />
          <input
            ref={searchBox}
            type="search"
            value={search.q ?? ''}
            onChange={(event) => change({ q: event.target.value || undefined }, true)}
            onKeyDown={(event) => event.key === 'Escape' && event.currentTarget.blur()}
            placeholder={text.experiments.search}
            aria-label={text.experiments.search}
            className="min-w-0 flex-1 bg-transparent text-1 outline-none placeholder:text-3"
          />
          <span className="max-tablet:hidden">
            <Kbd>/</Kbd>
          </span>
        </label>
        <div className="ml-auto">
          <Segmented
            label={text.experiments.view}
            value={view}
            options={[
              { value: 'active', label: text.active },
              { value: 'deleted', label: text.deleted },
            ]}
            onChange={(next) => change({ view: next === 'deleted' ? next : undefined })}
          />
        </div>
      </div>
      <div className="scroll-thin min-h-0 flex-1 overflow-auto">
        {list.error !== null && <Problem error={list.error} onRetry={() => void list.refetch()} />}
        {list.error === null && (
          <table className="w-full table-fixed border-collapse text-body">
            <thead>
              <tr className="h-7 border-b border-line-2 text-caption text-3">
                {HEADS.map((head) => (
                  <th
                    key={head.id}
                    aria-sort={head.sort !== undefined && head.sort === sorted ? 'descending' : undefined}
                    className={clsx(
                      'px-2 font-[450]',
                      head.className,
                      head.sort === sorted && 'font-strong text-1',
                    )}
                  >
                    {head.sort === undefined ? (
                      head.label
                    ) : (
                      <button
                        type="button"
                        className="hover:text-1"
                        onClick={() => change({ sort: head.sort === 'active' ? undefined : head.sort })}
                      >
                        {head.label}
                        {head.sort === sorted && (head.sort === 'name' ? ' ↑' : ' ↓')}
                      </button>
                    )}
                  </th>
                ))}
                <th className="w-11">
                  <span className="sr-only">{text.more}</span>
                </th>
              </tr>
            </thead>
            <tbody>
              {draft !== undefined && (
                <tr className="h-8.5 border-b border-line bg-accent-soft">
                  <td colSpan={6} className="pr-3 pl-2.5">
                    <InlineEdit
                      key={draft.attempt}
                      value={draft.name}
                      label={text.experiments.name}
                      placeholder={text.experiments.namePlaceholder}
                      onSave={(name) => void create(name)}
                      onCancel={() => setDraft(undefined)}
                    />
                  </td>
                </tr>
              )}
              {list.isPending &&
                Array.from({ length: 8 }, (_, row) => (
                  <tr key={row} className="h-8.5 border-b border-line">
                    <td className="pl-4">
                      <Skeleton className="h-3 w-44" />
                    </td>
                  </tr>
                ))}
              {shown.map((experiment) => (
                <ExperimentRow
                  key={experiment.experimentId}
                  experiment={experiment}
                  activity={activity.data?.get(experiment.experimentId)}
                />
              ))}
            </tbody>
          </table>
        )}
        {list.data !== undefined && shown.length === 0 && draft === undefined && (
          <div className="flex flex-col items-center gap-2 px-6 pt-16 text-center">
            <h2 className="text-title">
              {search.q === undefined ? text.experiments.none(view) : text.experiments.noMatches(search.q)}
            </h2>
            {search.q !== undefined && (
              <Button onClick={() => change({ q: undefined })}>{text.clearSearch}</Button>
            )}
          </div>
        )}
      </div>
      <footer className="flex h-6.5 shrink-0 items-center border-t border-line px-4 text-small text-3 max-tablet:hidden">
        {list.data !== undefined && text.experiments.total(formatCount(list.data.length), formatCount(runs))}
      </footer>
    </Page>
  );
};
