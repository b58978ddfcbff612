import * as tf from '@tensorflow/tfjs';
import { describe, expect, it } from 'vitest';
import { compiled, linearModel, samples } from '../test/models.ts';
import { tfjsCallback } from './tfjs-callback.ts';

const recorder = () => {
  const points: { key: string; step: number; value: number }[] = [];
  return {
    points,
    logMetrics: (values: Readonly<Record<string, number>>, { step }: { readonly step: number }) => {
      for (const [key, value] of Object.entries(values)) points.push({ key, step, value });
    },
  };
};

describe('tfjsCallback', () => {
  const { x, y } = samples();
  const forms = {
    alone: (callback: ReturnType<typeof tfjsCallback>) => callback,
    'in a list of configs': (callback: ReturnType<typeof tfjsCallback>) => [{}, callback],
    'behind an instance': (callback: ReturnType<typeof tfjsCallback>) => [
      tf.callbacks.earlyStopping({ monitor: 'loss', patience: 100 }),
      callback,
    ],
  };
  for (const [name, make] of Object.entries(forms)) {
    it(`logs the history of a training: ${name}`, async () => {
      const run = recorder();
      const callbacks = make(tfjsCallback(run)) as tf.CustomCallbackArgs[];
      const { history } = await compiled(linearModel()).fit(x, y, {
        epochs: 2,
        validationSplit: 0.2,
        callbacks,
      });
      for (const [key, values] of Object.entries(history)) {
        const logged = run.points.filter((point) => point.key === key).map(({ value }) => value);
        expect(logged).toEqual(values);
      }
    });
  }

  it('logs every n-th batch when asked', async () => {
    const run = recorder();
    const callbacks = tfjsCallback(run, { everyNBatches: 2 });
    await compiled(linearModel()).fit(x, y, { epochs: 2, batchSize: 5, callbacks });
    expect(run.points.filter(({ key }) => key === 'batch_loss').map(({ step }) => step)).toEqual([
      0, 2, 4, 6,
    ]);
  });
});
