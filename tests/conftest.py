"""What every test shares: how far hypothesis searches.

A folder's own fixtures stand in its own ``conftest.py``.
"""

from __future__ import annotations

import os

from hypothesis import HealthCheck, settings

pytest_plugins = ["tests.fixtures.databases", "tests.fixtures.desk", "tests.fixtures.agents"]

# No deadline and no clock: a slow machine must not turn a true property into a failure.
settings.register_profile(
    "octroi", deadline=None, max_examples=100, suppress_health_check=[HealthCheck.too_slow], print_blob=True
)
settings.register_profile("thorough", parent=settings.get_profile("octroi"), max_examples=2000)
settings.load_profile(os.environ.get("OCTROI_HYPOTHESIS", "octroi"))
