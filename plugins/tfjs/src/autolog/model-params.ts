import type { LayersModel } from '@tensorflow/tfjs';

type Params = Record<string, string | number | boolean>;

/** `learningRate` -> `learning_rate`, `beta1` -> `beta_1`, as Keras and MLflow spell them. */
const toSnakeCase = (name: string): string =>
  name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`).replace(/([a-z])(\d)/g, '$1_$2');

/** tfjs wraps its functions in ones called `name_` or `name__op`. */
const functionName = (value: { readonly name: string }): string =>
  value.name.replace(/(__op|_)$/, '') || 'function';

/** Losses and metrics come as a name, a function, a list or a map of them. */
const describe = (value: unknown): string => {
  if (typeof value === 'string') return value;
  if (typeof value === 'function') return functionName(value);
  if (Array.isArray(value)) return value.map(describe).join(', ');
  return Object.entries(Object(value))
    .map(([output, part]) => `${output}: ${describe(part)}`)
    .join(', ');
};

const optimizerParams = ({ optimizer }: LayersModel): Params => {
  // The getter's type leaves out a model that was never compiled.
  const compiled: LayersModel['optimizer'] | undefined = optimizer;
  if (!compiled) return {};
  const settings = Object.entries(compiled.getConfig()).filter(
    (entry): entry is [string, string | number | boolean] =>
      ['string', 'number', 'boolean'].includes(typeof entry[1]),
  );
  const params: Params = { optimizer_name: compiled.getClassName() };
  for (const [name, value] of settings) params[`optimizer_${toSnakeCase(name)}`] = value;
  const rate = params['optimizer_learning_rate'];
  return rate === undefined ? params : { ...params, learning_rate: rate };
};

const described = (key: string, value: unknown): Params => {
  const text = describe(value ?? '');
  return text === '' ? {} : { [key]: text };
};

/** How the model is built and was compiled. */
export const modelParams = (model: LayersModel): Params => {
  const total = model.countParams();
  const trainable = model.trainableWeights.reduce(
    (sum, { shape }) => sum + shape.reduce<number>((size, length) => size * (length ?? 0), 1),
    0,
  );
  return {
    ...optimizerParams(model),
    ...described('loss', model.loss),
    ...described('metrics', model.metrics),
    model_class: model.getClassName(),
    layer_count: model.layers.length,
    total_params: total,
    trainable_params: trainable,
    non_trainable_params: total - trainable,
  };
};
