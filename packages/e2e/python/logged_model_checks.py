"""Logged models, datasets and model metrics through the unmodified client. Only MLFLOW_TRACKING_URI is set."""

import json
import os
import tempfile
import uuid

import mlflow
import numpy as np
import pandas as pd
from checks import check, equal, raises, run_checks
from mlflow import MlflowClient
from mlflow.entities import LoggedModelStatus
from sklearn.linear_model import LinearRegression, LogisticRegression

SUFFIX = uuid.uuid4().hex[:8]
EXPERIMENT = mlflow.set_experiment(f"logged-models-{SUFFIX}").experiment_id
client = MlflowClient()

FRAME = pd.DataFrame({"x": [1.0, 2.0, 3.0, 4.0], "y": [2.0, 4.0, 6.0, 8.0]})


def fitted():
    return LinearRegression().fit(FRAME[["x"]], FRAME["y"])


@check
def a_run_tells_which_data_it_read():
    frame = mlflow.data.from_pandas(FRAME, source="https://example.com/data.csv", name="frame", targets="y")
    array = mlflow.data.from_numpy(np.ones((3, 2)), name="array")
    with mlflow.start_run() as active:
        mlflow.log_input(frame, context="train", tags={"split": "a"})
        mlflow.log_inputs([array, frame], contexts=["eval", "again"], tags_list=[None, None])
    inputs = mlflow.get_run(active.info.run_id).inputs.dataset_inputs
    equal([i.dataset.name for i in inputs], ["frame", "array"], "names")
    equal({t.key: t.value for t in inputs[0].tags}, {"mlflow.data.context": "train", "split": "a"}, "tags")
    equal({t.key: t.value for t in inputs[1].tags}, {"mlflow.data.context": "eval"}, "tags")
    equal(inputs[0].dataset.digest, frame.digest, "digest")
    equal(json.loads(inputs[0].dataset.profile)["num_rows"], 4, "profile")
    source = mlflow.data.get_source(inputs[0].dataset)
    equal(source.url, "https://example.com/data.csv", "source")


@check
def runs_are_found_by_their_data():
    def run_on(name, context):
        with mlflow.start_run() as active:
            dataset = mlflow.data.from_pandas(FRAME, name=name)
            mlflow.log_input(dataset, context=context)
        return active.info.run_id, dataset.digest

    first, digest = run_on(f"one-{SUFFIX}", f"train-{SUFFIX}")
    second, _ = run_on(f"two-{SUFFIX}", f"train-{SUFFIX}")

    def find(text):
        found = mlflow.search_runs([EXPERIMENT], text, output_format="list")
        return {run.info.run_id for run in found}

    equal(find(f"dataset.name = 'one-{SUFFIX}'"), {first}, "by name")
    equal(find(f"datasets.name IN ('one-{SUFFIX}', 'two-{SUFFIX}')"), {first, second}, "by names")
    equal(find(f"dataset.name = 'one-{SUFFIX}' AND dataset.digest = '{digest}'"), {first}, "by digest")
    equal(find(f"dataset.context = 'train-{SUFFIX}'"), {first, second}, "by context")
    equal(find(f"dataset.context LIKE 'train-%' AND dataset.name ILIKE 'TWO-{SUFFIX}'"), {second}, "by pattern")
    equal(find("dataset.name = 'none'"), set(), "by another name")


@check
def a_model_is_logged_and_loaded_by_both_addresses():
    with mlflow.start_run() as active:
        info = mlflow.sklearn.log_model(
            fitted(), name="line", input_example=FRAME[["x"]][:2], params={"alpha": "1"}, tags={"team": "a"}
        )
    model = mlflow.get_logged_model(info.model_id)
    equal(model.status, LoggedModelStatus.READY, "status")
    equal([model.name, model.source_run_id, model.experiment_id], ["line", active.info.run_id, EXPERIMENT], "model")
    equal(model.params, {"alpha": "1"}, "params")
    equal(model.tags["team"], "a", "tag")
    assert model.artifact_location.endswith(f"/{EXPERIMENT}/models/{model.model_id}/artifacts"), model
    for address in (f"models:/{model.model_id}", f"runs:/{active.info.run_id}/line", info.model_uri):
        loaded = mlflow.sklearn.load_model(address)
        assert np.allclose(loaded.predict(pd.DataFrame({"x": [5.0]})), [10.0]), address
    predictor = mlflow.pyfunc.load_model(f"models:/{model.model_id}")
    assert np.allclose(predictor.predict(pd.DataFrame({"x": [6.0]})), [12.0])
    outputs = client.get_run(active.info.run_id).outputs.model_outputs
    equal([(o.model_id, o.step) for o in outputs], [(model.model_id, 0)], "outputs")


