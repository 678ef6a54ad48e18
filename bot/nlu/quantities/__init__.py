"""Ages, sizes of groups, durations, sums of money and reference numbers in a text."""
