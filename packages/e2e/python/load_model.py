"""Downloads a model's folder (run id and path are the arguments) and prints what mlflow reads in its MLmodel file."""

import json
import os
import sys

import mlflow
from mlflow.models import Model

folder = mlflow.artifacts.download_artifacts(run_id=sys.argv[1], artifact_path=sys.argv[2])
model = Model.load(folder)
print(
    json.dumps(
        {
            "files": sorted(os.listdir(folder)),
            "flavors": sorted(model.flavors),
            "run_id": model.run_id,
            "inputs": model.signature and json.loads(model.signature.inputs.to_json()),
            "outputs": model.signature and json.loads(model.signature.outputs.to_json()),
            "has_example": model.saved_input_example_info is not None,
        }
    )
)
