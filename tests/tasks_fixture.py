"""Tasks in tests: run in this process, once the transaction that queued them would have committed."""

import contextlib

import pytest

from portal.celery import app


@pytest.fixture
def run_tasks(django_capture_on_commit_callbacks):
    """A context manager. What is queued inside runs when it ends, as a worker would run it after the commit."""

    @contextlib.contextmanager
    def running():
        eager, propagates = app.conf.task_always_eager, app.conf.task_eager_propagates
        app.conf.update(task_always_eager=True, task_eager_propagates=True)
        try:
            with django_capture_on_commit_callbacks(execute=True):
                yield
        finally:
            app.conf.update(task_always_eager=eager, task_eager_propagates=propagates)

    return running
