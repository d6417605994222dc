package io.carillon.benchmark;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * {@code mvn verify -Pbenchmark}: measures every station of the {@link Plan} and writes the table. It fails when a run is
 * void, not when a goal is missed: the table says so.
 */
@Tag("long")
class BenchmarkIT {

    private final Plan plan = Plan.ofProperties();
    private final Table table = new Table(Machine.description());

    @Test
    void everyStationOfThePlan() throws Exception {
        for (String database : plan.databases()) {
            try (Site site = new Site(database, plan)) {
                measure(site);
                table.add(SiteFacts.of(site));
            }
        }
        System.out.println(table.markdown());
    }

    private void measure(Site site) throws Exception {
        for (String name : plan.stations()) {
            if (Stations.isFor(name, site.database())) {
                measured(name, Stations.of(name, site), site);
            }
        }
    }

    private void measured(String name, Station station, Site site) throws Exception {
        try (station) {
            station.warmUp();
            Profile profile = plan.profiled() ? Profile.start(site.servicePid(), site.database() + "-" + name) : null;
            List<Sample> samples = new ArrayList<>();
            for (int i = 0; i < plan.repetitions(); i++) {
                samples.add(station.measure());
            }
            if (profile != null) {
                profile.stop();
            }
            table.add(Row.of(site.database(), name, station, samples));
        }
    }
}
