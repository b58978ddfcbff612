"""Prints all the Python client sees of the run named by the first argument."""

import json
import sys

import mlflow

run_id = sys.argv[1]
client = mlflow.MlflowClient()
run = client.get_run(run_id)


def number(value):
    return value if abs(value) < 1e300 else str(value)


def files(path=None):
    for entry in client.list_artifacts(run_id, path):
        if entry.is_dir:
            yield from files(entry.path)
        else:
            yield entry.path, mlflow.artifacts.load_text(f"runs:/{run_id}/{entry.path}")


found = mlflow.search_runs(
    [run.info.experiment_id], filter_string=f"attributes.run_id = '{run_id}'", output_format="list"
)
print(
    json.dumps(
        {
            "name": run.info.run_name,
            "status": run.info.status,
            "ended": run.info.end_time is not None,
            "experiment": client.get_experiment(run.info.experiment_id).name,
            "params": run.data.params,
            "metrics": {key: number(value) for key, value in run.data.metrics.items()},
            "tags": run.data.tags,
            "histories": {
                key: [[p.step, number(p.value)] for p in client.get_metric_history(run_id, key)]
                for key in run.data.metrics
            },
            "files": dict(files()),
            "found": [one.info.run_id for one in found],
        }
    )
)
