import { readdirSync, readFileSync } from 'node:fs';

export interface TreeUsage {
  readonly processes: number;
  /** Resident bytes, summed over the processes: pages they share count once for each. */
  readonly residentBytes: number;
  /** Resident bytes where shared pages are split among those who share them. */
  readonly proportionalBytes: number;
  /** Milliseconds of processor time used so far. */
  readonly cpuMs: number;
}

const MS_PER_TICK = 10;

const readProc = (pid: number, file: string): string => {
  try {
    return readFileSync(`/proc/${pid}/${file}`, 'utf8');
  } catch {
    // It ended meanwhile.
    return '';
  }
};

/** Fields of /proc/<pid>/stat after the command name, which may hold spaces. */
const statFields = (pid: number): string[] => {
  const text = readProc(pid, 'stat');
  return text.slice(text.lastIndexOf(')') + 2).split(' ');
};

const kilobytes = (text: string, field: string): number =>
  Number(new RegExp(`^${field}:\\s+(\\d+)`, 'm').exec(text)?.[1] ?? 0) * 1024;

/** A process and all that descend from it. */
const treeOf = (root: number): number[] => {
  const children = new Map<number, number[]>();
  for (const name of readdirSync('/proc')) {
    const pid = Number(name);
    if (!Number.isInteger(pid)) continue;
    const parent = Number(statFields(pid)[1]);
    children.set(parent, [...(children.get(parent) ?? []), pid]);
  }
  const tree = [root];
  for (const pid of tree) tree.push(...(children.get(pid) ?? []));
  return tree;
};

export const measureTree = (root: number): TreeUsage => {
  const pids = treeOf(root);
  const sum = (part: (pid: number) => number): number => pids.reduce((total, pid) => total + part(pid), 0);
  return {
    processes: pids.length,
    residentBytes: sum((pid) => kilobytes(readProc(pid, 'status'), 'VmRSS')),
    proportionalBytes: sum((pid) => kilobytes(readProc(pid, 'smaps_rollup'), 'Pss')),
    cpuMs: sum((pid) => {
      const fields = statFields(pid);
      return (Number(fields[11] ?? 0) + Number(fields[12] ?? 0)) * MS_PER_TICK;
    }),
  };
};
