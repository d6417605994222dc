package io.carillon.local;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * The server-sent events of one connection. A thread reads them, so that a connection that was cut without a word is noticed:
 * the service writes at least every 15 seconds.
 */
final class EventStream implements AutoCloseable {

    private static final int MOST_WAITING = 200;
    private static final String DATA = "data:";

    private final InputStream body;
    private final Duration patience;
    /** Lines; an empty one ends an event, and nothing at all is the end. */
    private final BlockingQueue<Optional<String>> lines = new LinkedBlockingQueue<>(MOST_WAITING);
    private final Thread reader = new Thread(this::read, "carillon-events");

    /** Reads {@code body}; gives up when nothing comes for {@code patience}. */
    EventStream(InputStream body, Duration patience) {
        this.body = body;
        this.patience = patience;
        reader.setDaemon(true);
        reader.start();
    }

    /**
     * The data of the next event; empty when the other side has ended the stream.
     *
     * @throws IOException if nothing has come for too long
     */
    Optional<String> next() throws IOException {
        StringBuilder data = new StringBuilder();
        Optional<String> line = line();
        while (line.isPresent() && (!line.get().isEmpty() || data.isEmpty())) {
            if (line.get().startsWith(DATA)) {
                data.append(line.get().substring(DATA.length()).strip());
            }
            line = line();
        }
        return line.map(end -> data.toString());
    }

    private Optional<String> line() throws IOException {
        try {
            Optional<String> line = lines.poll(patience.toMillis(), TimeUnit.MILLISECONDS);
            if (line == null) {
                throw new IOException("nothing has come for " + patience.toSeconds() + " seconds");
            }
            return line;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    private void read() {
        try (BufferedReader text = new BufferedReader(new InputStreamReader(body, StandardCharsets.UTF_8))) {
            for (String line = text.readLine(); line != null; line = text.readLine()) {
                lines.put(Optional.of(line));
            }
        } catch (IOException e) {
            // the connection broke; what follows is the end, after which the caller connects again
        } catch (InterruptedException e) {
            return;
        }
        end();
    }

    private void end() {
        try {
            lines.put(Optional.empty());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        reader.interrupt();
        try {
            body.close();
        } catch (IOException e) {
            // it is of no use any more
        }
    }
}
