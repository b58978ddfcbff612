import type { Run } from '@millrace/spec';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../../api/client.ts';
import { CopyButton } from '../../components/copy-button.tsx';
import { InlineEdit } from '../../components/inline-edit.tsx';
import { LineKey } from '../../components/line-key.tsx';
import { StatusBadge } from '../../components/status-icon.tsx';
import { showToast } from '../../components/toast-store.ts';
import { text } from '../../text.ts';
import type { LineMark } from '../charts/line-mark.ts';

export interface RunHeadingProps {
  readonly run: Run;
  readonly mark: LineMark | undefined;
}

/** The run's line, its name (click to rename), status and id. */
export const RunHeading = ({ run, mark }: RunHeadingProps) => {
  const client = useQueryClient();
  const [renaming, setRenaming] = useState(false);
  const { runId, runName, status } = run.info;
  const setName = async (name: string): Promise<void> => {
    try {
      await api.runs.update.mutate({ runId, runName: name });
    } catch (error) {
      showToast({ tone: 'bad', message: text.explain(error) });
    }
    await client.invalidateQueries({ queryKey: ['run', runId] });
  };
  const rename = async (name: string): Promise<void> => {
    setRenaming(false);
    if (name === runName) return;
    await setName(name);
    showToast({ message: text.run.renamed(name), undo: () => void setName(runName) });
  };
  return (
    <>
      <LineKey mark={mark} />
      {renaming ? (
        <>
          <h1 className="sr-only">{runName}</h1>
          <InlineEdit
            value={runName}
            label={text.run.rename}
            onSave={(name) => void rename(name)}
            onCancel={() => setRenaming(false)}
          />
        </>
      ) : (
        <h1 className="name-type min-w-0 text-title">
          <button
            type="button"
            title={text.run.rename}
            onClick={() => setRenaming(true)}
            className="block max-w-full cursor-text truncate rounded-chip px-1 hover:bg-hover"
          >
            {runName}
          </button>
        </h1>
      )}
      <StatusBadge status={status} />
      <span className="flex items-center gap-0.5 text-3 max-wide:hidden">
        <code title={runId}>{runId.slice(0, 8)}</code>
        <CopyButton value={runId} label={text.run.copyId} />
      </span>
    </>
  );
};
