"""The history as a machine: what a browser's back and forward would do, compared step by step."""

from __future__ import annotations

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from briefing.tui.history import History

LIMIT = 5


class Walking(RuleBasedStateMachine):
    """A reader who jumps, scrolls, and goes back and forward; a plain list of all places is the model."""

    def __init__(self) -> None:
        super().__init__()
        self.history: History[int] = History(LIMIT)
        self.back: list[int] = []
        self.ahead: list[int] = []
        self.here = 0

    @rule(to=st.integers(0, 4))
    def jump(self, to: int) -> None:
        self.history.leave(self.here)
        if not self.back or self.back[-1] != self.here:
            self.back = [*self.back, self.here][-LIMIT:]
        self.ahead = []
        self.here = to

    @rule(to=st.integers(0, 4))
    def scroll(self, to: int) -> None:
        """Moving without a jump leaves no trace, but is where the way forward leads back to."""
        self.here = to

    @rule()
    def go_back(self) -> None:
        found = self.history.back(self.here)
        if not self.back:
            assert found is None
            return
        self.ahead.append(self.here)
        self.here = self.back.pop()
        assert found == self.here

    @rule()
    def go_forward(self) -> None:
        found = self.history.forward(self.here)
        if not self.ahead:
            assert found is None
            return
        self.back.append(self.here)
        self.here = self.ahead.pop()
        assert found == self.here

    @invariant()
    def is_bounded(self) -> None:
        assert len(self.history._back) <= LIMIT + len(self.back)


TestWalking = Walking.TestCase
TestWalking.settings = settings(max_examples=60, stateful_step_count=30)


def test_back_and_forward_return_to_the_same_place() -> None:
    history: History[str] = History()
    history.leave("a")
    assert history.back("b") == "a"
    assert history.forward("a") == "b"
    assert history.forward("b") is None
    assert history.back("b") == "a"
    assert history.back("a") is None


def test_leaving_the_same_place_twice_counts_once() -> None:
    history: History[str] = History()
    history.leave("a")
    history.leave("a")
    assert history.back("b") == "a"
    assert history.back("a") is None


def test_the_oldest_go_first() -> None:
    history: History[int] = History(3)
    for place in range(10):
        history.leave(place)
    assert [history.back(99), history.back(9), history.back(8), history.back(7)] == [9, 8, 7, None]
