"""The words of the posts that are here already; later ones bring theirs."""

from django.contrib.postgres.search import SearchVectorField
from django.db import migrations

from workstreams.discussion.searching import searchable
from workstreams.markup.sanitising import words


def fill(apps, schema_editor):
    posts = apps.get_model("discussion", "Post").objects
    rows = posts.filter(search=None).values_list("pk", "body_html", "parent", "thread__title")
    for pk, html, parent, title in rows.iterator(chunk_size=500):
        posts.filter(pk=pk).update(search=searchable(words(html), title="" if parent else title))


class Migration(migrations.Migration):
    dependencies = [("discussion", "0006_whole_discussion")]

    operations = [
        migrations.RunPython(fill, migrations.RunPython.noop, elidable=True),
        migrations.AlterField("post", "search", SearchVectorField(editable=False, verbose_name="searchable words")),
    ]
