import { ERROR_CODES, MillraceError } from '@millrace/spec';
import { initTRPC, tracked, TRPCError } from '@trpc/server';
import { operations } from './operations/index.ts';
import type { CallContext, Services } from './services.ts';
import { wire } from './wire.ts';

export interface RouterContext extends Omit<CallContext, 'signal'> {
  readonly services: Services;
  /** Told of every error that is a defect of ours. */
  readonly onDefect?: ((error: unknown) => void) | undefined;
}

const t = initTRPC.context<RouterContext>().create({
  transformer: wire,
  isDev: false,
  errorFormatter: ({ shape, error }) => {
    const own = MillraceError.is(error.cause) ? error.cause : undefined;
    const message =
      own?.message ?? (error.code === 'INTERNAL_SERVER_ERROR' ? 'Internal error' : shape.message);
    return {
      ...shape,
      message,
      data: {
        code: shape.data.code,
        httpStatus: shape.data.httpStatus,
        errorCode: own?.code ?? (error.code === 'BAD_REQUEST' ? 'INVALID_PARAMETER_VALUE' : 'INTERNAL_ERROR'),
        reason: own?.reason,
      },
    };
  },
});

const procedure = t.procedure.use(async ({ ctx, next }) => {
  const result = await next();
  if (result.ok) return result;
  const { cause } = result.error;
  if (MillraceError.is(cause)) {
    return {
      ...result,
      error: new TRPCError({ code: ERROR_CODES[cause.code].trpc, message: cause.message, cause }),
    };
  }
  if (result.error.code === 'INTERNAL_SERVER_ERROR') ctx.onDefect?.(cause ?? result.error);
  return result;
});
const op = operations;

