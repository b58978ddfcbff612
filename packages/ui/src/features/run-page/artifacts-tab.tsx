import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { artifactFolder } from '../../api/queries.ts';
import { text } from '../../text.ts';
import { ArtifactPreview } from '../artifacts/artifact-preview.tsx';
import { ArtifactTree } from '../artifacts/artifact-tree.tsx';

const route = getRouteApi('/experiments/$experimentId/runs/$runId');

/** Tree left, preview right. */
export const ArtifactsTab = ({ runId }: { readonly runId: string }) => {
  const { file } = route.useSearch();
  const navigate = route.useNavigate();
  const folder = file === undefined ? '' : file.slice(0, Math.max(0, file.lastIndexOf('/')));
  const siblings = useQuery({ ...artifactFolder(runId, folder), enabled: file !== undefined });
  const entry = siblings.data?.find((candidate) => candidate.path === file);
  return (
    <div className="flex min-h-0 flex-1 bg-surface max-tablet:flex-col">
      <nav
        aria-label={text.artifacts.tree}
        className="scroll-thin w-75 shrink-0 overflow-y-auto border-r border-line py-1.5 max-tablet:max-h-60 max-tablet:w-full max-tablet:border-r-0 max-tablet:border-b"
      >
        <ArtifactTree
          runId={runId}
          selected={file}
          onSelect={({ path }) => void navigate({ search: (before) => ({ ...before, file: path }) })}
        />
      </nav>
      {file === undefined ? (
        <p className="flex-1 pt-16 text-center text-3">{text.artifacts.choose}</p>
      ) : (
        <ArtifactPreview key={file} runId={runId} file={entry ?? { path: file, isDirectory: false }} />
      )}
    </div>
  );
};
