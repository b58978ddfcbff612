import { type JsonValue, MillraceError, type Run } from '@millrace/spec';
import { imagePath, type ImageTarget } from '../artifacts/image-path.ts';
import { appendTable, parseTable, type Table, type TableData, toTable } from '../artifacts/table.ts';
import { toText } from '../artifacts/to-text.ts';
import { createUploadQueue } from '../logging/upload-queue.ts';
import { type ByteInput, type ByteSource, fromText, toByteSource } from '../transport/byte-source.ts';
import type { ArtifactOptions, InputOptions, ModelOptions } from './active-run.ts';
import type { ClientContext } from './client-context.ts';
import { storeModel } from './store-model.ts';
import { type RunDataset, toDataset } from './to-dataset.ts';
import { writeModel } from './write-model.ts';

export interface RunArtifactsOptions {
  readonly client: ClientContext;
  readonly report: (problem: { error: MillraceError; key?: string | undefined }) => void;
  readonly setTag: (key: string, value: string) => void;
}

/** The artifacts, models and inputs of one run, from what a script has at hand. Promises reject only when strict. */
export interface RunArtifacts {
  text(text: string, path: string): Promise<void>;
  dict(value: JsonValue, path: string): Promise<void>;
  table(data: TableData, path: string): Promise<void>;
  image(image: Blob | Uint8Array, target: ImageTarget): Promise<void>;
  file(source: ByteInput, options: ArtifactOptions): Promise<void>;
  folder(path: string, into: string | undefined): Promise<void>;
  input(dataset: RunDataset, options: InputOptions): Promise<void>;
  model(model: unknown, options: ModelOptions): Promise<void>;
  flush(): Promise<void>;
}

const TABLES_TAG = 'mlflow.loggedArtifacts';
const PNG_SIGNATURE = [0x89, 0x50, 0x4e, 0x47];

const join = (folder: string | undefined, name: string): string =>
  folder === undefined || folder === '' ? name : `${folder.replace(/\/+$/, '')}/${name}`;

const needsDisk = (): MillraceError =>
  new MillraceError('NOT_IMPLEMENTED', 'No disk to read a path from here: give the bytes or a Blob instead', {
    reason: 'client/no-disk',
  });

const isPng = async (image: Blob | Uint8Array): Promise<boolean> => {
  const start = image instanceof Uint8Array ? image.subarray(0, 4) : await image.slice(0, 4).arrayBuffer();
  const bytes = new Uint8Array(start);
  return PNG_SIGNATURE.every((byte, index) => bytes[index] === byte);
};

/** The tables an earlier life of the run logged. */
const readLoggedTables = (run: Run): JsonValue[] => {
  const text = run.tags.find((tag) => tag.key === TABLES_TAG)?.value;
  if (text === undefined) return [];
  try {
    const value: unknown = JSON.parse(text);
    return Array.isArray(value) ? value : [];
  } catch {
    return [];
  }
};

const fileName = (source: ByteInput): string | undefined =>
  typeof File !== 'undefined' && source instanceof File ? source.name : undefined;

