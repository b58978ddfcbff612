/** The tables of logged models and of what runs read and made. */
export const loggedModelSchema: readonly string[] = [
  `CREATE TABLE logged_models (
    id INTEGER PRIMARY KEY,
    model_id TEXT NOT NULL UNIQUE,
    experiment INTEGER NOT NULL REFERENCES experiments (id),
    name TEXT NOT NULL,
    artifact_uri TEXT NOT NULL,
    status TEXT NOT NULL,
    model_type TEXT NOT NULL,
    source_run_id TEXT NOT NULL,
    creation_time INTEGER NOT NULL,
    last_update_time INTEGER NOT NULL,
    lifecycle_stage TEXT NOT NULL
  )`,
  `CREATE INDEX logged_models_by_creation
   ON logged_models (experiment, lifecycle_stage, creation_time DESC, model_id)`,
  'CREATE INDEX logged_models_by_run ON logged_models (source_run_id)',
  `CREATE TABLE logged_model_params (
    model INTEGER NOT NULL REFERENCES logged_models (id),
    key TEXT NOT NULL,
    value TEXT NOT NULL,
    PRIMARY KEY (model, key)
  ) WITHOUT ROWID`,
  `CREATE TABLE logged_model_tags (
    model INTEGER NOT NULL REFERENCES logged_models (id),
    key TEXT NOT NULL,
    value TEXT NOT NULL,
    PRIMARY KEY (model, key)
  ) WITHOUT ROWID`,
  // A value of NULL is NaN.
  `CREATE TABLE model_metrics (
    id INTEGER PRIMARY KEY,
    model INTEGER NOT NULL REFERENCES logged_models (id),
    key TEXT NOT NULL,
    timestamp INTEGER NOT NULL,
    step INTEGER NOT NULL,
    value REAL,
    run INTEGER NOT NULL REFERENCES runs (id),
    dataset_name TEXT,
    dataset_digest TEXT
  )`,
  'CREATE INDEX model_metrics_by_point ON model_metrics (model, key, timestamp, step)',
  `CREATE TABLE datasets (
    id INTEGER PRIMARY KEY,
    experiment INTEGER NOT NULL REFERENCES experiments (id),
    name TEXT NOT NULL,
    digest TEXT NOT NULL,
    source_type TEXT NOT NULL,
    source TEXT NOT NULL,
    schema TEXT,
    profile TEXT,
    UNIQUE (experiment, name, digest)
  )`,
  `CREATE TABLE run_datasets (
    id INTEGER PRIMARY KEY,
    run INTEGER NOT NULL REFERENCES runs (id),
    dataset INTEGER NOT NULL REFERENCES datasets (id),
    UNIQUE (run, dataset)
  )`,
  'CREATE INDEX run_datasets_by_dataset ON run_datasets (dataset)',
  `CREATE TABLE run_dataset_tags (
    input INTEGER NOT NULL REFERENCES run_datasets (id),
    key TEXT NOT NULL,
    value TEXT NOT NULL,
    PRIMARY KEY (input, key)
  ) WITHOUT ROWID`,
  // Models a run read (role 'input') or made ('output'). They need not be known here.
  `CREATE TABLE run_models (
    id INTEGER PRIMARY KEY,
    run INTEGER NOT NULL REFERENCES runs (id),
    role TEXT NOT NULL,
    model_id TEXT NOT NULL,
    step INTEGER NOT NULL,
    UNIQUE (run, role, model_id)
  )`,
];
