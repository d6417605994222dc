package io.carillon.benchmark;

/** Another station once more, in a database full of history, compared with the empty one. */
final class HistoryStation implements Station {

    private final Station station;
    private final double empty;

    /** {@code empty} is the median figure of {@code station} before. */
    HistoryStation(Station station, double empty) {
        this.station = station;
        this.empty = empty;
    }

    @Override
    public String figure() {
        return station.figure() + ", with history";
    }

    @Override
    public String reference() {
        return "empty database";
    }

    @Override
    public String unit() {
        return station.unit();
    }

    @Override
    public Goal goal() {
        return new Goal(Goal.Kind.RATIO_AT_LEAST, 0.9);
    }

    @Override
    public void warmUp() throws Exception {
        station.warmUp();
    }

    @Override
    public Sample measure() throws Exception {
        Sample sample = station.measure();
        return new Sample(sample.figure(), empty, sample.costs());
    }

    @Override
    public void close() throws Exception {
        station.close();
    }
}
