import { cp } from 'node:fs/promises';

/** After the build of a package that serves the UI: its files come along. Run where the package is. */
export const shipUi = (): Promise<void> => cp('../ui/dist', 'dist/ui', { recursive: true });
