/** What `millrace server` was told, by flags or by MLflow's environment names. */
export interface ServerFlags {
  readonly host: string;
  readonly port: number;
  readonly backendStoreUri?: string;
  readonly artifactsDestination?: string;
  readonly defaultArtifactRoot?: string;
  readonly serveArtifacts: boolean;
  readonly staticPrefix?: string;
  readonly allowedHosts?: readonly string[];
  readonly corsAllowedOrigins?: readonly string[];
  readonly json?: boolean;
}
