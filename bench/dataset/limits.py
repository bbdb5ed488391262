"""The limit's own tables: the same threads and posts, and nothing that the limit does not show.

Its tables are narrower than the portal's and have an index for each of its four questions and no other. That favours
the limit: it is meant to be as fast as a Django site on this machine can be. Search is as the issue defines it: every
hit is sorted by date, so there is no index by date alone that would spare the sorting.
"""

from django.db import connection

TABLES = """
CREATE TABLE limit_thread AS
    SELECT id, group_id, title, author_id, last_post_at, reply_count FROM discussion_thread ORDER BY id;
ALTER TABLE limit_thread ADD PRIMARY KEY (id);
CREATE INDEX ON limit_thread (group_id, last_post_at DESC, id DESC);
CREATE TABLE limit_post AS
    SELECT id, thread_id, path, author_id, created_at, body_html AS html, to_tsvector('english', body) AS words
    FROM discussion_post ORDER BY id;
ALTER TABLE limit_post ADD PRIMARY KEY (id);
CREATE SEQUENCE limit_post_number OWNED BY limit_post.id;
SELECT setval('limit_post_number', (SELECT max(id) FROM limit_post));
ALTER TABLE limit_post ALTER id SET DEFAULT nextval('limit_post_number');
CREATE UNIQUE INDEX ON limit_post (thread_id, path);
CREATE INDEX ON limit_post USING gin (words);
"""


def build():
    with connection.cursor() as cursor:
        cursor.execute("SET maintenance_work_mem = '256MB'")
        for statement in TABLES.split(";\n"):
            if statement.strip():
                cursor.execute(statement)
