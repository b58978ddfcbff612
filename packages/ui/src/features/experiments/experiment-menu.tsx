import type { Experiment } from '@millrace/spec';
import { useNavigate } from '@tanstack/react-router';
import { Ellipsis, RotateCcw, Trash2 } from 'lucide-react';
import { IconButton } from '../../components/button.tsx';
import { Icon } from '../../components/icon.tsx';
import { Menu } from '../../components/menu.tsx';
import { text } from '../../text.ts';
import { useExperimentActions } from './experiment-actions.ts';

/** What can be done with the experiment on whose page one is. */
export const ExperimentMenu = ({ experiment }: { readonly experiment: Experiment }) => {
  const actions = useExperimentActions();
  const navigate = useNavigate();
  const isDeleted = experiment.lifecycleStage === 'deleted';
  return (
    <Menu
      trigger={<IconButton label={text.more} icon={<Icon of={Ellipsis} />} />}
      items={[
        isDeleted
          ? {
              label: text.experiments.restore,
              icon: <Icon of={RotateCcw} small />,
              run: () => void actions.restore(experiment),
            }
          : {
              label: text.experiments.remove,
              icon: <Icon of={Trash2} small />,
              danger: true,
              run: () => void actions.remove(experiment).then(() => navigate({ to: '/experiments' })),
            },
      ]}
    />
  );
};
