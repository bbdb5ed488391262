import uuid

from django.db import migrations


def gather(apps, schema_editor):
    """Each post that was flagged had one decision for all its open flags: that is a case. Who was hidden gets the
    statement of reasons that can be appealed."""
    Case = apps.get_model("moderation", "Case")
    Decision = apps.get_model("moderation", "Decision")
    Flag = apps.get_model("moderation", "Flag")
    Statement = apps.get_model("moderation", "Statement")
    for decision in Decision.objects.select_related("post__thread"):
        post = decision.post
        decision.group_id, decision.subject_id = post.thread.group_id, post.author_id
        decision.key = uuid.uuid4()
        latest = Decision.objects.filter(post=post, kind="hide").order_by("-decided_at", "-pk").first()
        if post.hidden_key and latest and latest.pk == decision.pk:
            decision.key = post.hidden_key
        flags = Flag.objects.filter(decision=decision)
        if first := flags.order_by("created_at").first():
            decision.case = Case.objects.create(
                about="post",
                group_id=post.thread.group_id,
                post=post,
                author_id=post.author_id,
                flag_count=flags.count(),
                opened_at=first.created_at,
                closed_at=decision.decided_at,
            )
            flags.update(case=decision.case)
        decision.save()
        if decision.kind == "hide":
            Statement.objects.create(
                key=uuid.uuid4(),
                decision=decision,
                recipient_id=post.author_id,
                decided_by_id=decision.decided_by_id,
                post_count=1,
                created_at=decision.decided_at,
                sent_at=decision.decided_at,
            )
    for flag in Flag.objects.filter(case=None).select_related("post__thread").order_by("created_at"):
        case, _new = Case.objects.get_or_create(
            about="post",
            post=flag.post,
            closed_at=None,
            defaults={
                "group_id": flag.post.thread.group_id,
                "author_id": flag.post.author_id,
                "opened_at": flag.created_at,
            },
        )
        flag.case = case
        flag.save(update_fields=["case"])
        case.flag_count += 1
        case.save(update_fields=["flag_count"])


class Migration(migrations.Migration):
    dependencies = [("moderation", "0003_cases")]

    operations = [migrations.RunPython(gather, migrations.RunPython.noop)]
