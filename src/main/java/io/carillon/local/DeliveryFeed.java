package io.carillon.local;

import java.io.IOException;
import java.io.InputStream;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The deliveries of a service from now on: each is passed on after an attempt, and once if it is skipped. It reads the
 * service's stream, connects again when that ends, and polls while the service has no place for another stream. What happened
 * during a break is made up for; what was passed on is remembered, because a stream begins a few seconds before its last event.
 */
final class DeliveryFeed {

    /** Takes one delivery; after an exception it gets it again. */
    interface Sink {
        void take(JsonValue delivery) throws IOException;
    }

    private static final Duration SILENCE = Duration.ofSeconds(45);
    private static final Duration PAUSE = Duration.ofSeconds(1);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);
    private static final int POLLS_BEFORE_NEXT_STREAM = 30;
    private static final int MOST_SEEN = 20_000;
    private static final int MOST_PENDING = 500;
    private static final int MOST_ASKED_IN_A_POLL = 20;

    private final RemoteService service;
    private final String filter;
    private final Sink sink;
    private final Terminal terminal;
    private final Lifetime lifetime;
    /** How far each delivery was when it was last seen. */
    private final Map<String, Integer> seen = new LinkedHashMap<>();
    /** Those whose next attempt is to come, the longest not asked for first. */
    private final Set<String> pending = new LinkedHashSet<>();
    private String lastId;
    private Duration pause = PAUSE;
    private boolean isCut;

    /**
     * Feeds {@code sink}.
     *
     * @param filter parameters of {@code GET /deliveries} and {@code GET /stream}
     */
    DeliveryFeed(RemoteService service, String filter, Surroundings surroundings, Sink sink) {
        this.service = service;
        this.filter = filter;
        this.sink = sink;
        terminal = surroundings.terminal();
        lifetime = surroundings.lifetime();
    }

    /** Remembers the deliveries that are there already, which are not passed on. */
    void start() throws IOException {
        for (JsonValue delivery : newest()) {
            remember(delivery);
        }
    }

    /**
     * Passes on deliveries until the lifetime ends.
     *
     * @throws Refused if the service will not show them any more
     */
    void follow() throws Refused {
        while (!lifetime.isOver()) {
            try {
                Optional<InputStream> stream = open();
                if (stream.isPresent()) {
                    read(stream.get());
                } else {
                    poll();
                }
                lifetime.lasts(PAUSE);
            } catch (IOException e) {
                if (e instanceof Refused refused && !refused.mayPass()) {
                    throw refused;
                }
                waitAfter(e);
            }
        }
    }

    /** The stream; empty if the service has no place for it. */
    private Optional<InputStream> open() throws IOException {
        try {
            return Optional.of(service.stream("/stream?" + filter, lastId));
        } catch (Refused e) {
            if (e.status() != 429 && e.status() != 503) {
                throw e;
            }
            return Optional.empty();
        }
    }

    private void read(InputStream stream) throws IOException {
        try (EventStream events = new EventStream(stream, SILENCE)) {
            askForPending(MOST_PENDING);
            if (lastId == null) {
                takeAll(newest());
            }
            goOn("connected again");
            for (Optional<String> data = events.next(); data.isPresent(); data = events.next()) {
                take(parsed(data.get()));
            }
        }
    }

    private static JsonValue parsed(String data) throws IOException {
        try {
            return JsonValue.parse(data);
        } catch (IllegalArgumentException e) {
            throw new IOException("the stream has an event that is " + e.getMessage(), e);
        }
    }

    /** For about a minute; then there may be a place for a stream. */
    private void poll() throws IOException {
        for (int i = 0; i < POLLS_BEFORE_NEXT_STREAM && !lifetime.isOver(); i++) {
            askForPending(MOST_ASKED_IN_A_POLL);
            takeAll(lastId == null ? newest() : after(lastId));
            goOn("connected again, without a stream");
            lifetime.lasts(PAUSE.multipliedBy(2));
        }
    }

    private void askForPending(int most) throws IOException {
        for (String id : pending.stream().limit(most).toList()) {
            try {
                take(service.get("/deliveries/" + id));
            } catch (Refused e) {
                if (e.status() != 404) {
                    throw e;
                }
                pending.remove(id);
            }
        }
    }

    /** Up to 200 deliveries, the oldest of them first. */
    private List<JsonValue> newest() throws IOException {
        List<JsonValue> newest = new ArrayList<>(service.get("/deliveries?limit=200&" + filter).at("items").items());
        Collections.reverse(newest);
        return newest;
    }

    private List<JsonValue> after(String id) throws IOException {
        List<JsonValue> all = new ArrayList<>();
        Optional<String> cursor = Optional.of("");
        while (cursor.isPresent()) {
            JsonValue page = service.get("/deliveries?limit=200&" + filter + "&after=" + id + cursor.get());
            all.addAll(page.at("items").items());
            cursor = page.at("nextCursor").text().map(next -> "&cursor=" + URLEncoder.encode(next, StandardCharsets.UTF_8));
        }
        return all;
    }

    private void takeAll(List<JsonValue> deliveries) throws IOException {
        for (JsonValue delivery : deliveries) {
            take(delivery);
        }
    }

    private void take(JsonValue delivery) throws IOException {
        if (progress(delivery) > seen.getOrDefault(id(delivery), 0)) {
            sink.take(delivery);
        }
        remember(delivery);
    }

    private void remember(JsonValue delivery) {
        String id = id(delivery);
        seen.merge(id, progress(delivery), Math::max);
        dropFirst(seen.keySet(), MOST_SEEN);
        pending.remove(id);
        if (delivery.at("status").text().filter("pending"::equals).isPresent()) {
            pending.add(id);
            dropFirst(pending, MOST_PENDING);
        }
        lastId = lastId == null || id.compareTo(lastId) > 0 ? id : lastId;
    }

    private static void dropFirst(Set<String> ids, int most) {
        if (ids.size() > most) {
            ids.remove(ids.iterator().next());
        }
    }

    private static String id(JsonValue delivery) {
        return delivery.at("id").text().orElse("");
    }

    /** 0 if nothing was sent yet, 1 if nothing will be because the delivery is skipped, and more after each attempt. */
    private static int progress(JsonValue delivery) {
        int attempts = delivery.at("attempts").number();
        boolean isSkipped = delivery.at("status").text().filter("skipped"::equals).isPresent();
        return attempts > 0 ? attempts + 1 : isSkipped ? 1 : 0;
    }

    private void goOn(String news) {
        if (isCut) {
            terminal.aside(news);
        }
        isCut = false;
        pause = PAUSE;
    }

    private void waitAfter(IOException e) {
        if (!isCut) {
            terminal.rejected("the connection was lost, connecting again: " + e.getMessage());
        }
        isCut = true;
        lifetime.lasts(pause);
        pause = pause.multipliedBy(2).compareTo(LONGEST_PAUSE) < 0 ? pause.multipliedBy(2) : LONGEST_PAUSE;
    }
}
