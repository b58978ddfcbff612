import { assertInside, entryText } from '@millrace/plugin-kit';
import type { JsonObject } from '@millrace/spec';
import { MillraceError } from '@millrace/spec';

/** Under `flavors: tfjs:` in the MLmodel file. */
export interface TfjsEntry extends JsonObject {
  /** Folder with model.json and the weights, below the model's folder. */
  data: string;
  /** What `model.json` holds. */
  format: 'layers-model';
  /** tfjs' class: `Sequential`, `Functional`. */
  model_class: string;
  /** The version of tfjs that wrote it. */
  tfjs_version: string;
}

/** Further keys are kept: a later version may write more. */
export const parseTfjsEntry = (entry: JsonObject): TfjsEntry => {
  const format = entryText(entry, 'format');
  if (format !== 'layers-model') {
    throw new MillraceError(
      'INVALID_PARAMETER_VALUE',
      `The model is of the format ${JSON.stringify(format)}; this version of @millrace/tfjs reads layers-model.`,
      { reason: 'tfjs/format' },
    );
  }
  return {
    ...entry,
    data: assertInside(entryText(entry, 'data')),
    format,
    model_class: entryText(entry, 'model_class'),
    tfjs_version: entryText(entry, 'tfjs_version'),
  };
};
