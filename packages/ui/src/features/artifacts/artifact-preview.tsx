import type { ArtifactEntry } from '@millrace/spec';
import { useQuery } from '@tanstack/react-query';
import { Download } from 'lucide-react';
import type { ReactNode } from 'react';
import type { ArtifactRoot } from '../../api/queries.ts';
import { Button } from '../../components/button.tsx';
import { CopyButton } from '../../components/copy-button.tsx';
import { Icon } from '../../components/icon.tsx';
import { Problem } from '../../components/problem.tsx';
import { formatSize } from '../../format/number.ts';
import { text } from '../../text.ts';
import { artifactText, artifactUrl, PREVIEW_BYTES } from './artifact-bytes.ts';
import { DelimitedTable } from './delimited-table.tsx';
import { previewKind } from './preview-kind.ts';

export interface ArtifactPreviewProps {
  readonly root: ArtifactRoot;
  readonly file: ArtifactEntry;
}

const Notice = ({ children }: { readonly children: ReactNode }) => (
  <p className="shrink-0 border-b border-line bg-sunken px-3.5 py-1 text-small text-2">{children}</p>
);

const Plain = ({ children }: { readonly children: string }) => (
  <pre
    tabIndex={0}
    aria-label={text.artifacts.content}
    className="scroll-thin min-h-0 flex-1 overflow-auto px-3.5 py-2.5"
  >
    {children}
  </pre>
);

const prettyJson = (source: string): string => {
  try {
    return JSON.stringify(JSON.parse(source), null, 2);
  } catch {
    return source; // Cut off, or no JSON after all: shown as it is.
  }
};

const TextPreview = ({ root, file }: ArtifactPreviewProps) => {
  const content = useQuery(artifactText(root, file.path));
  if (content.error !== null) return <Problem error={content.error} onRetry={() => void content.refetch()} />;
  if (content.data === undefined) return null;
  const kind = previewKind(file.path);
  const body = () => {
    if (kind === 'json') return <Plain>{prettyJson(content.data)}</Plain>;
    if (kind === 'table') return <DelimitedTable content={content.data} tabs={file.path.endsWith('.tsv')} />;
    if (kind === 'html') {
      return (
        <>
          <Notice>{text.artifacts.sandboxed}</Notice>
          <iframe
            sandbox=""
            srcDoc={content.data}
            title={file.path}
            className="min-h-0 w-full flex-1 border-0 bg-white"
          />
        </>
      );
    }
    return <Plain>{content.data}</Plain>;
  };
  return (
    <>
      {file.size !== undefined && file.size > PREVIEW_BYTES && <Notice>{text.artifacts.first}</Notice>}
      {body()}
    </>
  );
};

/** A file's path, size and digest, and as much of it as can be looked at. */
export const ArtifactPreview = ({ root, file }: ArtifactPreviewProps) => {
  const kind = previewKind(file.path);
  const url = artifactUrl(root, file.path);
  return (
    <section aria-label={file.path} className="flex min-h-0 min-w-0 flex-1 flex-col">
      <div className="flex min-h-10 shrink-0 flex-wrap items-center gap-x-3 border-b border-line px-3.5 py-1">
        <code className="min-w-0 truncate" title={file.path}>
          {file.path}
        </code>
        {file.size !== undefined && <span className="text-small text-3">{formatSize(file.size)}</span>}
        {file.sha256 !== undefined && (
          <span className="flex items-center gap-1 text-small text-3" title={`SHA-256 ${file.sha256}`}>
            <code>{file.sha256.slice(0, 8)}</code>
            <CopyButton value={file.sha256} label={text.artifacts.copyDigest} />
          </span>
        )}
        <Button
          className="ml-auto"
          small
          icon={<Icon of={Download} small />}
          onClick={() => {
            const link = document.createElement('a');
            link.href = url;
            link.download = file.path.slice(file.path.lastIndexOf('/') + 1);
            link.click();
          }}
        >
          {text.artifacts.download}
        </Button>
      </div>
      {kind === 'image' && (
        <div className="scroll-thin min-h-0 flex-1 overflow-auto bg-canvas p-4">
          <img src={url} alt={file.path} className="max-w-full" />
        </div>
      )}
      {kind === 'none' && <p className="p-6 text-center text-3">{text.artifacts.noPreview}</p>}
      {kind !== 'image' && kind !== 'none' && <TextPreview root={root} file={file} />}
    </section>
  );
};
