package io.carillon.blackbox.support;

import java.io.IOException;
import java.io.UncheckedIOException;

/** Signals that Java itself does not send. */
public final class Signal {

    private Signal() {
    }

    /** Sends {@code SIG…name} and returns when it was sent. */
    public static void send(String name, long pid) {
        try {
            new ProcessBuilder("kill", "-" + name, String.valueOf(pid)).start().waitFor();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
