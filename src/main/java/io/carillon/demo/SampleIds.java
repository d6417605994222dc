package io.carillon.demo;

import java.util.Random;
import java.util.UUID;

/** Creates ids that look like those in the two documents. */
final class SampleIds {

    private final Random random;

    SampleIds(Random random) {
        this.random = random;
    }

    /** Such as {@code ab9f4201-4ef4-4a02-946f-81c3399959a2}. */
    String uuid() {
        long most = random.nextLong() & ~0xF000L | 0x4000L;
        long least = random.nextLong() >>> 2 | Long.MIN_VALUE;
        return new UUID(most, least).toString();
    }

    /** Such as {@code pt_555666777}. */
    String numbered(String prefix) {
        return prefix + "_" + (100_000_000 + random.nextInt(900_000_000));
    }
}
