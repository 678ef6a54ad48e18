"""The states of a conversation, replayed once and not anew for each question of each policy.

Rasa's policies see a conversation as a list of states, one before each action. Rasa makes that list
by replaying all events into a new tracker, five times a turn. Here the replay of a tracker is kept
as long as the tracker, and goes on where it stopped.
"""

from __future__ import annotations

import weakref
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from rasa.shared.core.constants import PREVIOUS_ACTION
from rasa.shared.core.domain import Domain, State
from rasa.shared.core.events import ActionExecuted, Event
from rasa.shared.core.trackers import DialogueStateTracker


@dataclass(frozen=True)
class _Moment:
    """What there was before an action; ``is_hidden`` is None if the moment decides nothing."""

    state: State
    previous_action: Mapping[str, Any] | None
    is_hidden: bool | None


@dataclass
class _Replay:
    tracker: DialogueStateTracker
    events: list[Event] = field(default_factory=list)
    moments: list[_Moment] = field(default_factory=list)
    known: int = 0
    """How many events the tracker had when ``latest`` was made."""
    latest: list[_Moment] = field(default_factory=list)


class Replays:
    """Keeps the replays of all trackers that are in use."""

    def __init__(self) -> None:
        """Begin with none."""
        self._by_id: dict[int, _Replay] = {}

    def states(
        self,
        tracker: DialogueStateTracker,
        domain: Domain,
        *,
        without_rule_turns: bool,
        rule_only_data: dict[str, Any] | None,
    ) -> list[State]:
        """Return what ``Domain.states_for_tracker_history`` returns; the caller may change it."""
        moments = self._moments(tracker, domain)
        if not without_rule_turns:
            return [_copy(moment.state) for moment in moments]
        return _as_stories_see_it(moments, domain, rule_only_data)

    def _moments(self, tracker: DialogueStateTracker, domain: Domain) -> list[_Moment]:
        replay = self._by_id.get(id(tracker))
        # Trackers only gain events: what is undone is an event, too.
        if replay is not None and replay.known == len(tracker.events):
            return replay.latest
        applied = tracker.applied_events()
        if replay is None:
            weakref.finalize(tracker, self._by_id.pop, id(tracker), None)
        # A restart or something undone: what was replayed did not happen.
        if replay is None or not _begins_with(applied, replay.events):
            replay = self._by_id[id(tracker)] = _Replay(tracker.init_copy())
        for event in applied[len(replay.events) :]:
            if isinstance(event, ActionExecuted):
                replay.moments.append(_moment(replay.tracker, domain, event.hide_rule_turn))
            replay.tracker.update(event)
            replay.events.append(event)
        replay.latest = [*replay.moments, _moment(replay.tracker, domain, is_hidden=False)]
        replay.known = len(tracker.events)
        return replay.latest


@lru_cache(maxsize=1)
def shared_replays() -> Replays:
    """Return the replays that all policies of this process share."""
    return Replays()


def _begins_with(events: list[Event], beginning: list[Event]) -> bool:
    return len(events) >= len(beginning) and all(
        one is other for one, other in zip(events, beginning, strict=False)
    )


def _moment(tracker: DialogueStateTracker, domain: Domain, is_hidden: bool) -> _Moment:
    # Neither a follow-up nor the next step of a form says whether stories see the turn.
    decides = not tracker.followup_action and tracker.latest_action_name != tracker.active_loop_name
    return _Moment(
        domain.get_active_state(tracker), tracker.latest_action, is_hidden if decides else None
    )


def _as_stories_see_it(
    moments: list[_Moment], domain: Domain, rule_only_data: dict[str, Any] | None
) -> list[State]:
    """Leave out the turns that rules decided, and what only rules know of."""
    states: list[State] = []
    for moment, last_action in _visible(moments):
        state = _copy(moment.state)
        domain._remove_rule_only_features(state, rule_only_data)
        if states:
            domain._substitute_rule_only_user_input(state, states[-1])
        if last_action:
            state[PREVIOUS_ACTION] = dict(last_action)
        states.append({kind: part for kind, part in state.items() if part})
    return states


def _visible(moments: list[_Moment]) -> Iterator[tuple[_Moment, Mapping[str, Any] | None]]:
    """Yield the moments outside of rules, with the action before the rules came in."""
    last_action: Mapping[str, Any] | None = None
    was_hidden = False
    for moment in moments:
        if not was_hidden:
            last_action = moment.previous_action
        if moment.is_hidden is not None:
            was_hidden = moment.is_hidden
        if not was_hidden:
            yield moment, last_action


def _copy(state: State) -> State:
    return {kind: dict(part) for kind, part in state.items()}
