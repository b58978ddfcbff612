/** MLflow's limits, as a 3.17 server has them. Lengths are characters (code points). */
export const LIMITS = {
  experimentName: 500,
  artifactLocation: 2048,
  key: 250,
  paramValue: 6000,
  runTagValue: 8000,
  experimentTagValue: 20_000,
  metricsPerBatch: 1000,
  paramsPerBatch: 100,
  tagsPerBatch: 100,
  entitiesPerBatch: 1000,
  searchPage: 50_000,
  historyPage: 25_000,
  /** Ours: the widths of MLflow's columns, which MLflow leaves to its database. */
  runName: 250,
  userId: 256,
  idempotencyKey: 255,
} as const;
