package io.carillon.benchmark;

import io.vertx.core.MultiMap;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

/** What HttpClient 5 does by itself: the same signed requests to the same receiver, with as many threads as the service has. */
final class ClientLimit implements AutoCloseable {

    private static final int THREADS = 64;
    private static final List<String> OF_THE_CLIENT = List.of("host", "connection", "content-length", "content-type",
            "accept-encoding", "transfer-encoding");

    private final Poster poster = new Poster(THREADS, 200);
    private final AtomicInteger next = new AtomicInteger();
    private final ClosedLoop loop;

    /** Sends what {@code from} has received to {@code to}. */
    ClientLimit(Hook from, String to) {
        URI url = URI.create(to);
        List<Request> requests = new ArrayList<>();
        from.kept().forEach(kept -> requests.add(new Request(headers(kept.headers()), kept.body())));
        loop = new ClosedLoop(IntStream.range(0, THREADS).mapToObj(i -> (Work) () -> {
            Request request = requests.get(Math.floorMod(next.getAndIncrement(), requests.size()));
            poster.post(url, request.headers(), request.body());
            return 1;
        }).toList());
    }

    private static Map<String, String> headers(MultiMap received) {
        Map<String, String> headers = new LinkedHashMap<>();
        received.forEach(header -> {
            if (!OF_THE_CLIENT.contains(header.getKey().toLowerCase(Locale.ROOT))) {
                headers.put(header.getKey(), header.getValue());
            }
        });
        return headers;
    }

    void warmUp(Duration least) {
        loop.warmUp(least, () -> true);
    }

    double perSecond(Duration time) {
        return loop.run(time).perSecond();
    }

    @Override
    public void close() throws IOException {
        poster.close();
    }

    private record Request(Map<String, String> headers, byte[] body) {
    }
}
