import type { ArtifactStore, TrackingStore } from '@millrace/spec';

/** What the services stand on. The composition root fills it; tests fill it with memory. */
export interface ServicePorts {
  readonly store: TrackingStore;
  readonly artifacts: ArtifactStore;
  readonly info: ServerFacts;
  /**
   * Prefixes an artifact location may have besides `mlflow-artifacts:/`, such as `s3://team/mlflow`. Clients reach
   * those by themselves; the services never open them.
   */
  readonly allowedArtifactRoots?: readonly string[] | undefined;
  /** Milliseconds since the Unix epoch. */
  readonly now?: (() => number) | undefined;
}

export interface ServerFacts {
  readonly version: string;
  /** What new experiments' artifact locations begin with: `mlflow-artifacts:` or an allowed prefix, without a final slash. */
  readonly artifactRoot: string;
  readonly servesArtifacts: boolean;
}

/** What handlers know besides their unit and their input. */
export interface Surroundings {
  readonly info: ServerFacts;
  readonly allowedArtifactRoots: readonly string[];
  readonly storeDescription: string;
  readonly now: () => number;
}
