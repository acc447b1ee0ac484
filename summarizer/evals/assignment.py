"""The best one-to-one pairing of two lists: exact, because the weights are whole numbers.

The Hungarian algorithm with potentials (Kuhn 1955; Munkres 1957), O(n²m) for n ≤ m.
"""

from __future__ import annotations

from collections.abc import Sequence


def assign(weights: Sequence[Sequence[int]]) -> list[tuple[int, int]]:
    """Pairs (row, column) of the partial one-to-one pairing with the greatest total weight.

    Weights are not negative; pairs of weight 0 are left out. Sorted by row.
    """
    pairs = [(i, j) for i, row in enumerate(weights) for j, weight in enumerate(row) if weight > 0]
    if len({i for i, _ in pairs}) == len({j for _, j in pairs}) == len(pairs):
        return pairs  # nothing competes, as is usual
    if len(weights) > len(weights[0]):
        return sorted((row, column) for column, row in assign(list(zip(*weights, strict=True))))
    rows, columns = len(weights), len(weights[0])
    # Row and column 0 are the root of each search; everything real is counted from 1.
    row_potential, column_potential = [0] * (rows + 1), [0] * (columns + 1)
    row_of, came_from = [0] * (columns + 1), [0] * (columns + 1)
    for row in range(1, rows + 1):
        row_of[0] = row
        column = 0
        slack: list[int | None] = [None] * (columns + 1)
        reached = [False] * (columns + 1)
        while row_of[column]:
            reached[column] = True
            at, nearest, step = row_of[column], 0, None
            for other in range(1, columns + 1):
                if reached[other]:
                    continue
                cost = -weights[at - 1][other - 1] - row_potential[at] - column_potential[other]
                best = slack[other]
                if best is None or cost < best:
                    slack[other] = best = cost
                    came_from[other] = column
                if step is None or best < step:
                    nearest, step = other, best
            assert step is not None  # rows ≤ columns: a free column is always left
            for other in range(columns + 1):
                if reached[other]:
                    row_potential[row_of[other]] += step
                    column_potential[other] -= step
                elif (best := slack[other]) is not None:
                    slack[other] = best - step
            column = nearest
        while column:
            row_of[column] = row_of[came_from[column]]
            column = came_from[column]
    found = ((row_of[column] - 1, column - 1) for column in range(1, columns + 1) if row_of[column])
    return sorted((row, column) for row, column in found if weights[row][column] > 0)
