import type { RestTable } from '../binding.ts';

export const serverBindings = {
  /** Says what this server has of MLflow's newer, optional parts: clients ask before they use them. */
  'server.info': [
    {
      kind: 'json',
      methods: ['GET'],
      at: 'api',
      path: '/mlflow/server-info',
      versions: [3],
      decode: () => ({}),
      encode: () => ({
        store_type: 'SqlStore',
        workspaces_enabled: false,
        trace_archival_enabled: false,
        multipart_uploads_enabled: false,
        multipart_downloads_enabled: false,
        presigned_upload_run_id_supported: false,
        presigned_upload_model_id_supported: false,
        features_enabled: { gateway: false },
      }),
    },
  ],
  'changes.watch': null,
} satisfies Partial<RestTable>;
