export { openArtifactFolder } from './open-artifact-folder.ts';
