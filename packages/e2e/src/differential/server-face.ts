import type { Step } from './step.ts';

export interface Told {
  readonly status: number;
  /** Parsed JSON with ids as the sequence names them; text where it is none. */
  readonly body: unknown;
}

/** One of the two servers, with the ids it gave to what a sequence has made. */
export interface ServerFace {
  ask(step: Step): Promise<Told>;
}

interface Made {
  readonly experiment_id?: string;
  readonly run?: { readonly info: { readonly run_id: string; readonly run_name: string } };
}

export const faceOf = (url: string): ServerFace => {
  const ids = new Map<string, string>();

  const fill = (text: string): string =>
    text.replaceAll(/\$[ER]\d+/g, (name) => ids.get(name) ?? `none-${name.slice(1)}`);
  const hide = (text: string): string => {
    let hidden = text;
    for (const [name, id] of ids) {
      // An experiment's number is everywhere: only where it stands for one.
      hidden = name.startsWith('$E')
        ? hidden
            .replaceAll(`"experiment_id":"${id}"`, `"experiment_id":"${name}"`)
            .replaceAll(`mlflow-artifacts:/${id}/`, `mlflow-artifacts:/${name}/`)
            .replaceAll(`mlflow-artifacts:/${id}"`, `mlflow-artifacts:/${name}"`)
        : hidden.replaceAll(id, name);
    }
    return hidden;
  };
  const learn = (name: string, made: Made): void => {
    const id = made.experiment_id ?? made.run?.info.run_id;
    if (id === undefined) return;
    ids.set(name, id);
  };

  return {
    ask: async ({ method, path, fields, makes }) => {
      const filled = JSON.parse(fill(JSON.stringify(fields))) as Record<string, unknown>;
      const place = `${url}/api/2.0/mlflow/${path}`;
      const query = new URLSearchParams(Object.entries(filled).map(([name, value]) => [name, String(value)]));
      const answer = await (method === 'GET'
        ? fetch(`${place}?${query}`)
        : fetch(place, {
            method,
            headers: { 'content-type': 'application/json' },
            body: JSON.stringify(filled),
          }));
      const text = await answer.text();
      const body = parse(text);
      if (makes !== undefined && answer.status === 200) learn(makes, body as Made);
      return {
        status: answer.status,
        body: typeof body === 'string' ? body : JSON.parse(hide(JSON.stringify(body))),
      };
    },
  };
};

const parse = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return text;
    throw error;
  }
};
