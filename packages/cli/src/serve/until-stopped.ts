const EXIT_BY_SIGNAL = { SIGINT: 130, SIGTERM: 143 } as const;

type StopSignal = keyof typeof EXIT_BY_SIGNAL;

/** Resolves at the first SIGINT or SIGTERM. A second one, while `stop` still works, ends the process at once. */
export const untilStopped = async (stop: () => Promise<void>): Promise<void> => {
  await new Promise<void>((resolve) => {
    let stopping = false;
    const onSignal = (signal: StopSignal): void => {
      if (stopping) process.exit(EXIT_BY_SIGNAL[signal]);
      stopping = true;
      resolve();
    };
    process.on('SIGINT', onSignal);
    process.on('SIGTERM', onSignal);
  });
  await stop();
};
