"""What happens is called by its name. Signals hide who calls whom: only what a library tells by them is received."""

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
FLOORS = ["portal", "members", "workstreams"]

#: file -> why there is no other way.
ALLOWED = {"workstreams/replies/hooks.py": "anymail tells by signals alone what mail providers tell"}

RECEIVES = re.compile(r"^@receiver\b|\bSignal\(|\b(?:pre|post)_(?:save|delete|init|migrate)\b|\.connect\(", re.MULTILINE)


def test_signals_are_received_in_one_place():
    found = {
        str(path.relative_to(ROOT))
        for floor in FLOORS
        for path in (ROOT / floor).rglob("*.py")
        if RECEIVES.search(path.read_text())
    }
    assert found - set(ALLOWED) == set(), "call it by its name, or through a hook in the settings"
    assert set(ALLOWED) - found == set(), "allowed, and no longer needed"
