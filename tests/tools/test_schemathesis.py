"""R35: schemathesis asks every operation of both descriptions, over HTTP, what it allows and what it does not."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.faults import audit, rig, scale
from tests.faults.rig import Rig
from tests.faults.seed import Wanted
from tests.tools import environment

ST = environment.FOLDER / "bin" / "st"
EXAMPLES = scale.times(10, most=2_000)
CHECKS = "not_a_server_error,status_code_conformance,content_type_conformance,response_schema_conformance,unsupported_method"
pytestmark = pytest.mark.skipif(not ST.exists(), reason="schemathesis is not installed: make build/.tools")


@pytest.fixture(scope="module")
def standing(django_db_setup: None) -> Iterator[Rig]:
    with rig.standing("api", Wanted(shops=2, cards=20, live_meals=100)) as found:
        yield found


@pytest.mark.parametrize("description", ["/api/v1/openapi.json", "/api/v1/till/openapi.json"])
def test_whatever_is_asked_the_answer_is_one_that_is_described(
    standing: Rig, description: str, tmp_path: Path
) -> None:
    origin, till = f"http://localhost:{standing.app.port}", standing.keys[0]
    report = tmp_path / "run.json"
    done = subprocess.run(
        [
            str(ST), "run", origin + description, "--url", origin, "--checks", CHECKS, "--max-examples", str(EXAMPLES),
            "--seed", str(scale.first_seed(1) + 1), "--continue-on-failure", "--no-color", "--warnings", "off", "-w", "1",
            "-H", f"Authorization: Till {till.device}.{till.session}", "--report-json-path", str(report),
        ],
        cwd=tmp_path, capture_output=True, text=True, check=False,
        env={**environment.with_our_packages(), "SCHEMATHESIS_HOOKS": "tests.tools.api_hooks"},
    )  # fmt: skip
    assert done.returncode == 0, done.stdout[-6000:] + done.stderr[-2000:]
    told = json.loads(report.read_text())
    assert told["complete"] and not told["errors"]
    scale.counted("R35", requests=told["test_cases"]["generated"])
    with standing.audit() as connection:
        assert audit.broken(connection) == {}
