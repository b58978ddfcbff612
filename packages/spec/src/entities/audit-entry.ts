/** What was done in the registry. */
export type AuditAction =
  | 'model.create'
  | 'model.rename'
  | 'model.update'
  | 'model.delete'
  | 'model.setTag'
  | 'model.deleteTag'
  | 'alias.set'
  | 'alias.delete'
  | 'version.create'
  | 'version.update'
  | 'version.transition'
  | 'version.delete'
  | 'version.setTag'
  | 'version.deleteTag';

/** Who changed what when. Written with the change, in one unit of work; never altered. */
export interface AuditEntry {
  /** Counts up; of two entries the later has the greater. */
  readonly entryId: number;
  /** Milliseconds since the Unix epoch. */
  readonly time: number;
  /** The caller's name; empty for one that gave none. */
  readonly caller: string;
  readonly action: AuditAction;
  /** The model's name when it happened. */
  readonly name: string;
  /** `null` where the model itself was changed. */
  readonly version: number | null;
  /** What it changed, by field: `from` and `to` of a stage, `key` and `value` of a tag. */
  readonly detail: Readonly<Record<string, string>>;
}
