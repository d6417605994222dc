package io.carillon.benchmark;

import com.fasterxml.jackson.databind.JsonNode;
import io.carillon.blackbox.support.Api;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * A page of each list, unfiltered and with each of its filters, in a database full of history: the newest page and the one after
 * it. The figure is the slowest of them; all of them are in {@code target/benchmark-lists.md}.
 */
final class ListsStation implements Station {

    private static final int TIMES = 9;
    private static final int TOO_MANY_REQUESTS = 429;
    private static final Path ALL = Path.of("target", "benchmark-lists.md");

    private final Site site;
    private String slowest = "page of any list";

    ListsStation(Site site) {
        this.site = site;
    }

    @Override
    public String figure() {
        return slowest + ", ms";
    }

    @Override
    public String reference() {
        return "";
    }

    @Override
    public String unit() {
        return "page";
    }

    @Override
    public Goal goal() {
        return new Goal(Goal.Kind.FIGURE_AT_MOST, 100);
    }

    @Override
    public void warmUp() {
        new History(site.sql().orElseThrow(), site.plan()).write();
        site.warmUp(slice -> {
            long start = System.nanoTime();
            paths().forEach(path -> page(path, ""));
            return paths().size() / ((System.nanoTime() - start) / 1e9);
        });
    }

    @Override
    public Sample measure() {
        Map<String, Double> millis = new LinkedHashMap<>();
        Meter meter = Meter.start(site);
        for (String path : paths()) {
            JsonNode next = page(path, "").content.path("nextCursor");
            millis.put(path, median(path, ""));
            if (next.isTextual()) {
                millis.put(path + ", next page", median(path, "&cursor=" + next.asText()));
            }
        }
        Costs costs = meter.stop((long) millis.size() * TIMES);
        Map.Entry<String, Double> worst = millis.entrySet().stream().max(Map.Entry.comparingByValue()).orElseThrow();
        slowest = "slowest of " + millis.size() + " pages, " + worst.getKey();
        write(millis);
        return new Sample(worst.getValue(), null, costs);
    }

    private double median(String path, String cursor) {
        double[] millis = new double[TIMES];
        Arrays.setAll(millis, i -> page(path, cursor).millis);
        Arrays.sort(millis);
        return millis[TIMES / 2];
    }

    private Answer page(String path, String cursor) {
        String asked = path.startsWith("/search") ? path : limited(path) + cursor;
        while (true) {
            long start = System.nanoTime();
            HttpResponse<String> response = site.api().get(asked);
            double millis = (System.nanoTime() - start) / 1e6;
            if (response.statusCode() != TOO_MANY_REQUESTS) {
                return new Answer(Api.json(response, 200), millis);
            }
            pause(response.headers().firstValueAsLong("Retry-After").orElseThrow());
        }
    }

    /** What a caller may ask only a few times a second is asked again when the service says so. */
    private static void pause(long seconds) {
        LockSupport.parkNanos(TimeUnit.SECONDS.toNanos(seconds));
    }

    /** {@code path}, a page of 100; a search has a length of its own. */
    private static String limited(String path) {
        return path + (path.contains("?") ? "&" : "?") + "limit=100";
    }

    /** What can be asked of tenants that have as much history as any other. */
    private static List<String> paths() {
        long organization = History.FIRST + 1;
        String object = "organization=" + organization + "&resourceId=" + History.OBJECT;
        Instant now = Instant.now().truncatedTo(ChronoUnit.HOURS);
        String hour = "from=" + now.minus(3, ChronoUnit.DAYS) + "&to=" + now.minus(3, ChronoUnit.DAYS).plusSeconds(3600);
        List<String> paths = new ArrayList<>(List.of("/organizations", "/organizations?q=Old",
                "/organizations?application=" + History.APPLICATION, "/organizations/" + organization + "/applications",
                "/applications", "/applications?q=Old", "/applications?organization=" + organization,
                "/applications/" + History.APPLICATION + "/endpoints", "/enablements", "/endpoints", "/endpoints?q=hook",
                "/endpoints?status=inactive", "/endpoints?standing=failing", "/endpoints?organization=" + organization,
                "/endpoints?application=" + History.APPLICATION, "/event-types/score.updated/subscribers",
                "/resource-types/score/subscribers", "/redeliveries", "/rejected-messages/jobs", "/api-keys", "/notices",
                "/search?q=" + History.OBJECT, "/search?q=Old", "/search?q=" + History.ENDPOINT));
        for (String filter : List.of("", hour, "organization=" + organization, "eventType=score.updated", "mode=coalesced",
                object + "&resourceType=score")) {
            paths.add(path("/messages", filter));
            paths.add(path("/deliveries", filter));
        }
        for (String filter : List.of("endpoint=" + History.ENDPOINT, "application=" + History.APPLICATION, "status=failed",
                "status=pending", "outcome=status", "outcome=timeout", "status=failed&" + hour)) {
            paths.add("/deliveries?" + filter);
        }
        paths.add("/messages?recipients=none");
        for (String filter : List.of("", hour, "organization=" + organization, "reason=malformed")) {
            paths.add(path("/rejected-messages", filter));
            paths.add(path("/intake-refusals", filter));
        }
        for (String filter : List.of("", hour, "actor=key_old_1", "action=endpoint.changed", "object=" + History.ENDPOINT)) {
            paths.add(path("/audit-log", filter));
        }
        paths.add("/changes?" + object + "&from=" + now.minus(7, ChronoUnit.DAYS));
        return paths;
    }

    private static String path(String list, String filter) {
        return filter.isEmpty() ? list : list + "?" + filter;
    }

    private static void write(Map<String, Double> millis) {
        List<String> lines = new ArrayList<>(List.of("| page | median of " + TIMES + ", ms |", "|---|---|"));
        millis.entrySet().stream().sorted(Map.Entry.<String, Double>comparingByValue().reversed()).forEach(page -> lines.add(
                "| `GET " + page.getKey() + "` | " + String.format(Locale.ROOT, "%.1f", page.getValue()) + " |"));
        try {
            Files.write(ALL, lines);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private record Answer(JsonNode content, double millis) {
    }
}
