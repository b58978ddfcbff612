import type { Experiment, ExperimentActivity } from '@millrace/spec';
import { Link } from '@tanstack/react-router';
import { Ellipsis, Pencil, RotateCcw, Trash2 } from 'lucide-react';
import { useState } from 'react';
import { Age } from '../../components/age.tsx';
import { IconButton } from '../../components/button.tsx';
import { Changing } from '../../components/changing.tsx';
import { Icon } from '../../components/icon.tsx';
import { InlineEdit } from '../../components/inline-edit.tsx';
import { Menu } from '../../components/menu.tsx';
import { Skeleton } from '../../components/skeleton.tsx';
import { StatusIcon } from '../../components/status-icon.tsx';
import { formatCount } from '../../format/number.ts';
import { text } from '../../text.ts';
import { ActivityBars } from './activity-bars.tsx';
import { useExperimentActions } from './experiment-actions.ts';

export interface ExperimentRowProps {
  readonly experiment: Experiment;
  readonly activity: ExperimentActivity | undefined;
}

const noteOf = (experiment: Experiment): string =>
  experiment.tags.find((tag) => tag.key === 'mlflow.note.content')?.value.split('\n')[0] ?? '';

/** The experiment all runs without one go to: it always exists. */
const DEFAULT_ID = '0';

export const ExperimentRow = ({ experiment, activity }: ExperimentRowProps) => {
  const actions = useExperimentActions();
  const [renaming, setRenaming] = useState(false);
  const { experimentId, name } = experiment;
  const note = noteOf(experiment);
  const items =
    experiment.lifecycleStage === 'deleted'
      ? [
          {
            label: text.experiments.restore,
            icon: <Icon of={RotateCcw} small />,
            run: () => void actions.restore(experiment),
          },
        ]
      : [
          { label: text.rename, icon: <Icon of={Pencil} small />, run: () => setRenaming(true) },
          ...(experimentId === DEFAULT_ID
            ? []
            : [
                {
                  label: text.experiments.remove,
                  icon: <Icon of={Trash2} small />,
                  danger: true,
                  run: () => void actions.remove(experiment),
                },
              ]),
        ];
  return (
    <tr className="group h-8.5 border-b border-line hover:bg-hover max-tablet:h-14">
      <td className="max-w-0 py-0 pr-2 pl-4 max-tablet:pl-3.5">
        {renaming ? (
          <InlineEdit
            value={name}
            label={text.experiments.name}
            onSave={(next) => {
              setRenaming(false);
              void actions.rename(experiment, next);
            }}
            onCancel={() => setRenaming(false)}
          />
        ) : (
          <div className="flex min-w-0 items-baseline gap-2.5 max-tablet:flex-col max-tablet:items-stretch max-tablet:gap-0">
            <Link
              to="/experiments/$experimentId"
              params={{ experimentId }}
              title={name}
              className="name-type max-w-full min-w-0 shrink-0 truncate font-strong"
            >
              {name}
            </Link>
            <span className="min-w-0 truncate text-3" title={note}>
              {note}
            </span>
          </div>
        )}
      </td>
      <td className="px-2 text-right">
        {activity === undefined ? (
          <Skeleton className="ml-auto h-3 w-8" />
        ) : (
          <Changing value={activity.runs}>{formatCount(activity.runs)}</Changing>
        )}
      </td>
      <td className="px-2 max-tablet:hidden">
        {activity !== undefined && activity.running > 0 && (
          <span className="flex items-center gap-1.75 text-2">
            <StatusIcon status="RUNNING" />
            {text.runs.running(activity.running)}
          </span>
        )}
      </td>
      <td className="px-2 max-tablet:hidden">
        {activity !== undefined && <ActivityBars started={activity.started} live={activity.running > 0} />}
      </td>
      <td className="px-2 text-right text-2">
        {activity !== undefined && activity.lastActive === null && <span className="text-off">–</span>}
        {activity !== undefined && activity.lastActive !== null && <Age time={activity.lastActive} />}
      </td>
      <td className="w-11 pr-3 text-right">
        <Menu
          trigger={
            <IconButton
              label={text.experiments.actions(name)}
              icon={<Icon of={Ellipsis} />}
              className="opacity-0 group-hover:opacity-100 focus-visible:opacity-100 data-popup-open:opacity-100 pointer-coarse:opacity-100"
            />
          }
          items={items}
        />
      </td>
    </tr>
  );
};
