"""What all tests share: what is missing skips a test on a user's machine and fails it in CI."""

from __future__ import annotations

import os
from typing import NoReturn

import pytest
from hypothesis import settings

settings.register_profile("steady", deadline=None, print_blob=True)
settings.load_profile("steady")


def missing(what: str, mend: str) -> NoReturn:
    """Skip because a tool is not here; in CI, where everything is installed, fail."""
    reason = f"{what} is missing: {mend}"
    if os.environ.get("CI"):
        pytest.fail(reason)
    pytest.skip(reason)
