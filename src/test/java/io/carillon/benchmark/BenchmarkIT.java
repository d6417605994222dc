package io.carillon.benchmark;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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
        Map<String, Double> rates = new LinkedHashMap<>();
        for (String name : plan.stations()) {
            if (name.equals(Stations.HISTORY) && site.sql().isPresent()) {
                measureAgain(rates, site);
            } else if (Stations.isFor(name, site.database())) {
                double figure = measured(name, Stations.of(name, site), site);
                if (Stations.isRate(name)) {
                    rates.put(name, figure);
                }
            }
        }
    }

    private void measureAgain(Map<String, Double> rates, Site site) throws Exception {
        new History(site.sql().orElseThrow(), plan).write();
        for (Map.Entry<String, Double> empty : rates.entrySet()) {
            measured(empty.getKey() + ", history", new HistoryStation(Stations.of(empty.getKey(), site), empty.getValue()), site);
        }
    }

    private double measured(String name, Station station, Site site) throws Exception {
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
            Row row = Row.of(site.database(), name, station, samples);
            table.add(row);
            return row.figures().median();
        }
    }
}
