/** What a first script needs to know. */
export interface SnippetTarget {
  readonly trackingUri: string;
  readonly experimentName: string;
  readonly experimentId: string;
}

export type Language = 'typescript' | 'python' | 'curl';

const typescript = ({ trackingUri, experimentName }: SnippetTarget): string => `// npm i @millrace/client
import { init } from '@millrace/client'

const millrace = init({
  trackingUri: '${trackingUri}',
  experiment: ${JSON.stringify(experimentName).replaceAll('"', "'")},
})
await using run = await millrace.startRun()
run.logParams({ lr: 3e-4, epochs: 12 })
for (let step = 0; step < 100; step++) {
  run.logMetric('loss', 1 / (step + 1), { step })
}`;

const python = ({ trackingUri, experimentName }: SnippetTarget): string => `# pip install mlflow
import mlflow

mlflow.set_tracking_uri("${trackingUri}")
mlflow.set_experiment(${JSON.stringify(experimentName)})
with mlflow.start_run():
    mlflow.log_params({"lr": 3e-4, "epochs": 12})
    for step in range(100):
        mlflow.log_metric("loss", 1 / (step + 1), step=step)`;

const curl = ({ trackingUri, experimentId }: SnippetTarget): string => `API=${trackingUri}/api/2.0/mlflow
NOW=$(date +%s000)
RUN=$(curl -s $API/runs/create -H 'Content-Type: application/json' \\
  -d "{\\"experiment_id\\":\\"${experimentId}\\",\\"start_time\\":$NOW}" \\
  | sed 's/.*"run_id": *"\\([0-9a-f]*\\)".*/\\1/')
curl -s $API/runs/log-metric -H 'Content-Type: application/json' \\
  -d "{\\"run_id\\":\\"$RUN\\",\\"key\\":\\"loss\\",\\"value\\":0.5,\\"step\\":1,\\"timestamp\\":$NOW}"`;

export const snippets: Readonly<Record<Language, (target: SnippetTarget) => string>> = {
  typescript,
  python,
  curl,
};
