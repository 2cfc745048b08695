"""One thread at a time, and of what waits for it only the newest."""

from __future__ import annotations

from threading import Lock
from typing import Generic, TypeVar

Request = TypeVar("Request")


class Newest(Generic[Request]):
    """Hands requests to a single thread; one that comes before the last was taken takes its place.

    Methods may be called from any thread.
    """

    def __init__(self) -> None:
        self._waiting: Request | None = None
        self._working = False
        self._lock = Lock()

    def put(self, request: Request) -> bool:
        """Let a request wait; return whether a thread must be started that takes it."""
        with self._lock:
            self._waiting = request
            start, self._working = not self._working, True
            return start

    def take(self) -> Request | None:
        """Return the newest request, or None if there is none and the thread is to end."""
        with self._lock:
            request, self._waiting = self._waiting, None
            self._working = request is not None
            return request

    def forget(self) -> None:
        """Forget what waits."""
        with self._lock:
            self._waiting = None
