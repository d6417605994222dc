package io.carillon.benchmark;

/** So many units in so many seconds. */
record Rate(long units, double seconds) {

    double perSecond() {
        return units / seconds;
    }
}