@check
def files_of_a_model_are_listed_and_downloaded():
    info = mlflow.sklearn.log_model(fitted(), name="files")
    listed = {entry.path for entry in client.list_logged_model_artifacts(info.model_id)}
    assert {"MLmodel", "conda.yaml", "requirements.txt"} <= listed, listed
    with tempfile.TemporaryDirectory() as folder:
        local = mlflow.artifacts.download_artifacts(f"models:/{info.model_id}", dst_path=folder)
        assert os.path.exists(os.path.join(local, "MLmodel")), os.listdir(folder)
        client.log_model_artifact(info.model_id, os.path.join(local, "MLmodel"))


@check
def a_model_lives_through_the_client():
    model = client.create_logged_model(
        EXPERIMENT, name="made", model_type="line", tags={"a": "1"}, params={f"p{i:03}": str(i) for i in range(150)}
    )
    equal(model.status, LoggedModelStatus.PENDING, "status")
    found = client.get_logged_model(model.model_id)
    equal(len(found.params), 150, "params")
    equal(found.model_type, "line", "type")
    client.set_logged_model_tags(model.model_id, {"a": "2", "b": "3"})
    client.delete_logged_model_tag(model.model_id, "b")
    equal(client.get_logged_model(model.model_id).tags, {"a": "2"}, "tags")
    raises("RESOURCE_DOES_NOT_EXIST", "no tag", lambda: client.delete_logged_model_tag(model.model_id, "b"))
    client.log_model_params(model.model_id, {"late": "x"})
    equal(client.get_logged_model(model.model_id).params["late"], "x", "late param")
    for status in (LoggedModelStatus.FAILED, LoggedModelStatus.READY):
        equal(client.finalize_logged_model(model.model_id, status).status, status, "status")
    client.delete_logged_model(model.model_id)
    raises("RESOURCE_DOES_NOT_EXIST", "not found", lambda: client.get_logged_model(model.model_id))
    names = [m.name for m in client.search_logged_models([EXPERIMENT])]
    assert "made" not in names, names


@check
def a_bad_name_is_refused():
    for name in ("a/b", "a:b", "a.b", "a%b", "a'b", 'a"b'):
        raises(
            "INVALID_PARAMETER_VALUE",
            "invalid model name",
            lambda name=name: client.create_logged_model(EXPERIMENT, name=name),
        )


