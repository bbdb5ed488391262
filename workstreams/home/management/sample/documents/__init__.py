"""The sample documents, group by group: one at each step of its course, and more where there is more to see."""

from workstreams.home.management.sample.documents import (
    governance,
    graded_access,
    incidents,
    pilots,
    safety,
    test_reports,
)

DOCUMENTS = [
    *incidents.DOCUMENTS,
    *pilots.DOCUMENTS,
    *graded_access.DOCUMENTS,
    *test_reports.DOCUMENTS,
    *safety.DOCUMENTS,
    *governance.DOCUMENTS,
]
