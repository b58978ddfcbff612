import { init } from '@millrace/client';
import type { PluginV1 } from '@millrace/spec';
import { tfjs } from '@millrace/tfjs';

export const plugins: readonly PluginV1[] = [tfjs()];
export const start = () => init({ plugins: [...plugins] });
