package io.carillon.benchmark;

/** What a row is to reach: a figure, or the ratio of the figure to its reference. */
record Goal(Kind kind, double value) {

    enum Kind { RATIO_AT_LEAST, RATIO_AT_MOST, FIGURE_AT_MOST }

    /** Whether the goal is reached; null when it is a ratio and there is none. */
    Boolean judge(double figure, Double ratio) {
        if (kind == Kind.FIGURE_AT_MOST) {
            return figure <= value;
        }
        return ratio == null ? null : kind == Kind.RATIO_AT_LEAST
                ? Boolean.valueOf(ratio >= value) : Boolean.valueOf(ratio <= value);
    }

    @Override
    public String toString() {
        return switch (kind) {
            case RATIO_AT_LEAST -> "ratio ≥ " + value;
            case RATIO_AT_MOST -> "ratio ≤ " + value;
            case FIGURE_AT_MOST -> "≤ " + value;
        };
    }
}
