package io.carillon.blackbox.crash.network;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Has the kernel drop TCP packets of single ports of loopback, in both directions, by a small program for its packet filter. It
 * needs {@code tc} and the right to use it in the network namespace of the tests, such as that of {@code unshare -rn}.
 */
final class PacketFilter implements AutoCloseable {

    /** An Ethernet header and an IPv4 header without options precede the ports. */
    private static final int SOURCE_PORT = 34;
    private static final int DESTINATION_PORT = 36;
    /** Loads a random number of 32 bits instead of a part of the packet. */
    private static final long RANDOM = 0xfffff038L;
    private static final long TWO_TO_32 = 1L << 32;
    private static final int DROP = 2;
    private static final long NEXT_FILTER = 0xffffffffL;

    private final boolean isOurs;

    private PacketFilter(boolean isOurs) {
        this.isOurs = isOurs;
    }

    /** Empty where the kernel or the rights do not suffice. */
    static Optional<PacketFilter> ofLoopback() {
        try {
            boolean added = tc("qdisc", "add", "dev", "lo", "clsact") == 0;
            return added || tc("qdisc", "show", "dev", "lo", "clsact") == 0 && tc("filter", "show", "dev", "lo", "ingress") == 0
                    ? Optional.of(new PacketFilter(added)) : Optional.empty();
        } catch (UncheckedIOException noSuchProgram) {
            return Optional.empty();
        }
    }

    /** Drops packets from and to {@code port}: so many of a hundred, at random. */
    void drop(int port, int percent) {
        String program = String.join(",", List.of("8",
                "40 0 0 " + DESTINATION_PORT, "21 2 0 " + port,
                "40 0 0 " + SOURCE_PORT, "21 0 3 " + port,
                "32 0 0 " + RANDOM, "53 1 0 " + Math.min(TWO_TO_32 - 1, percent * TWO_TO_32 / 100),
                "6 0 0 " + DROP, "6 0 0 " + NEXT_FILTER));
        require(tc("filter", "add", "dev", "lo", "ingress", "protocol", "ip", "pref", "" + port,
                "bpf", "direct-action", "bytecode", program));
    }

    /** Lets all packets of {@code port} pass again. */
    void pass(int port) {
        require(tc("filter", "del", "dev", "lo", "ingress", "pref", "" + port));
    }

    private static void require(int status) {
        if (status != 0) {
            throw new IllegalStateException("tc ended with " + status);
        }
    }

    private static int tc(String... arguments) {
        try {
            return new ProcessBuilder(Stream.concat(Stream.of("tc"), Stream.of(arguments)).toList())
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD).redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start().waitFor();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        if (isOurs) {
            tc("qdisc", "del", "dev", "lo", "clsact");
        }
    }
}
