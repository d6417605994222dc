package io.carillon.json;

import java.math.BigDecimal;
import java.util.Optional;

/** Integers as JSON Schema defines them: numbers without a fraction, written {@code 7}, {@code 7.0} or {@code 70e-1}. */
public final class Integers {

    private static final BigDecimal LARGEST = BigDecimal.valueOf(Long.MAX_VALUE);

    private Integers() {
    }

    /** Whether {@code number} is an integer. */
    public static boolean isInteger(BigDecimal number) {
        return number.scale() <= 0 || number.signum() == 0 || number.stripTrailingZeros().scale() <= 0;
    }

    /** The integer {@code number}; empty if it has a fraction, or if its magnitude is above that of the largest {@code long}. */
    public static Optional<Long> of(BigDecimal number) {
        boolean fits = isInteger(number) && number.abs().compareTo(LARGEST) <= 0;
        return fits ? Optional.of(number.longValueExact()) : Optional.empty();
    }
}
