import type { Run } from '@millrace/spec';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { artifactFolder, type ArtifactRoot, loggedModel } from '../../api/queries.ts';
import { text } from '../../text.ts';
import { ArtifactPreview } from '../artifacts/artifact-preview.tsx';
import { ArtifactTree } from '../artifacts/artifact-tree.tsx';

const route = getRouteApi('/experiments/$experimentId/runs/$runId');

interface FilesProps {
  readonly root: ArtifactRoot;
  readonly model?: string | undefined;
}

const Files = ({ root, model }: FilesProps) => {
  const search = route.useSearch();
  const navigate = route.useNavigate();
  return (
    <ArtifactTree
      root={root}
      selected={search.model === model ? search.file : undefined}
      onSelect={({ path }) => void navigate({ search: (before) => ({ ...before, file: path, model }) })}
    />
  );
};

const ModelFiles = ({ modelId }: { readonly modelId: string }) => {
  const { data } = useQuery(loggedModel(modelId));
  return (
    <section className="mt-1.5 border-t border-line pt-1.5">
      <h2 className="flex h-6 items-center px-3 text-small text-3" title={modelId}>
        {text.artifacts.model(data?.info.name ?? modelId)}
      </h2>
      <Files root={{ modelId }} model={modelId} />
    </section>
  );
};

/** Trees left, the run's own and one of each model it made; preview right. */
export const ArtifactsTab = ({ run }: { readonly run: Run }) => {
  const { file, model } = route.useSearch();
  const own = { runId: run.info.runId };
  const root: ArtifactRoot = model === undefined ? own : { modelId: model };
  const folder = file === undefined ? '' : file.slice(0, Math.max(0, file.lastIndexOf('/')));
  const siblings = useQuery({ ...artifactFolder(root, folder), enabled: file !== undefined });
  const entry = siblings.data?.find((candidate) => candidate.path === file);
  return (
    <div className="flex min-h-0 flex-1 bg-surface max-tablet:flex-col">
      <nav
        aria-label={text.artifacts.tree}
        className="scroll-thin w-75 shrink-0 overflow-y-auto border-r border-line py-1.5 max-tablet:max-h-60 max-tablet:w-full max-tablet:border-r-0 max-tablet:border-b"
      >
        <Files root={own} />
        {run.lineage?.outputModels.map(({ modelId }) => (
          <ModelFiles key={modelId} modelId={modelId} />
        ))}
      </nav>
      {file === undefined ? (
        <p className="flex-1 pt-16 text-center text-3">{text.artifacts.choose}</p>
      ) : (
        <ArtifactPreview
          key={`${model} ${file}`}
          root={root}
          file={entry ?? { path: file, isDirectory: false }}
        />
      )}
    </div>
  );
};
