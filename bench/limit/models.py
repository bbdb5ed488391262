"""The tables that the limit reads: the members are the portal's, threads and posts are its own (see dataset/limits)."""

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.postgres.search import SearchVectorField
from django.db import models


class Member(AbstractBaseUser):
    email = models.EmailField()
    name = models.CharField(max_length=120)
    is_active = models.BooleanField(default=True)

    USERNAME_FIELD = "email"
    objects = BaseUserManager()

    class Meta:
        managed = False
        db_table = "members_member"


class Thread(models.Model):
    group_id = models.BigIntegerField()
    title = models.CharField(max_length=200)
    author = models.ForeignKey(Member, models.DO_NOTHING)
    last_post_at = models.DateTimeField()
    reply_count = models.IntegerField()

    class Meta:
        managed = False
        db_table = "limit_thread"

    def __str__(self):
        return self.title


class Post(models.Model):
    thread = models.ForeignKey(Thread, models.DO_NOTHING)
    path = models.BinaryField()
    author = models.ForeignKey(Member, models.DO_NOTHING)
    created_at = models.DateTimeField()
    html = models.TextField()
    words = SearchVectorField()

    class Meta:
        managed = False
        db_table = "limit_post"

    def __str__(self):
        return f"#{self.pk}"
