import type { Tag } from './experiment.ts';

/** Data that a run read. Within an experiment, name and digest identify it; what was said first of it stays. */
export interface Dataset {
  readonly name: string;
  /** A fingerprint of its content. */
  readonly digest: string;
  /** What kind of place it came from, such as `local` or `http`. */
  readonly sourceType: string;
  /** Where it came from, as JSON text of the source type. */
  readonly source: string;
  /** JSON text. */
  readonly schema?: string | undefined;
  /** JSON text: counts and the like. */
  readonly profile?: string | undefined;
}

/** A dataset as the input of one run; the tag `mlflow.data.context` says for what, such as `train`. */
export interface DatasetInput {
  readonly dataset: Dataset;
  readonly tags: readonly Tag[];
}

/** A dataset some run of an experiment reads, once for each context it is read in. */
export interface DatasetSummary {
  readonly experimentId: string;
  readonly name: string;
  readonly digest: string;
  readonly context?: string | undefined;
}
