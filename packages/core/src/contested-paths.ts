interface Writers {
  count: number;
  contested: boolean;
}

export interface ContestedPaths {
  /** Runs `work`, which may ask whether another write of the same path overlapped it so far. */
  during<T>(path: string, work: (isContested: () => boolean) => Promise<T>): Promise<T>;
}

/** Notices writes of one path that overlap: the last to finish wins on the disk, and which that was nobody knows. */
export const createContestedPaths = (): ContestedPaths => {
  const active = new Map<string, Writers>();
  return {
    during: async (path, work) => {
      const writers = active.get(path) ?? { count: 0, contested: false };
      active.set(path, writers);
      writers.count++;
      if (writers.count > 1) writers.contested = true;
      try {
        return await work(() => writers.contested);
      } finally {
        writers.count--;
        if (writers.count === 0) active.delete(path);
      }
    },
  };
};
