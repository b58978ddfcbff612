export { flavorsOf } from './flavors-of.ts';
export { loadModel } from './load-model.ts';
export type { LoadedModel, LoadModelOptions } from './load-model.ts';
export { ML_MODEL_FILE } from './ml-model.ts';
export type { InputExampleInfo, MlModel } from './ml-model.ts';
export { pluginsOf } from './plugins-of.ts';
export { saveModel } from './save-model.ts';
export type { SavedModel, SaveModelOptions } from './save-model.ts';
export { scopeArtifacts } from './scope-artifacts.ts';
