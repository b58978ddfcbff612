import { toBytePath } from '@millrace/protocol';
import { queryOptions } from '@tanstack/react-query';
import { baseUrl } from '../../base-url.ts';
import { text } from '../../text.ts';

/** More of a text than this is not read to be looked at. */
export const PREVIEW_BYTES = 1_000_000;

export const artifactUrl = (runId: string, path: string): string =>
  baseUrl().href.replace(/\/$/, '') + toBytePath({ runId, path });

/** The beginning of a file, as text. */
export const artifactText = (runId: string, path: string) =>
  queryOptions({
    queryKey: ['artifact.text', runId, path],
    queryFn: async ({ signal }): Promise<string> => {
      const response = await fetch(artifactUrl(runId, path), {
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
