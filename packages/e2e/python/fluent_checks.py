"""The fluent API of the unmodified client: what a training script calls. Only MLFLOW_TRACKING_URI is set."""

import json
import math
import os
import tempfile
import time
import uuid

import mlflow
from checks import check, equal, raises, run_checks

SUFFIX = uuid.uuid4().hex[:8]
EXPERIMENT = f"fluent-{SUFFIX}"


@check
def set_experiment_creates_it_once():
    first = mlflow.set_experiment(EXPERIMENT)
    second = mlflow.set_experiment(EXPERIMENT)
    equal(second.experiment_id, first.experiment_id, "experiment id")
    equal(first.lifecycle_stage, "active", "stage")
    equal(mlflow.get_experiment_by_name(EXPERIMENT).name, EXPERIMENT, "name")


@check
def a_run_keeps_what_is_logged():
    with mlflow.start_run(run_name="whole", tags={"team": "house"}, description="says what it is") as active:
        mlflow.log_param("alpha", 0.5)
        mlflow.log_params({"depth": 3, "text": "ünïcode — ok", "empty": ""})
        mlflow.log_metric("loss", 0.25)
        for step in range(5):
            mlflow.log_metric("curve", 1 / (step + 1), step=step)
        mlflow.log_metrics({"a/b": 1.5, "with space": 2.0, "dot.ted": -3.0}, step=7)
        mlflow.set_tag("stage", "one")
        mlflow.set_tag("stage", "two")
        mlflow.set_tags({"x": "1", "y": 2})
    run = mlflow.get_run(active.info.run_id)
    equal(run.info.status, "FINISHED", "status")
    equal(run.info.run_name, "whole", "name")
    equal(run.data.params, {"alpha": "0.5", "depth": "3", "text": "ünïcode — ok", "empty": ""}, "params")
    equal(
        run.data.metrics,
        {"loss": 0.25, "curve": 0.2, "a/b": 1.5, "with space": 2.0, "dot.ted": -3.0},
        "metrics",
    )
    tags = run.data.tags
    equal(
        [tags["team"], tags["stage"], tags["x"], tags["y"], tags["mlflow.runName"], tags["mlflow.note.content"]],
        ["house", "two", "1", "2", "whole", "says what it is"],
        "tags",
    )
    assert tags["mlflow.user"] and tags["mlflow.source.type"] == "LOCAL", tags
    now = int(time.time() * 1000)
    assert now - 60_000 < run.info.start_time <= run.info.end_time <= now + 1_000, run.info


@check
def a_run_without_a_name_gets_one():
    with mlflow.start_run() as active:
        pass
    run = mlflow.get_run(active.info.run_id)
    assert run.info.run_name and run.info.run_name == run.data.tags["mlflow.runName"], run.info


@check
def an_exception_fails_the_run():
    class Broken(Exception):
        pass

    try:
        with mlflow.start_run() as active:
            raise Broken
    except Broken:
        pass
    equal(mlflow.get_run(active.info.run_id).info.status, "FAILED", "status")


@check
def a_run_is_resumed():
    with mlflow.start_run() as active:
        mlflow.log_metric("m", 1, step=1)
    with mlflow.start_run(run_id=active.info.run_id):
        equal(mlflow.get_run(active.info.run_id).info.status, "RUNNING", "status while resumed")
        mlflow.log_metric("m", 2, step=2)
    run = mlflow.get_run(active.info.run_id)
    equal((run.info.status, run.data.metrics["m"]), ("FINISHED", 2.0), "after")


@check
def nested_runs_know_their_parent():
    with mlflow.start_run(run_name="parent") as parent:
        children = []
        for index in range(3):
            with mlflow.start_run(run_name=f"child-{index}", nested=True) as child:
                mlflow.log_metric("score", index)
                children.append(child.info.run_id)
    found = mlflow.search_runs(
        experiment_names=[EXPERIMENT],
        filter_string=f"tags.mlflow.parentRunId = '{parent.info.run_id}'",
        order_by=["metrics.score DESC"],
        output_format="list",
    )
    equal([run.info.run_id for run in found], children[::-1], "children, best first")
    equal(mlflow.get_parent_run(children[0]).info.run_id, parent.info.run_id, "parent")


@check
def params_are_immutable():
    with mlflow.start_run() as active:
        mlflow.log_param("lr", 0.1)
        mlflow.log_param("lr", 0.1)
        raises("INVALID_PARAMETER_VALUE", "lr", lambda: mlflow.log_param("lr", 0.2))
        raises("INVALID_PARAMETER_VALUE", "0.3", lambda: mlflow.log_params({"lr": 0.3, "other": 1}))
    equal(mlflow.get_run(active.info.run_id).data.params["lr"], "0.1", "param")


