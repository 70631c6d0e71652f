"""What every test may ask for. Imports nothing of Merzim before a test wants it."""

import pytest
from hypothesis import HealthCheck, settings

# The same examples on every machine, and no verdict that depends on how fast it is.
settings.register_profile(
    "merzim", deadline=None, derandomize=True, database=None, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("merzim")


@pytest.fixture(scope="session")
def workdays():
    """The working days of Kazakhstan as shipped."""
    from process.workdays import kazakhstan

    return kazakhstan()
