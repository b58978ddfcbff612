import type { Run } from '@millrace/spec';
import { useNavigate } from '@tanstack/react-router';
import { Ellipsis, RotateCcw, Trash2 } from 'lucide-react';
import { IconButton } from '../../components/button.tsx';
import { Icon } from '../../components/icon.tsx';
import { Menu } from '../../components/menu.tsx';
import { text } from '../../text.ts';
import { useRunDeed } from '../runs-table/run-actions.ts';

export const RunMenu = ({ run }: { readonly run: Run }) => {
  const deed = useRunDeed();
  const navigate = useNavigate();
  const { runId, experimentId, lifecycleStage } = run.info;
  const remove = async (): Promise<void> => {
    const failed = await deed('delete', [runId]);
    if (failed.length === 0) await navigate({ to: '/experiments/$experimentId', params: { experimentId } });
  };
  return (
    <Menu
      trigger={<IconButton label={text.more} icon={<Icon of={Ellipsis} />} />}
      items={[
        lifecycleStage === 'deleted'
          ? {
              label: text.run.restore,
              icon: <Icon of={RotateCcw} small />,
              run: () => void deed('restore', [runId]),
            }
          : {
              label: text.run.remove,
              icon: <Icon of={Trash2} small />,
              danger: true,
              run: () => void remove(),
            },
      ]}
    />
  );
};
