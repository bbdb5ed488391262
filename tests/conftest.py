"""Fixtures for all tests, each from a module of its own."""

pytest_plugins = [
    "tests.browser",
    "tests.bytecode",
    "tests.emptying",
    "tests.garbage",
    "tests.limits",
    "tests.passwords",
    "tests.scheduling",
    "tests.statics",
    "tests.tasks_fixture",
]