@check
def metrics_belong_to_models_and_datasets():
    experiment = mlflow.create_experiment(f"model-metrics-{SUFFIX}")
    train = mlflow.data.from_pandas(FRAME, name="train")
    test = mlflow.data.from_pandas(FRAME[:2], name="test")
    models = []
    with mlflow.start_run(experiment_id=experiment) as active:
        for index, (on_train, on_test) in enumerate([(0.1, 0.9), (0.5, 0.5), (0.9, 0.1)]):
            model = client.create_logged_model(experiment, name=f"m{index}", source_run_id=active.info.run_id)
            mlflow.log_metric("accuracy", on_train, step=index, model_id=model.model_id, dataset=train)
            mlflow.log_metrics({"accuracy": on_test}, step=10 + index, model_id=model.model_id, dataset=test)
            models.append(model.model_id)
    found = client.get_logged_model(models[0]).metrics
    equal(
        sorted((m.key, m.value, m.step, m.dataset_name, m.dataset_digest, m.run_id) for m in found),
        [
            ("accuracy", 0.1, 0, "train", train.digest, active.info.run_id),
            ("accuracy", 0.9, 10, "test", test.digest, active.info.run_id),
        ],
        "metrics",
    )
    equal(client.get_run(active.info.run_id).data.metrics, {"accuracy": 0.1}, "latest of the run")

    def search(filter_string=None, datasets=None, order_by=None, **options):
        page = client.search_logged_models(
            [experiment], filter_string=filter_string, datasets=datasets, order_by=order_by, **options
        )
        return [m.name for m in page]

    equal(set(search("metrics.accuracy >= 0.9")), {"m0", "m2"}, "any dataset")
    equal(search("metrics.accuracy >= 0.9", [{"dataset_name": "train", "dataset_digest": train.digest}]), ["m2"], "on train")
    equal(search(None, [{"dataset_name": "none", "dataset_digest": "x"}]), [], "on no data")
    by_test = {"field_name": "metrics.accuracy", "ascending": True, "dataset_name": "test", "dataset_digest": test.digest}
    equal(search(order_by=[by_test]), ["m2", "m1", "m0"], "by test")
    equal(search(order_by=[{**by_test, "ascending": False}], max_results=1), ["m0"], "best by test")
    equal(search("name = 'm1' AND creation_timestamp > 1"), ["m1"], "by name")
    equal(search(f"source_run_id = '{active.info.run_id}'", order_by=[{"field_name": "name"}]), ["m0", "m1", "m2"], "by run")
    raises("INVALID_PARAMETER_VALUE", "", lambda: search("nothing = 'x'"))


@check
def models_are_searched_in_pages():
    experiment = mlflow.create_experiment(f"model-pages-{SUFFIX}")
    made = {client.create_logged_model(experiment, name=f"n{i}").model_id for i in range(5)}
    seen, token = [], None
    while True:
        page = client.search_logged_models([experiment], max_results=2, page_token=token)
        seen += [m.model_id for m in page]
        token = page.token
        if not token:
            break
    equal((len(seen), set(seen)), (5, made), "pages")
    token = client.search_logged_models([experiment], max_results=2).token
    raises(
        "INVALID_PARAMETER_VALUE",
        "page token",
        lambda: client.search_logged_models([experiment], max_results=2, page_token=token, filter_string="name = 'n1'"),
    )


@check
def models_are_inputs_of_runs():
    info = mlflow.sklearn.log_model(fitted(), name="used")
    with mlflow.start_run() as active:
        mlflow.log_input(mlflow.data.from_pandas(FRAME, name="d"), model=mlflow.entities.LoggedModelInput(info.model_id))
        mlflow.log_outputs([mlflow.entities.LoggedModelOutput(info.model_id, step=3)])
    run = client.get_run(active.info.run_id)
    equal([m.model_id for m in run.inputs.model_inputs], [info.model_id], "inputs")
    equal([(m.model_id, m.step) for m in run.outputs.model_outputs], [(info.model_id, 3)], "outputs")


@check
def sklearn_logs_by_itself():
    mlflow.sklearn.autolog(silent=True)
    try:
        with mlflow.start_run() as active:
            LogisticRegression(max_iter=50).fit(np.array([[0.0], [1.0], [2.0], [3.0]]), np.array([0, 0, 1, 1]))
    finally:
        mlflow.sklearn.autolog(disable=True)
    run = mlflow.get_run(active.info.run_id)
    equal(run.data.params["max_iter"], "50", "param")
    assert "training_accuracy_score" in run.data.metrics, run.data.metrics
    equal([t.value for i in run.inputs.dataset_inputs for t in i.tags], ["train"], "context")
    (output,) = run.outputs.model_outputs
    model = mlflow.get_logged_model(output.model_id)
    equal(model.status, LoggedModelStatus.READY, "status")
    assert any(m.key == "training_accuracy_score" and m.dataset_name for m in model.metrics), model.metrics
    equal(list(mlflow.sklearn.load_model(f"models:/{model.model_id}").predict(np.array([[0.0], [3.0]]))), [0, 1], "prediction")


if __name__ == "__main__":
    run_checks()
