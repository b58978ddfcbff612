"""MlflowClient's methods of experiments and runs, unmodified, and what they say when asked for the impossible."""

import math
import time
import uuid

from checks import check, equal, raises, run_checks
from mlflow import MlflowClient
from mlflow.entities import Metric, Param, RunTag, ViewType

client = MlflowClient()
SUFFIX = uuid.uuid4().hex[:8]
EXPERIMENT = client.create_experiment(f"client-{SUFFIX}", tags={"owner": "tests"})
NOW = int(time.time() * 1000)


@check
def experiments_are_found_by_id_and_name():
    by_id = client.get_experiment(EXPERIMENT)
    equal(by_id.name, f"client-{SUFFIX}", "name")
    equal(by_id.tags, {"owner": "tests"}, "tags")
    equal(client.get_experiment_by_name(by_id.name).experiment_id, EXPERIMENT, "id")
    assert client.get_experiment_by_name("no such experiment") is None
    assert NOW - 60_000 < by_id.creation_time <= by_id.last_update_time, by_id
    equal(client.get_experiment("0").name, "Default", "the one that is always there")
    raises("RESOURCE_DOES_NOT_EXIST", "987654", lambda: client.get_experiment("987654"))
    raises("RESOURCE_ALREADY_EXISTS", by_id.name, lambda: client.create_experiment(by_id.name))


@check
def experiments_are_renamed_and_tagged():
    name = f"renamed-{SUFFIX}"
    experiment = client.create_experiment(f"old-{SUFFIX}")
    client.rename_experiment(experiment, name)
    client.set_experiment_tag(experiment, "k", "v1")
    client.set_experiment_tag(experiment, "k", "v2")
    client.set_experiment_tag(experiment, "gone", "x")
    client.delete_experiment_tag(experiment, "gone")
    found = client.get_experiment(experiment)
    equal((found.name, found.tags), (name, {"k": "v2"}), "experiment")
    taken = lambda: client.rename_experiment(experiment, f"client-{SUFFIX}")  # noqa: E731
    raises(("RESOURCE_ALREADY_EXISTS", "BAD_REQUEST"), "", taken)


@check
def experiments_are_searched_in_pages():
    made = [client.create_experiment(f"page-{SUFFIX}-{index}", tags={"set": SUFFIX}) for index in range(5)]
    seen, token = [], None
    while True:
        page = client.search_experiments(
            filter_string=f"name LIKE 'page-{SUFFIX}%'", order_by=["name DESC"], max_results=2, page_token=token
        )
        seen += [experiment.experiment_id for experiment in page]
        token = page.token
        if not token:
            break
    equal(seen, made[::-1], "pages")
    equal(len(client.search_experiments(filter_string=f"tags.`set` = '{SUFFIX}'")), 5, "by tag")
    raises("INVALID_PARAMETER_VALUE", "", lambda: client.search_experiments(filter_string="nam = 'x'"))


@check
def experiments_are_deleted_and_restored_with_their_runs():
    experiment = client.create_experiment(f"deleted-{SUFFIX}")
    run = client.create_run(experiment).info.run_id
    client.delete_experiment(experiment)
    equal(client.get_experiment(experiment).lifecycle_stage, "deleted", "stage")
    equal(client.get_run(run).info.lifecycle_stage, "deleted", "its run")
    names = [e.name for e in client.search_experiments(view_type=ViewType.ACTIVE_ONLY, max_results=1000)]
    assert f"deleted-{SUFFIX}" not in names
    names = [e.name for e in client.search_experiments(view_type=ViewType.DELETED_ONLY, max_results=1000)]
    assert f"deleted-{SUFFIX}" in names
    raises("INVALID_PARAMETER_VALUE", "active", lambda: client.create_run(experiment))
    client.restore_experiment(experiment)
    equal(client.get_experiment(experiment).lifecycle_stage, "active", "restored")
    equal(client.get_run(run).info.lifecycle_stage, "active", "its run, restored")


@check
def runs_are_made_changed_and_ended():
    run = client.create_run(EXPERIMENT, start_time=1_700_000_000_000, tags={"a": "b"}, run_name="first")
    run_id = run.info.run_id
    equal(len(run_id), 32, "length of the id")
    equal((run.info.status, run.info.start_time, run.info.end_time), ("RUNNING", 1_700_000_000_000, None), "new")
    client.update_run(run_id, name="second")
    client.set_terminated(run_id, status="KILLED", end_time=1_700_000_000_500)
    info = client.get_run(run_id).info
    equal((info.run_name, info.status, info.end_time), ("second", "KILLED", 1_700_000_000_500), "after")
    equal(client.get_run(run_id).data.tags["mlflow.runName"], "second", "the tag follows")
    client.set_tag(run_id, "mlflow.runName", "third")
    equal(client.get_run(run_id).info.run_name, "third", "the name follows")
    raises("RESOURCE_DOES_NOT_EXIST", "0" * 32, lambda: client.get_run("0" * 32))


