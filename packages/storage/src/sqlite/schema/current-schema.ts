import { loggedModelSchema } from './logged-model-schema.ts';
import { registrySchema } from './registry-schema.ts';

/** 'MLRC': tells our databases from those of other programs. */
export const APPLICATION_ID = 0x4d4c5243;

/** How many migrations this build knows; kept in `PRAGMA user_version`. */
export const SCHEMA_VERSION = 3;

/** What the first migration makes. Ids inside are integers, ids outside are text. */
export const foundationSchema: readonly string[] = [
  `CREATE TABLE store (
    key TEXT PRIMARY KEY,
    value TEXT NOT NULL
  ) WITHOUT ROWID`,
  `CREATE TABLE experiments (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    name TEXT NOT NULL UNIQUE,
    artifact_location TEXT NOT NULL,
    lifecycle_stage TEXT NOT NULL,
    creation_time INTEGER NOT NULL,
    last_update_time INTEGER NOT NULL
  )`,
  'CREATE INDEX experiments_by_location ON experiments (artifact_location)',
  `CREATE TABLE experiment_tags (
    experiment INTEGER NOT NULL REFERENCES experiments (id),
    key TEXT NOT NULL,
    value TEXT NOT NULL,
    PRIMARY KEY (experiment, key)
  ) WITHOUT ROWID`,
  `CREATE TABLE runs (
    id INTEGER PRIMARY KEY,
    run_id TEXT NOT NULL UNIQUE,
    experiment INTEGER NOT NULL REFERENCES experiments (id),
    run_name TEXT NOT NULL,
    user_id TEXT NOT NULL,
    status TEXT NOT NULL,
    start_time INTEGER NOT NULL,
    end_time INTEGER,
    artifact_uri TEXT NOT NULL,
    lifecycle_stage TEXT NOT NULL
  )`,
  'CREATE INDEX runs_by_start ON runs (experiment, lifecycle_stage, start_time DESC, run_id)',
  `CREATE TABLE params (
    run INTEGER NOT NULL REFERENCES runs (id),
    key TEXT NOT NULL,
    value TEXT NOT NULL,
    PRIMARY KEY (run, key)
  ) WITHOUT ROWID`,
  `CREATE TABLE run_tags (
    run INTEGER NOT NULL REFERENCES runs (id),
    key TEXT NOT NULL,
    value TEXT NOT NULL,
    PRIMARY KEY (run, key)
  ) WITHOUT ROWID`,
  `CREATE TABLE metric_keys (
    id INTEGER PRIMARY KEY,
    key TEXT NOT NULL UNIQUE
  )`,
  // Accepted points, a blob per request, in the order they came. Followers index them later.
  `CREATE TABLE point_log (
    seq INTEGER PRIMARY KEY,
    run INTEGER NOT NULL,
    count INTEGER NOT NULL,
    points BLOB NOT NULL
  )`,
  'CREATE INDEX point_log_by_run ON point_log (run)',
  // Folded points: each row a stretch of one series, apart from its neighbours by (timestamp, step).
  `CREATE TABLE chunks (
    id INTEGER PRIMARY KEY,
    run INTEGER NOT NULL,
    key INTEGER NOT NULL,
    first_timestamp INTEGER NOT NULL,
    first_step INTEGER NOT NULL,
    last_timestamp INTEGER NOT NULL,
    last_step INTEGER NOT NULL,
    count INTEGER NOT NULL,
    points BLOB NOT NULL
  )`,
  'CREATE INDEX chunks_by_series ON chunks (run, key, first_timestamp, first_step)',
  // A value of NULL is NaN.
  `CREATE TABLE latest_metrics (
    run INTEGER NOT NULL,
    key INTEGER NOT NULL,
    step INTEGER NOT NULL,
    timestamp INTEGER NOT NULL,
    value REAL,
    PRIMARY KEY (run, key)
  ) WITHOUT ROWID`,
  // How far into point_log a follower has come.
  `CREATE TABLE followers (
    name TEXT PRIMARY KEY,
    seq INTEGER NOT NULL
  ) WITHOUT ROWID`,
  // What commits touched; run is NULL for the experiment itself; what: 1 points, 2 metadata, 3 both.
  `CREATE TABLE changes (
    seq INTEGER PRIMARY KEY,
    experiment INTEGER NOT NULL,
    run INTEGER,
    what INTEGER NOT NULL
  )`,
  `CREATE TABLE answers (
    key TEXT PRIMARY KEY,
    operation TEXT NOT NULL,
    fingerprint TEXT NOT NULL,
    answer TEXT NOT NULL,
    created INTEGER NOT NULL
  ) WITHOUT ROWID`,
  'CREATE INDEX answers_by_age ON answers (created)',
  `CREATE TABLE digests (
    folder TEXT NOT NULL,
    name TEXT NOT NULL,
    sha256 TEXT NOT NULL,
    PRIMARY KEY (folder, name)
  ) WITHOUT ROWID`,
  `INSERT INTO followers (name, seq) VALUES ('latest', 0)`,
  `INSERT INTO experiments (id, name, artifact_location, lifecycle_stage, creation_time, last_update_time)
   VALUES (0, 'Default', 'mlflow-artifacts:/0', 'active', unixepoch() * 1000, unixepoch() * 1000)`,
];

/**
 * What all migrations together arrive at. A new database takes this in one step, without loading the migrator; a test
 * holds it against the migrations.
 */
export const currentSchema: readonly string[] = [
  ...foundationSchema,
  ...registrySchema,
  ...loggedModelSchema,
];
