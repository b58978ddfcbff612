import type { RunContextProvider, Tag } from '@millrace/spec';
import { MillraceError } from '@millrace/spec';
import type { Problem } from '../init-options.ts';
import type { RunOptions } from './active-run.ts';

/** Tags of the surroundings; later providers win. A provider that throws is reported and adds none. */
export const readRunContexts = async (
  providers: readonly RunContextProvider[],
  report: (problem: Problem) => void,
): Promise<Record<string, string>> => {
  const found = await Promise.all(
    providers.map(async (provider) => {
      try {
        return await provider.tags();
      } catch (cause) {
        report({
          error: new MillraceError(
            'INTERNAL_ERROR',
            `Run context '${provider.id}' failed: ${String(cause)}`,
            { cause },
          ),
        });
        return {};
      }
    }),
  );
  return Object.assign({}, ...found) as Record<string, string>;
};

/** Everything a new run is tagged with; what the caller says wins. */
export const toRunTags = (context: Readonly<Record<string, string>>, options: RunOptions): Tag[] => {
  const tags: Record<string, string> = { ...context };
  if (options.parentRunId !== undefined) tags['mlflow.parentRunId'] = options.parentRunId;
  if (options.description !== undefined) tags['mlflow.note.content'] = options.description;
  Object.assign(tags, options.tags);
  return Object.entries(tags).map(([key, value]) => ({ key, value: String(value) }));
};