@check
def artifacts_go_up_and_come_back():
    with mlflow.start_run() as active, tempfile.TemporaryDirectory() as folder:
        mlflow.log_text("plain — text", "notes/read me.txt")
        mlflow.log_dict({"b": [1, 2, {"c": None}]}, "data.json")
        mlflow.log_dict({"b": [1, 2]}, "data.yaml")
        blob = os.urandom(3_000_000)
        path = os.path.join(folder, "blob.bin")
        with open(path, "wb") as file:
            file.write(blob)
        open(os.path.join(folder, "empty.txt"), "w").close()
        mlflow.log_artifact(path)
        mlflow.log_artifacts(folder, artifact_path="deep/er")
        uri = mlflow.get_artifact_uri("data.json")
    run_id = active.info.run_id
    listing = lambda path=None: sorted(  # noqa: E731
        (entry.path, entry.is_dir, None if entry.is_dir else entry.file_size or 0)
        for entry in mlflow.artifacts.list_artifacts(run_id=run_id, artifact_path=path)
    )
    equal([name for name, _, _ in listing()], ["blob.bin", "data.json", "data.yaml", "deep", "notes"], "root")
    equal(listing()[0], ("blob.bin", False, 3_000_000), "a file")
    equal(listing()[3], ("deep", True, None), "a folder")
    equal(
        listing("deep/er"),
        [("deep/er/blob.bin", False, 3_000_000), ("deep/er/empty.txt", False, 0)],
        "below",
    )
    with tempfile.TemporaryDirectory() as target:
        local = mlflow.artifacts.download_artifacts(run_id=run_id, artifact_path="deep", dst_path=target)
        with open(os.path.join(local, "er", "blob.bin"), "rb") as file:
            assert file.read() == blob, "bytes differ"
    equal(mlflow.artifacts.load_text(f"runs:/{run_id}/notes/read me.txt"), "plain — text", "text")
    equal(mlflow.artifacts.load_dict(uri), {"b": [1, 2, {"c": None}]}, "dictionary")


@check
def tables_and_images_are_logged():
    import numpy

    with mlflow.start_run() as active:
        mlflow.log_table({"in": ["a", "b"], "out": [1, 2]}, "table.json")
        mlflow.log_table({"in": ["c"], "out": [3]}, "table.json")
        mlflow.log_image(numpy.zeros((4, 4, 3), dtype=numpy.uint8), key="sample", step=1)
    table = mlflow.load_table("table.json", run_ids=[active.info.run_id])
    equal(table["out"].tolist(), [1, 2, 3], "rows")
    images = mlflow.artifacts.list_artifacts(run_id=active.info.run_id, artifact_path="images")
    equal(len([entry for entry in images if entry.path.endswith(".png")]), 1, "images")
    tags = mlflow.get_run(active.info.run_id).data.tags
    equal(json.loads(tags["mlflow.loggedArtifacts"]), [{"path": "table.json", "type": "table"}], "table tag")


@check
def nan_and_infinities_are_kept_as_metrics():
    with mlflow.start_run() as active:
        mlflow.log_metric("nan", float("nan"))
        mlflow.log_metrics({"up": float("inf"), "down": float("-inf")})
    metrics = mlflow.get_run(active.info.run_id).data.metrics
    assert math.isnan(metrics["nan"]), metrics
    assert metrics["up"] >= 1.7e308 and metrics["down"] <= -1.7e308, metrics


@check
def asynchronous_logging_arrives():
    with mlflow.start_run() as active:
        for step in range(200):
            mlflow.log_metric("async", step, step=step, synchronous=False)
        mlflow.log_params({"p": 1}, synchronous=False)
        mlflow.flush_async_logging()
    history = mlflow.MlflowClient().get_metric_history(active.info.run_id, "async")
    equal(sorted(point.step for point in history), list(range(200)), "steps")


@check
def search_runs_filters_and_orders():
    experiment = mlflow.set_experiment(f"search-{SUFFIX}")
    try:
        for index in range(6):
            with mlflow.start_run(run_name=f"run-{index}", tags={"parity": "even" if index % 2 == 0 else "odd"}):
                mlflow.log_metric("score", index / 10)
                mlflow.log_metric("val/loss", 10 - index)
                mlflow.log_param("kind", "big" if index > 2 else "small")
                if index == 5:
                    mlflow.log_metric("rare", 1)

        def names(text, order=("metrics.score ASC",)):
            found = mlflow.search_runs(
                [experiment.experiment_id], filter_string=text, order_by=list(order), output_format="list"
            )
            return [int(run.info.run_name[-1]) for run in found]

        equal(names("metrics.score > 0.25"), [3, 4, 5], "greater")
        equal(names('metrics."val/loss" <= 6 and params.kind = \'big\''), [4, 5], "and")
        equal(names("tags.parity = 'odd'", ["metrics.score DESC"]), [5, 3, 1], "descending")
        equal(names("params.kind LIKE 'sm%'"), [0, 1, 2], "like")
        equal(names("params.kind ILIKE 'SM%'"), [0, 1, 2], "ilike")
        equal(names("params.kind != 'big'"), [0, 1, 2], "not equal")
        equal(names("params.absent != 'big'"), [], "a missing key matches nothing")
        equal(names("attributes.status = 'FINISHED' AND run_name LIKE 'run-%'"), [0, 1, 2, 3, 4, 5], "attributes")
        equal(names("run_name = 'run-3'"), [3], "name")
        equal(names("metrics.rare > 0"), [5], "rare")
        equal(names("", ["metrics.rare ASC", "metrics.score DESC"])[0], 5, "missing sorts last")
        equal(names("", ["metrics.rare DESC", "metrics.score DESC"])[0], 5, "missing sorts last both ways")
        equal(names("", ["attributes.start_time DESC"]), [5, 4, 3, 2, 1, 0], "newest first")
        equal(names("", ["params.kind ASC", "metrics.score DESC"]), [5, 4, 3, 2, 1, 0], "by param")
        frame = mlflow.search_runs([experiment.experiment_id], order_by=["metrics.score"])
        equal(frame["metrics.score"].tolist(), [0.0, 0.1, 0.2, 0.3, 0.4, 0.5], "column of the frame")
        equal(frame["params.kind"].tolist()[0], "small", "param column")
        raises("INVALID_PARAMETER_VALUE", "", lambda: names("metrics.score >> 3"))
        raises("INVALID_PARAMETER_VALUE", "", lambda: names("nonsense.score > 3"))
    finally:
        mlflow.set_experiment(EXPERIMENT)


if __name__ == "__main__":
    run_checks()
