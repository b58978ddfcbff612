import type { ArtifactEntry } from '@millrace/spec';
import { useQuery } from '@tanstack/react-query';
import { ChevronDown, ChevronRight, File, FileImage, Folder } from 'lucide-react';
import { clsx } from 'clsx';
import { useState } from 'react';
import { artifactFolder, type ArtifactRoot } from '../../api/queries.ts';
import { Icon } from '../../components/icon.tsx';
import { Problem } from '../../components/problem.tsx';
import { Skeleton } from '../../components/skeleton.tsx';
import { formatSize } from '../../format/number.ts';
import { text } from '../../text.ts';
import { previewKind } from './preview-kind.ts';

interface Shared {
  readonly root: ArtifactRoot;
  readonly selected: string | undefined;
  onSelect(file: ArtifactEntry): void;
}

const nameOf = (path: string): string => path.slice(path.lastIndexOf('/') + 1);

const Row = ({
  entry,
  depth,
  shared,
}: {
  readonly entry: ArtifactEntry;
  readonly depth: number;
  readonly shared: Shared;
}) => {
  const holdsSelected = shared.selected?.startsWith(`${entry.path}/`) === true;
  const [open, setOpen] = useState(holdsSelected || depth === 0);
  const selected = shared.selected === entry.path;
  return (
    <li>
      <button
        type="button"
        aria-expanded={entry.isDirectory ? open : undefined}
        aria-current={selected ? 'true' : undefined}
        onClick={() => (entry.isDirectory ? setOpen(!open) : shared.onSelect(entry))}
        className={clsx(
          'flex h-6 w-full items-center gap-1.5 pr-3 text-left text-cell pointer-coarse:h-10',
          selected ? 'bg-accent-soft' : 'hover:bg-hover',
        )}
        style={{ paddingLeft: 12 + depth * 16 }}
      >
        {entry.isDirectory ? (
          <Icon of={open ? ChevronDown : ChevronRight} small className="text-3" />
        ) : (
          <span className="w-3.5 shrink-0" />
        )}
        <Icon
          of={entry.isDirectory ? Folder : previewKind(entry.path) === 'image' ? FileImage : File}
          small
          className="text-3"
        />
        <span className="min-w-0 truncate" title={entry.path}>
          {nameOf(entry.path)}
        </span>
        {entry.size !== undefined && (
          <span className="ml-auto shrink-0 pl-2 text-small text-3">{formatSize(entry.size)}</span>
        )}
      </button>
      {entry.isDirectory && open && <FolderRows path={entry.path} depth={depth + 1} shared={shared} />}
    </li>
  );
};

interface FolderRowsProps {
  readonly path: string;
  readonly depth: number;
  readonly shared: Shared;
}

const FolderRows = ({ path, depth, shared }: FolderRowsProps) => {
  const folder = useQuery(artifactFolder(shared.root, path));
  if (folder.error !== null) return <Problem error={folder.error} onRetry={() => void folder.refetch()} />;
  if (folder.data === undefined) return <Skeleton className="my-1.5 ml-8 h-3 w-32" />;
  if (folder.data.length === 0 && depth === 0)
    return <p className="px-3 py-2 text-3">{text.artifacts.none}</p>;
  const foldersFirst = folder.data.toSorted((a, b) => Number(b.isDirectory) - Number(a.isDirectory));
  return (
    <ul>
      {foldersFirst.map((entry) => (
        <Row key={entry.path} entry={entry} depth={depth} shared={shared} />
      ))}
    </ul>
  );
};

/** The files below a root; a folder is read when it is opened. */
export const ArtifactTree = (shared: Shared) => <FolderRows path="" depth={0} shared={shared} />;
