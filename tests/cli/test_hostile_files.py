"""Whatever a file holds, the command answers or refuses; it never breaks."""

from __future__ import annotations

import json

import pytest
from click.testing import CliRunner
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from workflow.cli.main import octroi

LEAVES = st.none() | st.booleans() | st.integers() | st.floats() | st.text() | st.just("1.00")
KEYS = st.sampled_from(["amounts", "published", "name", "of", "figure", "unit", "feder"]) | st.text(max_size=5)
DOCUMENTS = st.recursive(
    LEAVES, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(KEYS, inner, max_size=4), max_leaves=20
)
TWICE = settings(suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])


def check_it_refuses_or_answers(path) -> None:
    result = CliRunner(catch_exceptions=False).invoke(octroi, ["reconcile", str(path)])
    assert result.exit_code in (0, 1, 2)
    if result.exit_code == 2:
        assert result.stdout == ""
        assert result.stderr.startswith(str(path))


@pytest.mark.parametrize("name", ["file.yaml", "file.json"])
@given(content=st.binary(max_size=200))
@example(content=b"\xef\xbb\xbfamounts: {}")
@example(content=b"? [a]\n: b")
@example(content=b"&a [*a]")
@example(content=b"amounts: {<<: {a: []}}")
@example(content=b"amounts: !!python/object/apply:os.system [ls]")
@example(content=b'{"a": "\\ud800"}')
@example(content=b"9" * 6000)
@TWICE
def test_any_bytes(tmp_path, name: str, content: bytes) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    check_it_refuses_or_answers(path)


@given(document=DOCUMENTS)
@TWICE
def test_any_json(tmp_path, document: object) -> None:
    path = tmp_path / "file.json"
    path.write_text(json.dumps(document), encoding="utf-8")
    check_it_refuses_or_answers(path)


@given(text=st.text(alphabet=st.sampled_from("{}[]:,-\"'#&*!|>%@`\n\t abc019."), max_size=80))
@TWICE
def test_any_text_that_looks_like_yaml(tmp_path, text: str) -> None:
    path = tmp_path / "file.yaml"
    path.write_text(text, encoding="utf-8")
    check_it_refuses_or_answers(path)
