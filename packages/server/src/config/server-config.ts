/** What an operator chooses, in MLflow's terms. Everything has a default. */
export interface ServerConfig {
  /** Address to listen on; a name here is also an allowed Host. */
  readonly host: string;
  /** 0 for any free one. */
  readonly port: number;
  /** `sqlite:///relative.db`, `sqlite:////absolute.db`, `memory:`, or a folder, in which `millrace.db` is kept. */
  readonly backendStoreUri: string;
  /** The folder in which artifacts are kept. */
  readonly artifactsDestination: string;
  /** What new experiments say of where their artifacts go. */
  readonly defaultArtifactRoot: string;
  /** Whether artifacts pass through this server. */
  readonly serveArtifacts: boolean;
  /** Goes before every path but `/api`: `/tracking`. */
  readonly staticPrefix: string;
  /** Names a Host header may have beside the local ones: exact, `*.example.com`, or `*` for any. Ports do not count. */
  readonly allowedHosts: readonly string[];
  /** Origins of other sites whose pages may call this server: `https://notebooks.example.com`. */
  readonly corsAllowedOrigins: readonly string[];
  /** Where the built UI is; found by itself when absent. */
  readonly uiDirectory: string;
  /** Told of every error that is a defect of ours. */
  onDefect(error: unknown): void;
}
