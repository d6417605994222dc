package io.carillon.benchmark;

import java.util.List;

/** The rows of the table by name. */
final class Stations {

    /** Fills the database and measures the rates again; see {@link HistoryStation}. */
    static final String HISTORY = "history";
    private static final List<String> OF_BOTH_DATABASES = List.of("post-1", "jms", "post-100", "buckets", "instant");
    private static final List<String> RATES = List.of("post-1", "jms", "post-100", "buckets");

    private Stations() {
    }

    /** Whether the station can be measured on {@code database}; the big ones need PostgreSQL. */
    static boolean isFor(String name, String database) {
        return OF_BOTH_DATABASES.contains(name) || !name.equals(HISTORY) && database.equals("postgresql");
    }

    /** Whether its figure is a rate that history must not slow down. */
    static boolean isRate(String name) {
        return RATES.contains(name);
    }

    static Station of(String name, Site site) throws Exception {
        return switch (name) {
            case "post-1" -> new PostStation(site);
            case "jms" -> new JmsStation(site);
            case "post-100" -> new BatchStation(site);
            case "buckets" -> new BucketsStation(site);
            case "instant" -> new InstantStation(site);
            case "tick-100k" -> new TickStation(site);
            case "tick-1m" -> new GrowthStation(site);
            case "hostile" -> new HostileStation(site);
            case "console" -> new ConsoleStation(site);
            case "lists" -> new ListsStation(site);
            default -> throw new IllegalArgumentException("no such station: " + name);
        };
    }
}
