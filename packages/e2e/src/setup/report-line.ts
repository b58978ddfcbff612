/** Progress of a slow step, for whoever waits at a terminal. */
export const reportLine = (line: string): void => {
  process.stderr.write(`${line}\n`);
};
