package io.carillon.blackbox.support;

import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.awaitility.core.ConditionTimeoutException;

/** A Bash in which somebody types, and everything that is printed in it. */
public final class PageTerminal implements AutoCloseable {

    private static final long STOP_SECONDS = 60;

    private final Process process;
    private final Writer keys;
    private final Duration limit;
    private final StringBuffer printed = new StringBuffer();

    /** {@code limit} is how long a reader waits for an output. */
    PageTerminal(Duration limit) {
        this.limit = limit;
        ProcessBuilder builder = new ProcessBuilder("bash", "--norc").redirectErrorStream(true);
        builder.environment().put("LC_ALL", "C.UTF-8");
        try {
            process = builder.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        keys = process.outputWriter(StandardCharsets.UTF_8);
        Thread reader = new Thread(this::read, "a terminal");
        reader.setDaemon(true);
        reader.start();
    }

    private void read() {
        try (var output = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            output.lines().forEach(line -> printed.append(line).append('\n'));
        } catch (IOException e) {
            printed.append(e);
        }
    }

    /** Types commands, and does not wait for them. */
    public void type(String commands) {
        try {
            keys.append(commands).append('\n').flush();
        } catch (IOException e) {
            throw new UncheckedIOException(printed(), e);
        }
    }

    /** Types commands, waits until they have ended, and returns what they have printed. */
    public String run(String commands) {
        String end = "== end at " + printed.length();
        int start = printed.length();
        type(commands + "\necho '" + end + "'");
        String all = until(commands, text -> text.substring(start).contains(end));
        return all.substring(start, all.indexOf(end, start));
    }

    /** Waits until everything that was printed is as {@code expected}. */
    public String until(String what, Predicate<String> expected) {
        try {
            return await(what).atMost(limit).until(this::printed, text -> {
                if (!process.isAlive()) {
                    throw new IllegalStateException("the terminal was closed by " + what + ":\n" + text);
                }
                return expected.test(text);
            });
        } catch (ConditionTimeoutException e) {
            throw new AssertionError(what + "\nis not what there is after " + limit + ":\n" + printed(), e);
        }
    }

    private String printed() {
        return printed.toString();
    }

    /** Ends what runs in it, as Ctrl-C does, and waits for the end. */
    @Override
    public void close() {
        List<ProcessHandle> running = process.descendants().toList();
        running.forEach(ProcessHandle::destroy);
        running.forEach(one -> one.onExit().orTimeout(STOP_SECONDS, TimeUnit.SECONDS).join());
        process.destroyForcibly().onExit().join();
    }
}
