import type { CallContext, Input, Output, Services } from '@millrace/protocol';
import { type ArtifactEntry, type ArtifactStore, MillraceError, type WriteUnit } from '@millrace/spec';
import { type ArtifactPlace, isArtifactRoot } from './artifact-place.ts';
import { createContestedPaths } from './contested-paths.ts';
import { answerOnce, toRepeatable } from './idempotency.ts';
import { type ArtifactTarget, locateArtifact } from './locate-artifact.ts';
import { requirePermission } from './permissions.ts';
import { checkArtifactPath } from './rules/artifact-path.ts';
import { invalid } from './rules/invalid.ts';
import type { ServicePorts } from './service-ports.ts';

type ArtifactServices = Pick<
  Services,
  'artifacts.list' | 'artifacts.read' | 'artifacts.write' | 'artifacts.delete'
>;

const baseName = (path: string): string => path.slice(path.lastIndexOf('/') + 1);

const requireBelowRoot = (place: ArtifactPlace): void => {
  if (place.path === place.root) throw invalid('Invalid path: expected the path of a file', 'invalid-path');
};

/** Files of a model version are those of its run: they are written there. */
const requireWritable = (target: ArtifactTarget): void => {
  if (!('modelName' in target)) return;
  throw invalid(
    'The files of a model version cannot be changed through it: register another version',
    'version-is-read-only',
  );
};

/** Every file at or below a path, so that what is known of them can be forgotten. */
const listFiles = async (artifacts: ArtifactStore, path: string): Promise<string[]> => {
  const files = [path];
  const folders = [path];
  for (let folder = folders.pop(); folder !== undefined; folder = folders.pop()) {
    for (const entry of await artifacts.list(folder)) {
      (entry.isDirectory ? folders : files).push(`${folder}/${baseName(entry.path)}`);
    }
  }
  return files;
};

/** Artifacts move bytes, which no transaction waits for: each of these opens short units around the moving. */
export const createArtifactServices = ({ store, artifacts, info }: ServicePorts): ArtifactServices => {
  const contested = createContestedPaths();

  const requireServed = (): void => {
    if (info.servesArtifacts) return;
    throw new MillraceError('NOT_IMPLEMENTED', 'This server does not serve artifacts', {
      reason: 'core/artifacts-not-served',
    });
  };

  const list = async (input: Input<'artifacts.list'>): Promise<Output<'artifacts.list'>> => {
    const { place, digests } = await store.read(async (unit) => {
      const found = await locateArtifact(unit, input.target);
      return { place: found, digests: await unit.metadata.findDigests(found.path) };
    });
    const listed = 'location' in input.target ? '' : checkArtifactPath(input.target.path);
    const entries = await artifacts.list(place.path);
    const files = entries.map((entry): ArtifactEntry => {
      const name = baseName(entry.path);
      const sha256 = digests.get(`${place.path}/${name}`);
      return {
        path: listed === '' ? name : `${listed}/${name}`,
        isDirectory: entry.isDirectory,
        ...(entry.size === undefined ? {} : { size: entry.size }),
        ...(sha256 === undefined || entry.isDirectory ? {} : { sha256 }),
      };
    });
    return { rootUri: place.rootUri, files };
  };

  /** The empty patch tells the change feed that the run's artifacts changed. */
  const record =
    (place: ArtifactPlace, digests: ReadonlyMap<string, string | undefined>) =>
    async ({ metadata }: WriteUnit): Promise<void> => {
      for (const [path, sha256] of digests) await metadata.putDigest(path, sha256);
      if (place.runId !== undefined) await metadata.updateRun(place.runId, {});
    };

  /** A digest is never older than its file: it is forgotten first, and told only when no other write came between. */
  const write = async (input: Input<'artifacts.write'>): Promise<Output<'artifacts.write'>> => {
    requireWritable(input.target);
    const place = await store.read((unit) => locateArtifact(unit, input.target));
    requireBelowRoot(place);
    const { path } = place;
    return contested.during(path, async (isContested) => {
      await store.write(({ metadata }) => metadata.putDigest(path, undefined));
      const receipt = await artifacts.write(path, input.body);
      const sha256 = isContested() ? undefined : receipt.sha256;
      await store.write(record(place, new Map([[path, sha256]])));
      return receipt;
    });
  };

  const remove = async (
    input: Input<'artifacts.delete'>,
    { caller }: CallContext,
  ): Promise<Output<'artifacts.delete'>> => {
    requireWritable(input.target);
    const request = await toRepeatable('artifacts.delete', input, caller);
    const place = await store.read((unit) => locateArtifact(unit, input.target));
    if (isArtifactRoot(place)) {
      throw invalid(
        'Invalid path: the root of artifacts cannot be deleted, only what it holds',
        'invalid-path',
      );
    }
    const files = (await wasAnswered(request)) ? [] : await removeFiles(place.path);
    return store.write((unit) => {
      const forget = async (): Promise<Output<'artifacts.delete'>> => {
        await record(place, new Map(files.map((file) => [file, undefined])))(unit);
        return {};
      };
      return request === undefined ? forget() : answerOnce(unit, request, forget);
    });
  };

  const removeFiles = async (path: string): Promise<string[]> => {
    const files = await listFiles(artifacts, path);
    await artifacts.remove(path);
    return files;
  };

  const wasAnswered = async (request: { readonly key: string } | undefined): Promise<boolean> =>
    request !== undefined &&
    (await store.read(({ metadata }) => metadata.findAnswer(request.key))) !== undefined;

  return {
    'artifacts.list': async (input, { caller }) => {
      requirePermission('artifacts.list', caller);
      requireServed();
      return list(input);
    },
    'artifacts.read': async (input, { caller }) => {
      requirePermission('artifacts.read', caller);
      requireServed();
      const place = await store.read((unit) => locateArtifact(unit, input.target));
      requireBelowRoot(place);
      return artifacts.read(place.path, input.range);
    },
    'artifacts.write': async (input, { caller }) => {
      requirePermission('artifacts.write', caller);
      requireServed();
      return write(input);
    },
    'artifacts.delete': async (input, context) => {
      requirePermission('artifacts.delete', context.caller);
      requireServed();
      return remove(input, context);
    },
  };
};
