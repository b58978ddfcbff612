import type {
  ModelVersion,
  NewModelVersion,
  NewRegisteredModel,
  RegisteredModel,
  TrackingStore,
} from '@millrace/spec';

export const addModel = async (
  store: TrackingStore,
  name: string,
  seed: Partial<NewRegisteredModel> = {},
): Promise<void> => {
  await store.write(({ registry }) =>
    registry.insertModel({
      name,
      description: null,
      creationTime: 10,
      lastUpdateTime: 10,
      tags: [],
      ...seed,
    }),
  );
};

const toNewVersion = (name: string, seed: Partial<NewModelVersion> = {}): NewModelVersion => ({
  name,
  creationTime: 20,
  lastUpdateTime: 20,
  description: null,
  stage: 'None',
  source: 'runs:/r/model',
  storageLocation: 'runs:/r/model',
  runId: null,
  modelId: null,
  runLink: '',
  status: 'READY',
  statusMessage: '',
  tags: [],
  ...seed,
});

export const addVersion = (
  store: TrackingStore,
  name: string,
  seed: Partial<NewModelVersion> = {},
): Promise<ModelVersion> =>
  store.write(({ registry }) => registry.insertModelVersion(toNewVersion(name, seed)));

export const findModel = (store: TrackingStore, name: string): Promise<RegisteredModel | undefined> =>
  store.read(({ registry }) => registry.findModel(name));

export const findVersion = (
  store: TrackingStore,
  name: string,
  version: number,
): Promise<ModelVersion | undefined> =>
  store.read(({ registry }) => registry.findModelVersion({ name, version }));
