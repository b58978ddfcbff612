import type { Caller } from '@millrace/spec';
import type { z } from 'zod';
import type { OperationId, OperationTable } from './operations/index.ts';

/** What a caller may leave out has its default. */
export type Input<Id extends OperationId> = z.output<OperationTable[Id]['input']>;

/** What a caller may send. */
export type RawInput<Id extends OperationId> = z.input<OperationTable[Id]['input']>;

export type Output<Id extends OperationId> = z.output<OperationTable[Id]['output']>;

export type Answer<Id extends OperationId> = OperationTable[Id]['kind'] extends 'subscription'
  ? AsyncIterable<Output<Id>>
  : Promise<Output<Id>>;

/** Beside the input: who asks, and for subscriptions when to stop. */
export interface CallContext {
  readonly caller: Caller;
  readonly signal?: AbortSignal | undefined;
}

/** The operations table as functions. Input is trusted: whoever takes it from outside has parsed it. */
export type Services = {
  readonly [Id in OperationId]: (input: Input<Id>, context: CallContext) => Answer<Id>;
};
