import type { ConformanceCase } from './conformance-case.ts';
import { changeCases } from './tracking-store/change-cases.ts';
import { experimentCases } from './tracking-store/experiment-cases.ts';
import { lineageCases } from './tracking-store/lineage-cases.ts';
import { loggedModelCases } from './tracking-store/logged-model-cases.ts';
import { metricCases } from './tracking-store/metric-cases.ts';
import { orderCases } from './tracking-store/order-cases.ts';
import { recordCases } from './tracking-store/record-cases.ts';
import { registryAuditCases } from './tracking-store/registry-audit-cases.ts';
import { registryModelCases } from './tracking-store/registry-model-cases.ts';
import { registrySearchCases } from './tracking-store/registry-search-cases.ts';
import { registryVersionCases } from './tracking-store/registry-version-cases.ts';
import { runCases } from './tracking-store/run-cases.ts';
import { sampleCases } from './tracking-store/sample-cases.ts';
import { searchCases } from './tracking-store/search-cases.ts';
import type { MakeTrackingStore, StoreCheck } from './tracking-store/store-check.ts';
import { unitCases } from './tracking-store/unit-cases.ts';

const checks: readonly StoreCheck[] = [
  ...unitCases,
  ...experimentCases,
  ...runCases,
  ...metricCases,
  ...sampleCases,
  ...searchCases,
  ...orderCases,
  ...recordCases,
  ...changeCases,

  ...loggedModelCases,
  ...lineageCases,

  ...registryModelCases,
  ...registryVersionCases,
  ...registrySearchCases,
  ...registryAuditCases,
];

/** What every tracking store promises. `make` opens a new, empty store for each case; the case closes it. */
export const trackingStoreCases = (make: MakeTrackingStore): ConformanceCase[] =>
  checks.map(({ name, check }) => ({
    name,
    async run() {
      const store = await make();
      try {
        await check(store);
      } finally {
        await store.close();
      }
    },
  }));
