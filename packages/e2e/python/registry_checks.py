"""The model registry through the unmodified client: a model's way from a run to an alias. Only MLFLOW_TRACKING_URI is set."""

import os
import tempfile
import uuid

import mlflow
import numpy as np
from checks import check, equal, raises, run_checks
from mlflow import MlflowClient
from sklearn.linear_model import LinearRegression

SUFFIX = uuid.uuid4().hex[:8]
MODEL = f"line-{SUFFIX}"
X = np.array([[1.0], [2.0], [3.0]])
client = MlflowClient()


def fitted(slope):
    return LinearRegression().fit(X, slope * X[:, 0])


mlflow.set_experiment(f"registry-{SUFFIX}")


@check
def a_model_is_registered_as_it_is_logged_and_served_by_alias():
    with mlflow.start_run() as active:
        mlflow.sklearn.log_model(fitted(2), name="model", registered_model_name=MODEL, pip_requirements=[])
    (version,) = client.search_model_versions(f"name = '{MODEL}'")
    equal((str(version.version), version.run_id, version.status), ("1", active.info.run_id, "READY"), "version")
    client.set_registered_model_alias(MODEL, "champion", version.version)
    loaded = mlflow.pyfunc.load_model(f"models:/{MODEL}@champion")
    np.testing.assert_allclose(loaded.predict(np.array([[4.0]])), [8.0])
    np.testing.assert_allclose(mlflow.sklearn.load_model(f"models:/{MODEL}/1").coef_, [2.0])


@check
def an_alias_moves_to_a_version_registered_from_a_run():
    with mlflow.start_run() as active:
        mlflow.sklearn.log_model(fitted(3), name="model", pip_requirements=[])
    version = mlflow.register_model(f"runs:/{active.info.run_id}/model", MODEL)
    equal(str(version.version), "2", "version")
    client.set_registered_model_alias(MODEL, "champion", version.version)
    equal(str(client.get_model_version_by_alias(MODEL, "champion").version), "2", "alias")
    equal(client.get_registered_model(MODEL).aliases, {"champion": "2"}, "aliases")
    loaded = mlflow.pyfunc.load_model(f"models:/{MODEL}@champion")
    np.testing.assert_allclose(loaded.predict(np.array([[4.0]])), [12.0])
    np.testing.assert_allclose(mlflow.sklearn.load_model(f"models:/{MODEL}/latest").coef_, [3.0])


@check
def descriptions_and_tags_are_kept():
    client.update_registered_model(MODEL, "a line")
    client.set_registered_model_tag(MODEL, "team", "a")
    client.update_model_version(MODEL, "1", "the first")
    client.set_model_version_tag(MODEL, "1", "checked", "yes")
    model = client.get_registered_model(MODEL)
    equal((model.description, model.tags), ("a line", {"team": "a"}), "model")
    version = client.get_model_version(MODEL, "1")
    equal((version.description, version.tags), ("the first", {"checked": "yes"}), "version")
    client.delete_registered_model_tag(MODEL, "team")
    client.delete_model_version_tag(MODEL, "1", "checked")
    equal(client.get_registered_model(MODEL).tags, {}, "model's tags")
    equal(client.get_model_version(MODEL, "1").tags, {}, "version's tags")


@check
def stages_move_and_archive():
    client.transition_model_version_stage(MODEL, "1", "Production")
    client.transition_model_version_stage(MODEL, "2", "production", archive_existing_versions=True)
    equal(client.get_model_version(MODEL, "1").current_stage, "Archived", "first")
    equal(client.get_model_version(MODEL, "2").current_stage, "Production", "second")
    equal([str(v.version) for v in client.get_latest_versions(MODEL, ["Production"])], ["2"], "latest")
    np.testing.assert_allclose(mlflow.sklearn.load_model(f"models:/{MODEL}/Production").coef_, [3.0])
    raises("INVALID_PARAMETER_VALUE", "stage", lambda: client.transition_model_version_stage(MODEL, "1", "Done"))


@check
def models_and_versions_are_found():
    equal([m.name for m in client.search_registered_models(f"name LIKE 'line-{SUFFIX}%'")], [MODEL], "models")
    found = client.search_model_versions(f"name = '{MODEL}'", order_by=["version_number DESC"])
    equal([str(v.version) for v in found], ["2", "1"], "versions")
    run_id = client.get_model_version(MODEL, "1").run_id
    equal([str(v.version) for v in client.search_model_versions(f"run_id = '{run_id}'")], ["1"], "by run")


@check
def the_files_of_a_version_download_whole():
    with tempfile.TemporaryDirectory() as folder:
        path = mlflow.artifacts.download_artifacts(f"models:/{MODEL}/1", dst_path=folder)
        assert {"MLmodel", "requirements.txt"} <= set(os.listdir(path)), os.listdir(path)


@check
def a_version_is_copied_to_another_model():
    copy = client.copy_model_version(f"models:/{MODEL}/2", f"copy-{SUFFIX}")
    equal(str(copy.version), "1", "version")
    np.testing.assert_allclose(mlflow.sklearn.load_model(f"models:/copy-{SUFFIX}/1").coef_, [3.0])


@check
def names_numbers_and_sources_are_guarded():
    raises("RESOURCE_ALREADY_EXISTS", MODEL, lambda: client.create_registered_model(MODEL))
    raises("RESOURCE_DOES_NOT_EXIST", "none", lambda: client.get_registered_model(f"none-{SUFFIX}"))
    raises("INVALID_PARAMETER_VALUE", "", lambda: client.create_model_version(MODEL, "/etc"))
    raises("INVALID_PARAMETER_VALUE", "alias", lambda: client.set_registered_model_alias(MODEL, "latest", "1"))
    raises("INVALID_PARAMETER_VALUE", "alias", lambda: client.get_model_version_by_alias(MODEL, "nobody"))


@check
def models_are_renamed_and_deleted():
    client.rename_registered_model(MODEL, f"{MODEL}-new")
    equal(client.get_registered_model(f"{MODEL}-new").aliases, {"champion": "2"}, "aliases")
    client.delete_model_version(f"{MODEL}-new", "1")
    raises("RESOURCE_DOES_NOT_EXIST", "", lambda: client.get_model_version(f"{MODEL}-new", "1"))
    client.delete_registered_model_alias(f"{MODEL}-new", "champion")
    client.delete_registered_model(f"{MODEL}-new")
    raises("RESOURCE_DOES_NOT_EXIST", "", lambda: client.get_registered_model(f"{MODEL}-new"))


run_checks()
