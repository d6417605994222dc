package io.carillon.blackbox.support;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** A time of day for one process that a test sets, by a small library that is preloaded. It needs Linux and a C compiler. */
public final class SteppingClock {

    private final Path library;
    private final Path offset;

    private SteppingClock(Path library, Path offset) {
        this.library = library;
        this.offset = offset;
    }

    /** A clock that is right, with its files in {@code folder}; empty where no such library can be built. */
    public static Optional<SteppingClock> in(Path folder) throws IOException, InterruptedException {
        Path source = folder.resolve("clock.c");
        Path library = folder.resolve("clock.so");
        try (InputStream text = SteppingClock.class.getResourceAsStream("/clock/clock.c")) {
            Files.copy(text, source);
        }
        try {
            Process compiler = new ProcessBuilder("cc", "-shared", "-fPIC", "-O2", "-o", library.toString(), source.toString(),
                    "-ldl").inheritIO().start();
            if (compiler.waitFor() != 0) {
                return Optional.empty();
            }
        } catch (IOException noCompiler) {
            return Optional.empty();
        }
        SteppingClock clock = new SteppingClock(library, folder.resolve("clock.offset"));
        clock.set(Duration.ZERO);
        return Optional.of(clock);
    }

    /** What makes a process use this clock. */
    public Map<String, String> settings() {
        return Map.of("LD_PRELOAD", library.toString(), "TEST_CLOCK_FILE", offset.toString());
    }

    /** Sets the time of day to the right one plus {@code difference}. */
    public void set(Duration difference) {
        ByteBuffer bytes = ByteBuffer.allocate(Long.BYTES).order(ByteOrder.nativeOrder()).putLong(difference.toNanos()).flip();
        try (FileChannel file = FileChannel.open(offset, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            file.write(bytes, 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
