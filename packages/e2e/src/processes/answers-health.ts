/** Probe for `LongProcess.until`: the URL once GET /health answers 200. */
export const answersHealth = async (url: string): Promise<string | undefined> => {
  try {
    const answer = await fetch(`${url}/health`, { signal: AbortSignal.timeout(2_000) });
    await answer.arrayBuffer();
    return answer.status === 200 ? url : undefined;
  } catch {
    // Nobody listens yet.
    return undefined;
  }
};
