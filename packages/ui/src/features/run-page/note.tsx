import type { Run } from '@millrace/spec';
import { useQueryClient } from '@tanstack/react-query';
import { Pencil } from 'lucide-react';
import { lazy, Suspense, useEffect, useRef, useState } from 'react';
import { api } from '../../api/client.ts';
import { Button, IconButton } from '../../components/button.tsx';
import { Icon } from '../../components/icon.tsx';
import { showToast } from '../../components/toast-store.ts';
import { text } from '../../text.ts';
import { tagOf } from '../runs-table/columns.ts';

const Markdown = lazy(() => import('./markdown.tsx'));
const NOTE = 'mlflow.note.content';

/** What people wrote about the run: Markdown, in the tag that MLflow uses. */
export const Note = ({ run }: { readonly run: Run }) => {
  const client = useQueryClient();
  const note = tagOf(run, NOTE) ?? '';
  const [draft, setDraft] = useState<string>();
  const editor = useRef<HTMLTextAreaElement>(null);
  const { runId } = run.info;
  const editing = draft !== undefined;
  useEffect(() => {
    if (editing) editor.current?.focus();
  }, [editing]);

  const save = async (value: string): Promise<void> => {
    try {
      await api.runs.setTag.mutate({ runId, key: NOTE, value });
      setDraft(undefined);
    } catch (error) {
      showToast({ tone: 'bad', message: text.explain(error) });
    }
    await client.invalidateQueries({ queryKey: ['run', runId] });
  };

  return (
    <section aria-labelledby="run-note">
      <div className="flex items-center gap-1">
        <h2 id="run-note" className="font-bold">
          {text.run.about}
        </h2>
        {!editing && (
          <IconButton
            label={text.run.editNote}
            icon={<Icon of={Pencil} small />}
            className="size-6!"
            onClick={() => setDraft(note)}
          />
        )}
      </div>
      {editing ? (
        <div className="mt-1">
          <textarea
            ref={editor}
            value={draft}
            aria-label={text.run.note}
            rows={6}
            onChange={(event) => setDraft(event.target.value)}
            onKeyDown={(event) => {
              if (event.key === 'Escape') setDraft(undefined);
              if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) void save(draft);
            }}
            className="w-full rounded-ctl border border-line-2 bg-surface p-2 text-cell"
          />
          <div className="mt-1 flex justify-end gap-1.5">
            <Button small onClick={() => setDraft(undefined)}>
              {text.cancel}
            </Button>
            <Button small variant="primary" onClick={() => void save(draft)}>
              {text.run.saveNote}
            </Button>
          </div>
        </div>
      ) : note === '' ? (
        <p className="text-cell text-3">{text.run.noNote}</p>
      ) : (
        <Suspense fallback={null}>
          <Markdown source={note} />
        </Suspense>
      )}
    </section>
  );
};