export const createRunArtifacts = (run: Run, options: RunArtifactsOptions): RunArtifacts => {
  const { client, report, setTag } = options;
  const { platform, patientServices: services, call } = client;
  const { runId } = run.info;
  const tables = new Map<string, Table>();
  const loggedTables = readLoggedTables(run);
  const preparing = new Set<Promise<void>>();
  const write = async (path: string, body: ByteSource): Promise<void> => {
    await services['artifacts.write']({ target: { runId, path }, body }, call);
  };
  const uploads = createUploadQueue({
    send: write,
    budget: client.budget,
    strict: client.strict,
    report,
  });

  /** What the file at this path holds so far. */
  const readTable = async (path: string): Promise<Table | undefined> => {
    const known = tables.get(path);
    if (known !== undefined) return known;
    try {
      const { body } = await services['artifacts.read']({ target: { runId, path } }, call);
      const decoder = new TextDecoder();
      let text = '';
      for await (const chunk of body) text += decoder.decode(chunk, { stream: true });
      return parseTable(text + decoder.decode(), path);
    } catch (error) {
      if (MillraceError.is(error) && error.code === 'RESOURCE_DOES_NOT_EXIST') return undefined;
      throw error;
    }
  };

  const appendTo = async (path: string, added: Table): Promise<ByteSource> => {
    if (!path.endsWith('.json')) {
      throw new MillraceError('INVALID_PARAMETER_VALUE', `Table '${path}': only .json tables are written`);
    }
    const before = await readTable(path);
    const table = before === undefined ? added : appendTable(before, added);
    tables.set(path, table);
    const isTold = loggedTables.some(
      (entry) => typeof entry === 'object' && entry !== null && Reflect.get(entry, 'path') === path,
    );
    if (!isTold) {
      loggedTables.push({ path, type: 'table' });
      setTag(TABLES_TAG, JSON.stringify(loggedTables));
    }
    return fromText(JSON.stringify(table));
  };

  const open = async (source: string | URL): Promise<ByteSource> => {
    if (platform.openFile === undefined) throw needsDisk();
    return (await platform.openFile(String(source))).source;
  };

  const addFile = (
    source: ByteInput,
    { folder, name = fileName(source) }: ArtifactOptions,
  ): Promise<void> => {
    if (typeof source === 'string' || source instanceof URL) {
      const base = name ?? String(source).split(/[\\/]/).at(-1) ?? '';
      return uploads.add(join(folder, base), () => open(source));
    }
    return uploads.add(join(folder, name ?? 'artifact'), () => {
      if (name !== undefined) return toByteSource(source);
      throw new MillraceError(
        'INVALID_PARAMETER_VALUE',
        'These bytes have no name of their own: give logArtifact(bytes, { name })',
      );
    });
  };

  const addFolder = async (path: string, into: string | undefined): Promise<void> => {
    if (platform.listFolder === undefined) throw needsDisk();
    const files = await platform.listFolder(path);
    await Promise.all(files.map((file) => uploads.add(join(into, file.path), () => file.source)));
  };

  const addModel = async (model: unknown, given: ModelOptions): Promise<void> => {
    const name = given.name ?? 'model';
    const files = [...(await writeModel(model, { ...given, runId, flavors: client.flavors }))];
    const last = files.pop();
    if (last === undefined) return;
    const [file, mlModel] = last;
    void uploads.add(
      join(name, file),
      () => toByteSource(mlModel),
      () => storeModel(run.info, client, { name, files, mlModel }),
    );
  };

  const addInput = async (dataset: RunDataset, { context, tags = {} }: InputOptions): Promise<void> => {
    const all = context === undefined ? tags : { ...tags, 'mlflow.data.context': context };
    const input = {
      dataset: await toDataset(dataset),
      tags: Object.entries(all).map(([key, value]) => ({ key, value })),
    };
    await services['runs.logInputs']({ runId, datasets: [input], modelIds: [] }, call);
  };

  /** Failures before an upload exists are reported like those of one. */
  const guarded = (key: string, work: Promise<void>): Promise<void> => {
    const reported = work.catch((cause: unknown) => {
      const error = MillraceError.is(cause)
        ? cause
        : new MillraceError('INTERNAL_ERROR', `Logging '${key}' failed: ${String(cause)}`, { cause });
      report({ error, key });
      if (client.strict) throw error;
    });
    preparing.add(reported);
    const forget = (): void => {
      preparing.delete(reported);
    };
    reported.then(forget, forget);
    return reported;
  };

  return {
    text: (text, path) => uploads.add(path, () => fromText(String(text))),
    dict: (value, path) => uploads.add(path, async () => fromText(await toText(value, path))),
    table: (data, path) => uploads.add(path, () => appendTo(path, toTable(data))),
    image: (image, target) => {
      let path: string;
      try {
        path = imagePath(target);
      } catch (error) {
        return guarded(typeof target === 'string' ? target : target.key, Promise.reject(error));
      }
      return uploads.add(path, async () => {
        if (typeof target === 'string') return toByteSource(image);
        if (!(await isPng(image))) {
          throw new MillraceError(
            'INVALID_PARAMETER_VALUE',
            `Image '${target.key}': a series holds PNG only`,
          );
        }
        setTag('mlflow.loggedImages', 'True');
        return toByteSource(image);
      });
    },
    file: addFile,
    folder: (path, into) => guarded(path, addFolder(path, into)),
    input: (dataset, inputOptions) => guarded(dataset.name, addInput(dataset, inputOptions)),
    model: (model, modelOptions) => guarded(modelOptions.name ?? 'model', addModel(model, modelOptions)),
    flush: async () => {
      while (preparing.size > 0) await Promise.allSettled(preparing);
      await uploads.flush();
    },
  };
};
