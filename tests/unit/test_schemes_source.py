"""Scheme files are read strictly: what YAML makes doubtful is refused, with its line."""

from __future__ import annotations

import contextlib
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workflow.schemes.faults import SchemeFault
from workflow.schemes.source import MAXIMUM_BYTES, Source, read_source, read_text


def test_values_are_read_as_yaml_1_2_says() -> None:
    data = read_text('a: NO\nb: true\nc: 12\nd: 2017-05-05\ne: 1.10\nf: "1.10"\ng: [x, y]\nh:\ni: 012\n').data
    assert data == {
        "a": "NO",
        "b": True,
        "c": 12,
        "d": date(2017, 5, 5),
        "e": Decimal("1.10"),
        "f": "1.10",
        "g": ("x", "y"),
        "h": None,
        "i": 12,
    }
    assert isinstance(data["e"], Decimal)


def test_every_key_and_item_keeps_its_line() -> None:
    source = read_text("a: 1\nb:\n  - x\n  - c: 2\n    d: 3\n")
    assert source.line(("b",)) == 2
    assert source.line(("b", 1)) == 4
    assert source.line(("b", 1, "d")) == 5
    assert source.line(("b", 1, "missing", "deeper")) == 4


def test_a_key_written_twice_is_named_with_both_lines_and_the_first_value_stays() -> None:
    source = read_text("a: 1\nb: 2\na:\n  c: 3\nd: 4\n")
    assert [(fault.code, source.problem(fault).place) for fault in source.faults] == [("duplicate_key", ":3")]
    assert "ligne 1" in source.faults[0].message.fr
    assert source.data == {"a": 1, "b": 2, "d": 4}


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("a: &anchor 1\n", "yaml_alias"),
        ("a: &anchor [1]\nb: *anchor\n", "yaml_alias"),
        ("a: !!python/object/apply:os.system ['true']\n", "yaml_tag"),
        ("a: !!str 1\n", "yaml_tag"),
        ("a: 1\n---\nb: 2\n", "yaml_documents"),
    ],
)
def test_anchors_aliases_tags_and_second_documents_are_named(text: str, code: str) -> None:
    assert code in [fault.code for fault in read_text(text).faults]


@pytest.mark.parametrize(
    "text",
    [
        "a: [1\n",
        "a: 'x\n",
        "a: 1\n b: 2\n",
        "\tb: 1\n",
        "? [a, b]\n: 1\n",
        "1: a\n",
        "<<: {a: 1}\n",
        "a: \x00\n",
        "[" * 5000,
        "%YAML 9.9\n---\na: 1\n",
    ],
)
def test_what_is_not_plain_yaml_is_refused_with_a_line(text: str) -> None:
    with pytest.raises(SchemeFault) as refusal:
        read_text(text, "x.yaml")
    [problem] = refusal.value.problems
    assert problem.code == "yaml_syntax"
    assert problem.place.startswith("x.yaml:")


def test_a_file_that_is_too_large_missing_or_not_utf8_is_refused(tmp_path: Path) -> None:
    large, latin = tmp_path / "large.yaml", tmp_path / "latin.yaml"
    large.write_text("a: " + "x" * MAXIMUM_BYTES)
    latin.write_bytes("a: é".encode("latin-1"))
    for path, code in ((large, "file_too_large"), (latin, "file_encoding"), (tmp_path / "no.yaml", "file_unreadable")):
        with pytest.raises(SchemeFault) as refusal:
            read_source(path)
        assert [problem.code for problem in refusal.value.problems] == [code]
    with pytest.raises(SchemeFault):
        read_text("x" * (MAXIMUM_BYTES + 1))


@given(
    st.text(alphabet=st.characters(codec="utf-8"), max_size=60)
    | st.text(alphabet="ab:-[]{}&*!|>'\"%# \n\t?,", max_size=40)
)
def test_no_text_at_all_breaks_the_reader(text: str) -> None:
    with contextlib.suppress(SchemeFault):
        assert isinstance(read_text(text), Source)
