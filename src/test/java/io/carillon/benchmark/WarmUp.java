package io.carillon.benchmark;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.DoubleSupplier;

/** Load in slices before a station is measured, until more of it would change nothing. */
final class WarmUp {

    private static final double LEVEL = 0.05;
    private static final int LONGEST = 6;

    private WarmUp() {
    }

    /**
     * Asks for slices until the rate of one differs by less than 5 % from the mean of the two before it and
     * {@code isSettled}, asked after each slice, says so too; for at least {@code least} of load and at most six times that.
     *
     * @param slice loads, and answers its rate
     */
    static void of(Duration least, DoubleSupplier slice, BooleanSupplier isSettled) {
        List<Double> rates = new ArrayList<>();
        long loaded = 0;
        boolean settled = false;
        while (loaded < least.toNanos() || !(settled && isLevel(rates)) && loaded < LONGEST * least.toNanos()) {
            long start = System.nanoTime();
            rates.add(slice.getAsDouble());
            loaded += System.nanoTime() - start;
            settled = isSettled.getAsBoolean();
        }
    }

    static boolean isLevel(List<Double> rates) {
        int n = rates.size();
        if (n < 3) {
            return false;
        }
        double before = (rates.get(n - 2) + rates.get(n - 3)) / 2;
        return Math.abs(rates.get(n - 1) - before) < LEVEL * before;
    }
}
