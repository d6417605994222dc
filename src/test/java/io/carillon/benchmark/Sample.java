package io.carillon.benchmark;

/**
 * One repetition of a station.
 *
 * @param figure    in the station's unit
 * @param reference what the figure is compared with, measured in the same repetition; null where there is nothing
 * @param costs     of each change or delivery
 */
record Sample(double figure, Double reference, Costs costs) {
}
