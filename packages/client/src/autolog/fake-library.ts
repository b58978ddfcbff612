import type { AutologV1, TrainingPatch } from '@millrace/spec';

/** A training library in small, for tests: an inherited method, and one that calls another watched one. */
export class Model {
  fits = 0;

  async fit(epochs: number, onEpoch?: (epoch: number) => unknown): Promise<string> {
    this.fits++;
    for (let epoch = 0; epoch < epochs; epoch++) {
      await new Promise((resolve) => setImmediate(resolve));
      await onEpoch?.(epoch);
    }
    return 'history';
  }
}

export class Sequential extends Model {
  readonly inner = new Model();

  override async fit(epochs: number, onEpoch?: (epoch: number) => unknown): Promise<string> {
    return this.inner.fit(epochs, onEpoch);
  }

  train(value: number): number {
    if (value < 0) throw new RangeError('negative');
    return value * 2;
  }
}

export interface Library {
  readonly Model: typeof Model;
  readonly Sequential: typeof Sequential;
  readonly version: string;
}

export const library: Library = { Model, Sequential, version: '1.2.0' };

const isLibrary = (value: unknown): value is Library =>
  typeof value === 'object' && value !== null && 'Model' in value && value.Model === Model;

/** Watches `fit` of both classes; `patch` replaces parts of what is declared. */
export const watching = (
  patch: Partial<TrainingPatch> = {},
  versions = '>=1.0.0 <2',
): AutologV1<Library> => ({
  specVersion: 'v1',
  id: 'fake',
  target: { package: 'fake', versions },
  accepts: isLibrary,
  version: (value) => value.version,
  patches: () =>
    [Model.prototype, Sequential.prototype].map((on) => ({
      on,
      method: 'fit',
      before: (run, { args }) => {
        run.params({ epochs: Number(args[0]) });
        const own = args[1] as ((epoch: number) => unknown) | undefined;
        const watch = run.guard(async (epoch: number) => {
          run.metrics({ loss: 1 / (epoch + 1) }, epoch);
        });
        return [
          args[0],
          async (epoch: number) => {
            await watch(epoch);
            await own?.(epoch);
          },
        ];
      },
      ...patch,
    })),
});
