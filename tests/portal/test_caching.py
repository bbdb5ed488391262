"""The cache with clients that are kept."""

import threading

from django.core.cache import cache, caches


def test_one_client_is_asked_again_and_again():
    assert cache._cache.get_client("a") is cache._cache.get_client("b", write=True)


def test_what_one_thread_puts_there_another_finds():
    cache.set("kept", "here")
    found = []
    other = threading.Thread(target=lambda: found.append(caches["default"].get("kept")))
    other.start()
    other.join()
    assert found == ["here"]
    cache.delete("kept")
    assert cache.get("kept", "gone") == "gone"