@check
def runs_are_deleted_and_restored():
    run_id = client.create_run(EXPERIMENT).info.run_id
    client.delete_run(run_id)
    equal(client.get_run(run_id).info.lifecycle_stage, "deleted", "stage")
    raises("INVALID_PARAMETER_VALUE", "active", lambda: client.log_metric(run_id, "m", 1.0))
    deleted = client.search_runs([EXPERIMENT], run_view_type=ViewType.DELETED_ONLY)
    equal([run.info.run_id for run in deleted], [run_id], "deleted runs")
    client.restore_run(run_id)
    equal(client.get_run(run_id).info.lifecycle_stage, "active", "restored")


@check
def tags_are_set_and_deleted():
    run_id = client.create_run(EXPERIMENT).info.run_id
    client.set_tag(run_id, "k", "v")
    client.delete_tag(run_id, "k")
    assert "k" not in client.get_run(run_id).data.tags
    raises("RESOURCE_DOES_NOT_EXIST", "k", lambda: client.delete_tag(run_id, "k"))


@check
def a_batch_is_written_whole():
    run_id = client.create_run(EXPERIMENT).info.run_id
    metrics = [Metric(f"m{index}", index / 7, NOW + index, index) for index in range(800)]
    params = [Param(f"p{index}", "v" * index) for index in range(100)]
    tags = [RunTag(f"t{index}", str(index)) for index in range(100)]
    client.log_batch(run_id, metrics=metrics, params=params, tags=tags)
    data = client.get_run(run_id).data
    equal(len(data.metrics), 800, "metrics")
    equal(data.metrics["m799"], 799 / 7, "a double, bit for bit")
    equal({key: len(value) for key, value in data.params.items()}, {f"p{i}": i for i in range(100)}, "params")
    equal(data.tags["t99"], "99", "tags")


@check
def the_latest_metric_is_the_greatest_step():
    run_id = client.create_run(EXPERIMENT).info.run_id
    for step, timestamp, value in [(3, 10, 1.0), (1, 99, 2.0), (3, 10, 5.0), (3, 10, 4.0), (-2, 500, 9.0)]:
        client.log_metric(run_id, "m", value, timestamp=timestamp, step=step)
    equal(client.get_run(run_id).data.metrics["m"], 5.0, "by step, then timestamp, then value")
    points = [(p.timestamp, p.step, p.value) for p in client.get_metric_history(run_id, "m")]
    equal(points, [(10, 3, 1.0), (10, 3, 4.0), (10, 3, 5.0), (99, 1, 2.0), (500, -2, 9.0)], "history in order")


@check
def an_exact_repeat_is_dropped():
    run_id = client.create_run(EXPERIMENT).info.run_id
    point = Metric("m", 0.1, NOW, 4)
    for _ in range(3):
        client.log_batch(run_id, metrics=[point, point])
    client.log_metric(run_id, "m", 0.1, timestamp=NOW, step=4)
    client.log_metric(run_id, "m", 0.2, timestamp=NOW, step=4)
    equal([p.value for p in client.get_metric_history(run_id, "m")], [0.1, 0.2], "history")


@check
def nan_is_in_the_history():
    run_id = client.create_run(EXPERIMENT).info.run_id
    client.log_metric(run_id, "m", float("nan"), timestamp=1, step=0)
    client.log_metric(run_id, "m", 1.0, timestamp=2, step=1)
    values = [p.value for p in client.get_metric_history(run_id, "m")]
    assert math.isnan(values[0]) and values[1] == 1.0, values


@check
def long_histories_come_in_pages():
    run_id = client.create_run(EXPERIMENT).info.run_id
    for start in range(0, 26_000, 1_000):
        client.log_batch(
            run_id, metrics=[Metric("m", float(step), NOW + step, step) for step in range(start, start + 1_000)]
        )
    points = client.get_metric_history(run_id, "m")
    equal([p.step for p in points], list(range(26_000)), "steps")


@check
def runs_are_searched_in_pages():
    experiment = client.create_experiment(f"pages-{SUFFIX}")
    made = [client.create_run(experiment, start_time=index + 1).info.run_id for index in range(7)]
    seen, token = [], None
    while True:
        page = client.search_runs([experiment], order_by=["start_time ASC"], max_results=3, page_token=token)
        seen += [run.info.run_id for run in page]
        token = page.token
        if not token:
            break
    equal(seen, made, "pages")


@check
def limits_are_told():
    run_id = client.create_run(EXPERIMENT).info.run_id
    raises("INVALID_PARAMETER_VALUE", "", lambda: client.log_metric(run_id, "k" * 251, 1.0))
    raises("INVALID_PARAMETER_VALUE", "", lambda: client.log_param(run_id, "a//b", 1))
    raises("INVALID_PARAMETER_VALUE", "", lambda: client.log_param(run_id, "../up", 1))
    raises(
        "INVALID_PARAMETER_VALUE",
        "",
        lambda: client.log_batch(run_id, params=[Param("same", "1"), Param("same", "2")]),
    )
    equal(client.get_run(run_id).data.params, {}, "nothing was written")
    client.log_param(run_id, "long", "x" * 7_000)
    equal(len(client.get_run(run_id).data.params["long"]), 6_000, "long values are cut")


if __name__ == "__main__":
    run_checks()
