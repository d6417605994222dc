package io.carillon.process;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/**
 * Where the log of the demonstration goes, whose terminal has its own lines only: a file in the home folder that only its owner
 * reads. When it is full, it replaces the one before, so that both together stay small.
 */
final class LogFile extends OutputStream {

    static final String NAME = "carillon.log";
    static final String EARLIER = "carillon.log.1";
    private static final long MOST_BYTES = 10L << 20;

    private final Path file;
    private final long mostBytes;
    private OutputStream out;
    private long written;

    LogFile(Path home, long mostBytes) throws IOException {
        this.file = home.resolve(NAME);
        this.mostBytes = mostBytes;
        open();
    }

    /** Sends everything that this process prints to the file from now on; returns the file. */
    static Path redirect(Path home) throws IOException {
        LogFile log = new LogFile(home, MOST_BYTES);
        PrintStream stream = new PrintStream(log, true, StandardCharsets.UTF_8);
        System.setOut(stream);
        System.setErr(stream);
        return log.file;
    }

    private void open() throws IOException {
        out = Files.newOutputStream(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        HomeFolder.restrict(file, "rw-------");
        written = Files.size(file);
    }

    @Override
    public synchronized void write(byte[] bytes, int offset, int length) throws IOException {
        if (written > mostBytes) {
            out.close();
            Files.move(file, file.resolveSibling(EARLIER), StandardCopyOption.REPLACE_EXISTING);
            open();
        }
        out.write(bytes, offset, length);
        written += length;
    }

    @Override
    public void write(int one) throws IOException {
        write(new byte[] {(byte) one}, 0, 1);
    }

    @Override
    public synchronized void close() throws IOException {
        out.close();
    }
}
