"""Logs one run with the fluent API, in the experiment named by the first argument, and prints its id."""

import json
import sys

import mlflow

mlflow.set_experiment(sys.argv[1])
with mlflow.start_run(run_name="from python", tags={"made": "in python"}) as run:
    mlflow.log_params({"lr": 0.01, "optimizer": "adam"})
    for step in range(50):
        mlflow.log_metric("loss", 1 / (step + 1), step=step)
    mlflow.log_metric("nan", float("nan"))
    mlflow.log_text("hello from python", "notes/hello.txt")
print(json.dumps(run.info.run_id))
