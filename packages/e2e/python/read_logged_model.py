"""Prints what the unmodified client finds of the one model and the data of a run (its id is the argument)."""

import json
import os
import sys

import mlflow
from mlflow.models import Model

run = mlflow.get_run(sys.argv[1])
(output,) = run.outputs.model_outputs
logged = mlflow.get_logged_model(output.model_id)
places = {}
for address in (f"models:/{logged.model_id}", f"runs:/{run.info.run_id}/{logged.name}"):
    folder = mlflow.artifacts.download_artifacts(address)
    model = Model.load(folder)
    places[address.split(":")[0]] = {
        # The client adds a note of its own to what it downloads.
        "files": sorted(set(os.listdir(folder)) - {"registered_model_meta"}),
        "model_id": model.model_id == logged.model_id,
        "run_id": model.run_id == run.info.run_id,
        "place": model.artifact_path == logged.artifact_location,
    }
(found,) = mlflow.search_logged_models(
    [run.info.experiment_id], filter_string=f"source_run_id = '{run.info.run_id}'", output_format="list"
)
(given,) = run.inputs.dataset_inputs
print(
    json.dumps(
        {
            "name": logged.name,
            "status": str(logged.status),
            "found": found.model_id == logged.model_id,
            "places": places,
            "dataset": [given.dataset.name, mlflow.data.get_source(given.dataset).uri],
            "context": {tag.key: tag.value for tag in given.tags},
        }
    )
)
