"""Marks functions as checks, runs them in order and tells what each found.

The last line printed is a JSON list of {"name", "ok", "detail"}. A check that fails does not stop the next.
"""

import json
import traceback

_checks = []


def check(function):
    _checks.append(function)
    return function


def run_checks():
    results = []
    for function in _checks:
        try:
            function()
            results.append({"name": function.__name__, "ok": True, "detail": ""})
        except Exception:  # noqa: BLE001 - whatever a check raises is its finding
            results.append({"name": function.__name__, "ok": False, "detail": traceback.format_exc()})
    print(json.dumps(results))


def equal(actual, expected, what="value"):
    assert actual == expected, f"{what}: got {actual!r}, expected {expected!r}"


def raises(codes, text, call):
    """Holds that `call` raises MLflow's exception with this code, or one of these, and `text` in its message."""
    from mlflow.exceptions import MlflowException

    try:
        call()
    except MlflowException as error:
        allowed = (codes,) if isinstance(codes, str) else codes
        assert error.error_code in allowed, f"error code {error.error_code}, expected {codes}: {error}"
        assert text.lower() in str(error).lower(), f"message {str(error)!r} lacks {text!r}"
        return
    raise AssertionError(f"expected {codes}, nothing was raised")
