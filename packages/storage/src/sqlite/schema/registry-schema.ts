/** The model registry. Versions are rows for ever, so that no number is given twice; deleted ones keep nothing else. */
export const registrySchema: readonly string[] = [
  `CREATE TABLE registered_models (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    name TEXT NOT NULL UNIQUE,
    description TEXT,
    creation_time INTEGER NOT NULL,
    last_update_time INTEGER NOT NULL
  )`,
  `CREATE TABLE registered_model_tags (
    model INTEGER NOT NULL REFERENCES registered_models (id),
    key TEXT NOT NULL,
    value TEXT NOT NULL,
    PRIMARY KEY (model, key)
  ) WITHOUT ROWID`,
  `CREATE TABLE model_aliases (
    model INTEGER NOT NULL REFERENCES registered_models (id),
    alias TEXT NOT NULL,
    version INTEGER NOT NULL,
    PRIMARY KEY (model, alias)
  ) WITHOUT ROWID`,
  `CREATE TABLE model_versions (
    id INTEGER PRIMARY KEY,
    model INTEGER NOT NULL REFERENCES registered_models (id),
    version INTEGER NOT NULL,
    creation_time INTEGER NOT NULL,
    last_update_time INTEGER NOT NULL,
    description TEXT,
    stage TEXT NOT NULL,
    source TEXT NOT NULL,
    storage_location TEXT NOT NULL,
    run_id TEXT,
    model_id TEXT,
    run_link TEXT NOT NULL,
    status TEXT NOT NULL,
    status_message TEXT NOT NULL,
    deleted INTEGER NOT NULL DEFAULT 0,
    UNIQUE (model, version)
  )`,
  'CREATE INDEX model_versions_by_run ON model_versions (run_id) WHERE run_id IS NOT NULL',
  'CREATE INDEX model_versions_by_update ON model_versions (last_update_time DESC) WHERE deleted = 0',
  `CREATE TABLE model_version_tags (
    version INTEGER NOT NULL REFERENCES model_versions (id),
    key TEXT NOT NULL,
    value TEXT NOT NULL,
    PRIMARY KEY (version, key)
  ) WITHOUT ROWID`,
  // Outlives what it tells of: the model's id is one that no other model gets.
  `CREATE TABLE registry_audit (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    time INTEGER NOT NULL,
    caller TEXT NOT NULL,
    action TEXT NOT NULL,
    model INTEGER NOT NULL,
    name TEXT NOT NULL,
    version INTEGER,
    detail TEXT NOT NULL
  )`,
  'CREATE INDEX registry_audit_by_model ON registry_audit (model, id)',
  'CREATE INDEX registry_audit_by_name ON registry_audit (name, model)',
];