/** The operations over tRPC. A test holds its paths against the table. */
export const appRouter = t.router({
  experiments: t.router({
    create: procedure
      .input(op['experiments.create'].input)
      .mutation((o) => o.ctx.services['experiments.create'](o.input, o.ctx)),
    get: procedure
      .input(op['experiments.get'].input)
      .query((o) => o.ctx.services['experiments.get'](o.input, o.ctx)),
    getByName: procedure
      .input(op['experiments.getByName'].input)
      .query((o) => o.ctx.services['experiments.getByName'](o.input, o.ctx)),
    search: procedure
      .input(op['experiments.search'].input)
      .query((o) => o.ctx.services['experiments.search'](o.input, o.ctx)),
    activity: procedure
      .input(op['experiments.activity'].input)
      .query((o) => o.ctx.services['experiments.activity'](o.input, o.ctx)),
    rename: procedure
      .input(op['experiments.rename'].input)
      .mutation((o) => o.ctx.services['experiments.rename'](o.input, o.ctx)),
    delete: procedure
      .input(op['experiments.delete'].input)
      .mutation((o) => o.ctx.services['experiments.delete'](o.input, o.ctx)),
    restore: procedure
      .input(op['experiments.restore'].input)
      .mutation((o) => o.ctx.services['experiments.restore'](o.input, o.ctx)),
    setTag: procedure
      .input(op['experiments.setTag'].input)
      .mutation((o) => o.ctx.services['experiments.setTag'](o.input, o.ctx)),
    deleteTag: procedure
      .input(op['experiments.deleteTag'].input)
      .mutation((o) => o.ctx.services['experiments.deleteTag'](o.input, o.ctx)),
  }),
  runs: t.router({
    create: procedure
      .input(op['runs.create'].input)
      .mutation((o) => o.ctx.services['runs.create'](o.input, o.ctx)),
    get: procedure.input(op['runs.get'].input).query((o) => o.ctx.services['runs.get'](o.input, o.ctx)),
    update: procedure
      .input(op['runs.update'].input)
      .mutation((o) => o.ctx.services['runs.update'](o.input, o.ctx)),
    delete: procedure
      .input(op['runs.delete'].input)
      .mutation((o) => o.ctx.services['runs.delete'](o.input, o.ctx)),
    restore: procedure
      .input(op['runs.restore'].input)
      .mutation((o) => o.ctx.services['runs.restore'](o.input, o.ctx)),
    search: procedure
      .input(op['runs.search'].input)
      .query((o) => o.ctx.services['runs.search'](o.input, o.ctx)),
    count: procedure.input(op['runs.count'].input).query((o) => o.ctx.services['runs.count'](o.input, o.ctx)),
    logMetric: procedure
      .input(op['runs.logMetric'].input)
      .mutation((o) => o.ctx.services['runs.logMetric'](o.input, o.ctx)),
    logParam: procedure
      .input(op['runs.logParam'].input)
      .mutation((o) => o.ctx.services['runs.logParam'](o.input, o.ctx)),
    logBatch: procedure
      .input(op['runs.logBatch'].input)
      .mutation((o) => o.ctx.services['runs.logBatch'](o.input, o.ctx)),
    setTag: procedure
      .input(op['runs.setTag'].input)
      .mutation((o) => o.ctx.services['runs.setTag'](o.input, o.ctx)),
    deleteTag: procedure
      .input(op['runs.deleteTag'].input)
      .mutation((o) => o.ctx.services['runs.deleteTag'](o.input, o.ctx)),

    logInputs: procedure
      .input(op['runs.logInputs'].input)
      .mutation((o) => o.ctx.services['runs.logInputs'](o.input, o.ctx)),
    logOutputs: procedure
      .input(op['runs.logOutputs'].input)
      .mutation((o) => o.ctx.services['runs.logOutputs'](o.input, o.ctx)),
    logModel: procedure
      .input(op['runs.logModel'].input)
      .mutation((o) => o.ctx.services['runs.logModel'](o.input, o.ctx)),
  }),
  metrics: t.router({
    history: procedure
      .input(op['metrics.history'].input)
      .query((o) => o.ctx.services['metrics.history'](o.input, o.ctx)),
    sample: procedure
      .input(op['metrics.sample'].input)
      .query((o) => o.ctx.services['metrics.sample'](o.input, o.ctx)),

    bulkHistory: procedure
      .input(op['metrics.bulkHistory'].input)
      .query((o) => o.ctx.services['metrics.bulkHistory'](o.input, o.ctx)),
    interval: procedure
      .input(op['metrics.interval'].input)
      .query((o) => o.ctx.services['metrics.interval'](o.input, o.ctx)),
  }),
  artifacts: t.router({
    list: procedure
      .input(op['artifacts.list'].input)
      .query((o) => o.ctx.services['artifacts.list'](o.input, o.ctx)),
    delete: procedure
      .input(op['artifacts.delete'].input)
      .mutation((o) => o.ctx.services['artifacts.delete'](o.input, o.ctx)),
  }),
  registeredModels: t.router({
    create: procedure
      .input(op['registeredModels.create'].input)
      .mutation((o) => o.ctx.services['registeredModels.create'](o.input, o.ctx)),
    rename: procedure
      .input(op['registeredModels.rename'].input)
      .mutation((o) => o.ctx.services['registeredModels.rename'](o.input, o.ctx)),
    update: procedure
      .input(op['registeredModels.update'].input)
      .mutation((o) => o.ctx.services['registeredModels.update'](o.input, o.ctx)),
    delete: procedure
      .input(op['registeredModels.delete'].input)
      .mutation((o) => o.ctx.services['registeredModels.delete'](o.input, o.ctx)),
    get: procedure
      .input(op['registeredModels.get'].input)
      .query((o) => o.ctx.services['registeredModels.get'](o.input, o.ctx)),
    search: procedure
      .input(op['registeredModels.search'].input)
      .query((o) => o.ctx.services['registeredModels.search'](o.input, o.ctx)),
    latestVersions: procedure
      .input(op['registeredModels.latestVersions'].input)
      .query((o) => o.ctx.services['registeredModels.latestVersions'](o.input, o.ctx)),
    setTag: procedure
      .input(op['registeredModels.setTag'].input)
      .mutation((o) => o.ctx.services['registeredModels.setTag'](o.input, o.ctx)),
    deleteTag: procedure
      .input(op['registeredModels.deleteTag'].input)
      .mutation((o) => o.ctx.services['registeredModels.deleteTag'](o.input, o.ctx)),
    setAlias: procedure
      .input(op['registeredModels.setAlias'].input)
      .mutation((o) => o.ctx.services['registeredModels.setAlias'](o.input, o.ctx)),
    deleteAlias: procedure
      .input(op['registeredModels.deleteAlias'].input)
      .mutation((o) => o.ctx.services['registeredModels.deleteAlias'](o.input, o.ctx)),
    getByAlias: procedure
      .input(op['registeredModels.getByAlias'].input)
      .query((o) => o.ctx.services['registeredModels.getByAlias'](o.input, o.ctx)),
  }),
  modelVersions: t.router({
    create: procedure
      .input(op['modelVersions.create'].input)
      .mutation((o) => o.ctx.services['modelVersions.create'](o.input, o.ctx)),
    update: procedure
      .input(op['modelVersions.update'].input)
      .mutation((o) => o.ctx.services['modelVersions.update'](o.input, o.ctx)),
    transitionStage: procedure
      .input(op['modelVersions.transitionStage'].input)
      .mutation((o) => o.ctx.services['modelVersions.transitionStage'](o.input, o.ctx)),
    delete: procedure
      .input(op['modelVersions.delete'].input)
      .mutation((o) => o.ctx.services['modelVersions.delete'](o.input, o.ctx)),
    get: procedure
      .input(op['modelVersions.get'].input)
      .query((o) => o.ctx.services['modelVersions.get'](o.input, o.ctx)),
    search: procedure
      .input(op['modelVersions.search'].input)
      .query((o) => o.ctx.services['modelVersions.search'](o.input, o.ctx)),
    downloadUri: procedure
      .input(op['modelVersions.downloadUri'].input)
      .query((o) => o.ctx.services['modelVersions.downloadUri'](o.input, o.ctx)),
    setTag: procedure
      .input(op['modelVersions.setTag'].input)
      .mutation((o) => o.ctx.services['modelVersions.setTag'](o.input, o.ctx)),
    deleteTag: procedure
      .input(op['modelVersions.deleteTag'].input)
      .mutation((o) => o.ctx.services['modelVersions.deleteTag'](o.input, o.ctx)),
    copy: procedure
      .input(op['modelVersions.copy'].input)
      .mutation((o) => o.ctx.services['modelVersions.copy'](o.input, o.ctx)),
  }),
  registry: t.router({
    audit: procedure
      .input(op['registry.audit'].input)
      .query((o) => o.ctx.services['registry.audit'](o.input, o.ctx)),
  }),
  server: t.router({
    info: procedure
      .input(op['server.info'].input)
      .query((o) => o.ctx.services['server.info'](o.input, o.ctx)),
  }),
  loggedModels: t.router({
    create: procedure
      .input(op['loggedModels.create'].input)
      .mutation((o) => o.ctx.services['loggedModels.create'](o.input, o.ctx)),
    get: procedure
      .input(op['loggedModels.get'].input)
      .query((o) => o.ctx.services['loggedModels.get'](o.input, o.ctx)),
    finalize: procedure
      .input(op['loggedModels.finalize'].input)
      .mutation((o) => o.ctx.services['loggedModels.finalize'](o.input, o.ctx)),
    delete: procedure
      .input(op['loggedModels.delete'].input)
      .mutation((o) => o.ctx.services['loggedModels.delete'](o.input, o.ctx)),
    search: procedure
      .input(op['loggedModels.search'].input)
      .query((o) => o.ctx.services['loggedModels.search'](o.input, o.ctx)),
    setTags: procedure
      .input(op['loggedModels.setTags'].input)
      .mutation((o) => o.ctx.services['loggedModels.setTags'](o.input, o.ctx)),
    deleteTag: procedure
      .input(op['loggedModels.deleteTag'].input)
      .mutation((o) => o.ctx.services['loggedModels.deleteTag'](o.input, o.ctx)),
    logParams: procedure
      .input(op['loggedModels.logParams'].input)
      .mutation((o) => o.ctx.services['loggedModels.logParams'](o.input, o.ctx)),
  }),
  datasets: t.router({
    search: procedure
      .input(op['datasets.search'].input)
      .query((o) => o.ctx.services['datasets.search'](o.input, o.ctx)),
  }),
  changes: t.router({
    watch: procedure.input(op['changes.watch'].input).subscription(async function* ({ ctx, input, signal }) {
      const cursor = input.lastEventId ?? input.cursor;
      for await (const batch of ctx.services['changes.watch'](
        { ...input, cursor },
        { caller: ctx.caller, signal },
      )) {
        yield tracked(batch.cursor, batch);
      }
    }),
  }),
});

export type AppRouter = typeof appRouter;
