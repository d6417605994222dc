package io.carillon.benchmark;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;

/** What Linux keeps about a process under {@code /proc}: processor time and memory. */
final class ProcessTimes {

    /** {@code USER_HZ}, which Linux has fixed at 100 for all its architectures in use. */
    private static final double TICKS_A_SECOND = 100;
    private static final int OWN = 11;
    private static final int WAITED_FOR = 13;

    private ProcessTimes() {
    }

    /** Seconds of processor time of the process {@code pid} and of its children, those that have ended included. */
    static double ofFamily(long pid) {
        double ended = seconds(pid, WAITED_FOR);
        double living = ProcessHandle.of(pid).stream().flatMap(ProcessHandle::children)
                .mapToDouble(child -> seconds(child.pid(), OWN)).sum();
        return seconds(pid, OWN) + ended + living;
    }

    /** Seconds of processor time of the process {@code pid} alone. */
    static double of(long pid) {
        return seconds(pid, OWN);
    }

    /** Seconds of processor time of the compilers that run inside the process {@code pid}, a Java machine. */
    static double ofCompilers(long pid) {
        try (var threads = Files.list(Path.of("/proc", String.valueOf(pid), "task"))) {
            return threads.map(thread -> thread.resolve("stat")).filter(ProcessTimes::isCompiler)
                    .mapToDouble(stat -> seconds(stat, OWN)).sum();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean isCompiler(Path stat) {
        try {
            return Files.readString(stat.resolveSibling("comm")).matches("C[12] Compiler.*\\s*");
        } catch (IOException ended) {
            return false;
        }
    }

    private static double seconds(long pid, int first) {
        return seconds(Path.of("/proc", String.valueOf(pid), "stat"), first);
    }

    private static double seconds(Path file, int first) {
        try {
            String stat = Files.readString(file);
            String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
            return (Long.parseLong(fields[first]) + Long.parseLong(fields[first + 1])) / TICKS_A_SECOND;
        } catch (NoSuchFileException e) {
            return 0;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Megabytes of {@code entry} of the process' status: {@code VmRSS} is resident memory, {@code VmHWM} its peak. */
    static double megabytes(long pid, String entry) {
        try (var lines = Files.lines(Path.of("/proc", String.valueOf(pid), "status"))) {
            return lines.filter(line -> line.startsWith(entry + ":")).findFirst()
                    .map(line -> Arrays.asList(line.split("\\s+")).get(1)).map(Long::parseLong).orElseThrow() / 1024.0;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
