import type { WriteUnit } from '@millrace/spec';
import { createLineageStore } from './lineage/lineage-store.ts';
import { createLoggedModelStore } from './logged-models/logged-model-store.ts';
import { createMetadataStore } from './metadata/metadata-store.ts';
import { KeyTable } from './metrics/key-table.ts';
import { LatestTable } from './metrics/latest-table.ts';
import { createMetricStore } from './metrics/metric-store.ts';
import { createRegistryStore } from './registry/registry-store.ts';
import { createLazySearch } from './search/lazy-search.ts';
import type { Session } from './transactions/session.ts';

/** All stores over one connection. A unit of work is these, within a transaction. */
export const createUnit = (session: Session): { unit: WriteUnit; latest: LatestTable } => {
  const keys = new KeyTable(session);
  const latest = new LatestTable(session, keys);
  const { searchLoggedModels, searchModels, searchModelVersions, ...searches } = createLazySearch(
    session,
    () => latest.settle(),
  );
  return {
    latest,
    unit: {
      metadata: createMetadataStore(session, searches),
      metrics: createMetricStore(session, keys, latest),
      loggedModels: createLoggedModelStore(session, { searchLoggedModels }),
      lineage: createLineageStore(session),
      registry: createRegistryStore(session, { searchModels, searchModelVersions }),
    },
  };
};
