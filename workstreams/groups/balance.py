"""How evenly seats or voices are spread over sectors. Numbers in, numbers out."""

from dataclasses import dataclass

AMBER_ABOVE = 1 / 3
RED_ABOVE = 1 / 2


@dataclass(frozen=True)
class Balance:
    """`largest_share` and `index` are between 0 and 1; both are None while there is nothing to count.

    `level` is "amber" where the largest sector holds more than a third, "red" where more than half, else "".
    """

    total: int
    largest: int | None
    largest_share: float | None
    index: float | None
    level: str


def percent(share):
    """`share` in percent, to one decimal. What lies above a limit by less than that is rounded up, so that the figure
    never contradicts the badge beside it."""
    rounded = round(100 * share, 1)
    hidden = any(share > limit >= rounded / 100 for limit in (AMBER_ABOVE, RED_ABOVE))
    return round(rounded + 0.1, 1) if hidden else rounded


def balance(counts):
    """Measure how evenly `counts` ({sector id: how many}, every sector present) are spread.

    The index is the index of qualitative variation, IQV = K (N^2 - sum f^2) / (N^2 (K - 1)): 1 when all K sectors have
    the same, 0 when one has everything. Source: Mueller and Schuessler, Statistical Reasoning in Sociology, 1961.
    Raises ValueError for fewer than two sectors, for which the index is not defined.
    """
    kinds = len(counts)
    if kinds < 2:
        raise ValueError("Balance is measured across two sectors or more.")
    total = sum(counts.values())
    if total == 0:
        return Balance(total=0, largest=None, largest_share=None, index=None, level="")
    largest = max(counts, key=counts.get)
    share = counts[largest] / total
    index = kinds * (total**2 - sum(n**2 for n in counts.values())) / (total**2 * (kinds - 1))
    level = "red" if share > RED_ABOVE else "amber" if share > AMBER_ABOVE else ""
    return Balance(total=total, largest=largest, largest_share=share, index=index, level=level)
