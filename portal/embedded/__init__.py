"""PostgreSQL and Valkey from wheels, for `make run`, `make test` and management commands; never for production.

Nothing here knows Django. What a person may have to mend (a folder, a port, a database of another version) is raised as
`problem.Unusable`, whose text is one sentence to print; it is raised before anything on the disk has changed.
"""
