"""What refusals said: the guards that failed, or the codes of the problems."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from tests.fixtures.engine import failing
from workflow.engine.step import Refused
from workflow.kernel.errors import InvalidInput


@contextmanager
def assert_refused_by(*rules: str) -> Iterator[None]:
    """The step is refused by these rules and no other."""
    with pytest.raises(Refused) as refusal:
        yield
    assert set(failing(refusal.value.findings)) == set(rules)


@contextmanager
def assert_unusable(*codes: str) -> Iterator[None]:
    """What was given cannot be used, for these problems and no other."""
    with pytest.raises(InvalidInput) as refusal:
        yield
    assert sorted(one.code for one in refusal.value.problems) == sorted(codes)
