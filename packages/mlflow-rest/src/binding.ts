import type { CallContext, Input, OperationId, Output, Services } from '@millrace/protocol';
import type { HttpAnswer, HttpRequest } from './http/exchange.ts';
import type { MessageReader } from './proto-json/message-reader.ts';

export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

interface Mount {
  readonly methods: readonly Method[];
  /**
   * Where the path below is mounted. `api`: `/api/N.0` and `/ajax-api/N.0`. `ajax`: the second alone. `root`: as it is.
   * A static prefix goes before all but `/api`.
   */
  readonly at: 'api' | 'ajax' | 'root';
  /**
   * A trailing `/*` takes the rest of the path as `parameter`; each `{}` takes one part, and `parameter` is these parts
   * joined by slashes. Still encoded.
   */
  readonly path: string;
  /** Major versions of the API; 2 when absent. */
  readonly versions?: readonly (2 | 3)[];
}

/** An operation as a JSON message in, a JSON message out. */
export interface JsonBinding<Id extends OperationId> extends Mount {
  readonly kind: 'json';
  /** Fields that a query may repeat. */
  readonly lists?: readonly string[];
  /** Throws INVALID_PARAMETER_VALUE; what it returns fits the operation's schema. */
  decode(message: MessageReader, parameter: string): Input<Id>;
  /** The answer's message; or its bytes, where they are kept, or are too many to be encoded at once. */
  encode(output: Output<Id>, input: Input<Id>): object;
}

export interface ByteCall {
  readonly request: HttpRequest;
  readonly query: string;
  readonly parameter: string;
  readonly services: Services;
  readonly context: CallContext;
}

/** An operation whose bytes travel beside its message. */
export interface ByteBinding extends Mount {
  readonly kind: 'bytes';
  answer(call: ByteCall): Promise<HttpAnswer>;
}

export type RestBinding<Id extends OperationId> = JsonBinding<Id> | ByteBinding;

/** Total: an operation that MLflow's API does not have says so with `null`. */
export type RestTable = { readonly [Id in OperationId]: readonly RestBinding<Id>[] | null };

type Verb = 'get' | 'post' | 'getOrPost' | 'patch' | 'delete';

const METHODS: Readonly<Record<Verb, readonly Method[]>> = {
  get: ['GET'],
  post: ['POST'],
  getOrPost: ['GET', 'POST'],
  patch: ['PATCH'],
  delete: ['DELETE'],
};

/** The usual binding: JSON, version 2, under both API prefixes. */
export const json = <Id extends OperationId>(
  verb: Verb,
  path: string,
  codec: Pick<JsonBinding<Id>, 'decode' | 'encode' | 'lists'>,
): JsonBinding<Id> => ({ kind: 'json', methods: METHODS[verb], at: 'api', path, ...codec });

/** What an operation without an answer answers. */
export const empty = (): object => ({});
