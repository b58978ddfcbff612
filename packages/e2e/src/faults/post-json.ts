export interface PlainAnswer {
  readonly status: number;
  readonly retryAfter: string | null;
  readonly text: string;
}

/** One request of MLflow's API, its answer whatever it is. A connection that breaks is fetch's TypeError. */
export const postJson = async (
  address: string,
  body: unknown,
  headers: Readonly<Record<string, string>> = {},
): Promise<PlainAnswer> => {
  const answer = await fetch(address, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  });
  return { status: answer.status, retryAfter: answer.headers.get('retry-after'), text: await answer.text() };
};
