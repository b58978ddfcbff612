export { autologCases } from './autolog-cases.ts';
export type { AutologSubject } from './autolog-cases.ts';
export { observingHost } from './autolog-host.ts';
export type { AutologHost, HostRun, InstallAutolog, ObservedRun, ObservingHost } from './autolog-host.ts';
export type { ConformanceCase } from './conformance-case.ts';
export { flavorCases } from './flavor-cases.ts';
export type { FlavorSubject } from './flavor-cases.ts';
export { memoryArtifacts } from './memory-artifacts.ts';
export type { MemoryArtifacts } from './memory-artifacts.ts';
