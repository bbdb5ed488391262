"""The pages of what is published."""

from workstreams.publications.views.contributing import my_contributions
from workstreams.publications.views.files import publication_json, publication_pdf
from workstreams.publications.views.publishing import publish, supersede_publication, withdraw_publication
from workstreams.publications.views.reading import clause_trace, publication, publication_number, publications

__all__ = [
    "clause_trace",
    "my_contributions",
    "publication",
    "publication_json",
    "publication_number",
    "publication_pdf",
    "publications",
    "publish",
    "supersede_publication",
    "withdraw_publication",
]
