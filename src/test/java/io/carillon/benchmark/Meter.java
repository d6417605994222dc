package io.carillon.benchmark;

/** Reads the processes' and the database's own counters before and after a run. */
final class Meter {

    private final Site site;
    private final Reading begin;

    private Meter(Site site) {
        this.site = site;
        this.begin = read();
    }

    static Meter start(Site site) {
        return new Meter(site);
    }

    /** What each of {@code units} has cost since the start. */
    Costs stop(long units) {
        Reading end = read();
        return new Costs((end.service - begin.service) * 1e6 / units, (end.database - begin.database) * 1e6 / units,
                site.sql().isPresent() ? (double) (end.counts.statements() - begin.counts.statements()) / units : null,
                site.sql().isPresent() ? (double) (end.counts.logBytes() - begin.counts.logBytes()) / units : null);
    }

    private Reading read() {
        return new Reading(ProcessTimes.of(site.servicePid()),
                site.databasePid().stream().mapToDouble(ProcessTimes::ofFamily).sum(),
                site.sql().map(Sql::counts).orElse(null));
    }

    private record Reading(double service, double database, Sql.Counts counts) {
    }
}
