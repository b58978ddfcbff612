import type { Run } from '@millrace/spec';
import { tagOf } from './columns.ts';

/** A run where it stands in the table. */
export interface TreeRow {
  readonly run: Run;
  readonly depth: number;
  readonly children: number;
}

const PARENT = 'mlflow.parentRunId';

/**
 * Puts nested runs under their parents, page by page: a page that arrives later never moves rows that are there. A run
 * whose parent stands on another page keeps its place. Each run comes once, even where pages overlap.
 */
export const treeRows = (
  pages: readonly (readonly Run[])[],
  collapsed: ReadonlySet<string>,
): { rows: TreeRow[]; hidden: number } => {
  const seen = new Set<string>();
  const rows: TreeRow[] = [];
  let hidden = 0;

  for (const page of pages) {
    const fresh = page.filter((run) => !seen.has(run.info.runId) && seen.add(run.info.runId));
    const here = new Set(fresh.map((run) => run.info.runId));
    const children = new Map<string, Run[]>();
    const roots: Run[] = [];
    for (const run of fresh) {
      const parent = tagOf(run, PARENT);
      if (parent === undefined || parent === run.info.runId || !here.has(parent)) roots.push(run);
      else children.set(parent, [...(children.get(parent) ?? []), run]);
    }
    const placed = new Set<string>();
    const place = (run: Run, depth: number, shown: boolean): void => {
      if (placed.has(run.info.runId)) return;
      placed.add(run.info.runId);
      const nested = children.get(run.info.runId) ?? [];
      if (shown) rows.push({ run, depth, children: nested.length });
      else hidden++;
      const open = shown && !collapsed.has(run.info.runId);
      for (const child of nested) place(child, depth + 1, open);
    };
    for (const root of roots) place(root, 0, true);
    // Runs that name each other as parents are reachable from no root.
    for (const run of fresh) place(run, 0, true);
  }
  return { rows, hidden };
};
