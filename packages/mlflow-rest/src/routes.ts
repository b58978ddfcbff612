import type { CallContext, OperationId, Output, Services } from '@millrace/protocol';
import type { JsonBinding, RestBinding } from './binding.ts';
import { restTable } from './bindings/index.ts';
import type { HttpAnswer, HttpRequest } from './http/exchange.ts';
import { jsonAnswer } from './http/json-answer.ts';
import { readMessage } from './proto-json/read-message.ts';

export interface RouteCall {
  readonly request: HttpRequest;
  readonly query: string;
  /** What a trailing `/*` stands for, or each `{}`, joined by slashes; still encoded. */
  readonly parameter: string;
  readonly context: CallContext;
}

export interface Route {
  answer(call: RouteCall): Promise<HttpAnswer>;
}

/** The routes at one path, by method; `HEAD` is where `GET` is. */
export type MethodRoutes = ReadonlyMap<string, Route>;

export interface OpenRoutes {
  /** Catches what each `{}` stands for. */
  readonly pattern: RegExp;
  readonly routes: MethodRoutes;
}

export interface RouteTable {
  readonly exact: ReadonlyMap<string, MethodRoutes>;
  /** By what comes before the parameter, its slash included. */
  readonly below: ReadonlyMap<string, MethodRoutes>;
  /** By the path with its `{}`. */
  readonly open: ReadonlyMap<string, OpenRoutes>;
}

const jsonRoute = <Id extends OperationId>(id: Id, binding: JsonBinding<Id>, services: Services): Route => {
  const { lists = [] } = binding;
  const service = services[id];
  return {
    answer: async ({ request, query, parameter, context }) => {
      const input = binding.decode(await readMessage(request, query, lists), parameter);
      // Only a subscription answers otherwise, and none has a JSON binding.
      const output = (await service(input, context)) as Output<Id>;
      return jsonAnswer(binding.encode(output, input));
    },
  };
};

const toRoute = <Id extends OperationId>(id: Id, binding: RestBinding<Id>, services: Services): Route =>
  binding.kind === 'json'
    ? jsonRoute(id, binding, services)
    : { answer: (call) => binding.answer({ ...call, services }) };

const pathsOf = (
  binding: Pick<RestBinding<OperationId>, 'at' | 'path' | 'versions'>,
  prefix: string,
): string[] => {
  if (binding.at === 'root') return [...new Set([binding.path, prefix + binding.path])];
  return (binding.versions ?? [2]).flatMap((version) => {
    const ajax = `${prefix}/ajax-api/${version}.0${binding.path}`;
    return binding.at === 'ajax' ? [ajax] : [`/api/${version}.0${binding.path}`, ajax];
  });
};

const toPattern = (path: string): RegExp =>
  new RegExp(`^${path.replace(/[.*+?^$()|[\]\\]/g, '\\$&').replaceAll('{}', '([^/]+)')}$`);

/** Every route of the table, wherever it is mounted: what the server serves and what the tests walk through. */
export const createRoutes = (services: Services, prefix: string): RouteTable => {
  const exact = new Map<string, Map<string, Route>>();
  const below = new Map<string, Map<string, Route>>();
  const open = new Map<string, { pattern: RegExp; routes: Map<string, Route> }>();
  const routesAt = (path: string): Map<string, Route> => {
    if (path.includes('{}')) {
      const known = open.get(path) ?? { pattern: toPattern(path), routes: new Map<string, Route>() };
      open.set(path, known);
      return known.routes;
    }
    const isBelow = path.endsWith('/*');
    const paths = isBelow ? below : exact;
    const key = isBelow ? path.slice(0, -1) : path;
    const routes = paths.get(key) ?? new Map<string, Route>();
    paths.set(key, routes);
    return routes;
  };
  const add = <Id extends OperationId>(id: Id, bindings: readonly RestBinding<Id>[]): void => {
    for (const binding of bindings) {
      const route = toRoute(id, binding, services);
      for (const path of pathsOf(binding, prefix)) {
        const routes = routesAt(path);
        for (const method of binding.methods) {
          routes.set(method, route);
          if (method === 'GET') routes.set('HEAD', route);
        }
      }
    }
  };
  for (const id of Object.keys(restTable) as OperationId[]) add(id, restTable[id] ?? []);
  return { exact, below, open };
};
