import type { LoggedModelInfo, ModelVersionKey, ReadUnit, WriteUnit } from '@millrace/spec';

/** `undefined` for a deleted one too. */
export const findLoggedModel = async (
  { loggedModels }: ReadUnit,
  modelId: string,
): Promise<LoggedModelInfo | undefined> => {
  const model = await loggedModels.findLoggedModel(modelId);
  return model?.lifecycleStage === 'active' ? model : undefined;
};

const VERSIONS_TAG = 'mlflow.modelVersions';

/** Python's spacing: MLflow's clients compare the text. */
const toListItem = ({ name, version }: ModelVersionKey): string =>
  `{"name": ${JSON.stringify(name)}, "version": ${version}}`;

/** Notes on a logged model which version it became. */
export const tellLoggedModel = async (
  { loggedModels }: WriteUnit,
  modelId: string,
  key: ModelVersionKey,
): Promise<void> => {
  const [model] = await loggedModels.readLoggedModels([modelId]);
  if (model === undefined) return;
  const before = model.tags.find((tag) => tag.key === VERSIONS_TAG)?.value ?? '[]';
  const known = before.slice(1, -1);
  const value = `[${known === '' ? '' : `${known}, `}${toListItem(key)}]`;
  await loggedModels.putLoggedModelTags(modelId, [{ key: VERSIONS_TAG, value }]);
};
