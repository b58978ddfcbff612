import type { RunSink } from '@millrace/spec';
import type { ActiveRun } from '../runs/active-run.ts';

export interface SinkOptions {
  readonly logModels: boolean;
  /** Told what an autologger threw; throws it on when strict. */
  readonly onMistake: (error: unknown) => void;
  /** The same where nobody is there to catch it. Never throws. */
  readonly onLateMistake: (error: unknown) => void;
}

/**
 * What an autologger writes to. The run may still be on its way: what comes before it waits, in order. If it never
 * comes, all of it is dropped; the failure was told.
 */
export const createRunSink = (
  run: ActiveRun | Promise<ActiveRun | undefined>,
  options: SinkOptions,
): RunSink => {
  let ready: ActiveRun | undefined = run instanceof Promise ? undefined : run;
  const arrival: Promise<ActiveRun | undefined> = Promise.resolve(run).then((arrived) => (ready = arrived));

  const write = (work: (run: ActiveRun) => void): void => {
    try {
      if (ready !== undefined) return work(ready);
    } catch (error) {
      return options.onMistake(error);
    }
    void arrival.then((arrived) => {
      try {
        if (arrived !== undefined) work(arrived);
      } catch (error) {
        options.onLateMistake(error);
      }
    });
  };

  return {
    params: (values) => write((to) => to.logParams(values)),
    metrics: (values, step) => {
      const timestamp = Date.now();
      write((to) => to.logMetrics(values, { step, timestamp }));
    },
    tags: (values) => write((to) => to.setTags(values)),
    text: (path, content) => write((to) => void to.logText(content, path)),
    model: async (model, modelOptions) => {
      if (!options.logModels) return;
      const to = ready ?? (await arrival);
      await to?.logModel(model, modelOptions);
    },
    guard:
      (callback) =>
      async (...args) => {
        try {
          await callback(...args);
        } catch (error) {
          options.onMistake(error);
        }
      },
  };
};
