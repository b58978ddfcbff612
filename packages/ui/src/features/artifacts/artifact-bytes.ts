import { toBytePath } from '@millrace/protocol';
import { queryOptions } from '@tanstack/react-query';
import type { ArtifactRoot } from '../../api/queries.ts';
import { baseUrl } from '../../base-url.ts';
import { text } from '../../text.ts';

/** More of a text than this is not read to be looked at. */
export const PREVIEW_BYTES = 1_000_000;

export const artifactUrl = (root: ArtifactRoot, path: string): string =>
  baseUrl().href.replace(/\/$/, '') + toBytePath({ ...root, path });

/** The beginning of a file, as text. */
export const artifactText = (root: ArtifactRoot, path: string) =>
  queryOptions({
    queryKey: ['artifact.text', root, path],
    queryFn: async ({ signal }): Promise<string> => {
      const response = await fetch(artifactUrl(root, path), {
        headers: { range: `bytes=0-${PREVIEW_BYTES - 1}` },
        signal,
      });
      // 416: a range of an empty file.
      if (response.status === 416) return '';
      if (!response.ok) throw new TypeError(text.artifacts.unreadable(response.status));
      return response.text();
    },
    staleTime: 60_000,
  });
