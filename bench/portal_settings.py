"""The portal's own settings, in production's values; only collected static files lie in the bench's folder."""

from portal.settings import *  # noqa: F403
from portal.settings import DATA_DIR

STATIC_ROOT = DATA_DIR / "static"
