export { BYTE_ROUTE, fromBytePath, toBytePath } from './byte-route.ts';
export { operation } from './operation.ts';
export type { Operation, OperationKind } from './operation.ts';
export { operations } from './operations/index.ts';
export type { OperationId, OperationIdOf, OperationTable } from './operations/index.ts';
export { describeIssues, parseInput } from './parse-input.ts';
export type { Answer, CallContext, Input, Output, RawInput, Services } from './services.ts';
