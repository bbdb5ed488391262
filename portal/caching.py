"""The cache, as Django has it, but with clients that are kept: each page asks it twice or more, and to make a client
takes longer than to ask."""

from django.core.cache.backends.redis import RedisCache, RedisCacheClient


class _KeptClient(RedisCacheClient):
    def __init__(self, *args, **options):
        super().__init__(*args, **options)
        self._clients = {}

    def get_client(self, key=None, *, write=False):
        pool = self._get_connection_pool(write)
        if pool not in self._clients:
            self._clients[pool] = self._client(connection_pool=pool)
        return self._clients[pool]


class KeptRedisCache(RedisCache):
    """Django's own, in Valkey or Redis."""

    def __init__(self, server, params):
        super().__init__(server, params)
        self._class = _KeptClient
