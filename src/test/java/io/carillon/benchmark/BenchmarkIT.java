package io.carillon.benchmark;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.empty;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.awaitility.core.ConditionTimeoutException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * {@code mvn verify -Pbenchmark}: measures every station of the {@link Plan} and writes the table. A station whose run is void
 * has no row, and the others go on; it fails in the end when there was one, not when a goal is missed: the table says so.
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
        assertThat(table.voids(), empty());
    }

    private void measure(Site site) throws Exception {
        Map<String, Double> rates = new LinkedHashMap<>();
        for (String name : plan.stations()) {
            if (name.equals(Stations.HISTORY) && site.sql().isPresent()) {
                measureAgain(rates, site);
            } else if (Stations.isFor(name, site.database())) {
                OptionalDouble figure = measured(name, Stations.of(name, site), site);
                if (Stations.isRate(name)) {
                    figure.ifPresent(rate -> rates.put(name, rate));
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

    private OptionalDouble measured(String name, Station station, Site site) throws Exception {
        try (station) {
            station.warmUp();
            List<Sample> samples = new ArrayList<>();
            for (int i = 0; i < plan.repetitions(); i++) {
                samples.add(station.measure());
            }
            Row row = Row.of(site.database(), name, station, samples);
            table.add(row);
            if (plan.profiled()) {
                Profile profile = Profile.start(site.servicePid(), site.database() + "-" + name);
                station.measure();
                profile.stop();
            }
            return OptionalDouble.of(row.figures().median());
        } catch (VoidRun | ConditionTimeoutException e) {
            table.addVoid(site.database(), name, e);
            return OptionalDouble.empty();
        }
    }
}
