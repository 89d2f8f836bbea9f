"""How many examples a property is tried with: all of them in `make proof`, a share of them in `make test`."""

from __future__ import annotations

from collections.abc import Sequence

from hypothesis import HealthCheck, settings

_FEWEST = 5


def examples(most: int, *, unmoved_by: Sequence[HealthCheck] = ()) -> settings:
    """Return the settings for `most` examples in a proof, of which every day's run takes its profile's share."""
    every_day = settings()
    number = max(min(most, _FEWEST), most * every_day.max_examples // 100)
    return settings(
        every_day, max_examples=number, suppress_health_check=[*every_day.suppress_health_check, *unmoved_by]
    )
