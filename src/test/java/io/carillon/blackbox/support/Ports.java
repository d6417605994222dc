package io.carillon.blackbox.support;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Ports of loopback for processes that tests start. A port belongs to this process until it ends, even while its server is
 * down, because a locked file stands for it: no other test and no other run on this machine gets it in the meantime.
 */
public final class Ports {

    private static final Path FILES = Path.of(System.getProperty("java.io.tmpdir"), "carillon-test-ports");
    private static final List<FileLock> OWN = new ArrayList<>();

    private Ports() {
    }

    /** A port below those that the system lends to clients (32768 and more on Linux). */
    public static synchronized int reserve() {
        try {
            Files.createDirectories(FILES);
            int port;
            do {
                port = ThreadLocalRandom.current().nextInt(20_000, 32_000);
            } while (!isReserved(port));
            return port;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean isReserved(int port) throws IOException {
        FileChannel file = FileChannel.open(FILES.resolve(String.valueOf(port)), StandardOpenOption.CREATE,
                StandardOpenOption.WRITE);
        FileLock lock = locked(file);
        if (lock == null || !isFree(port)) {
            file.close();
            return false;
        }
        OWN.add(lock);
        return true;
    }

    /** Null if it is another's, in this process or not. */
    private static FileLock locked(FileChannel file) throws IOException {
        try {
            return file.tryLock();
        } catch (OverlappingFileLockException own) {
            return null;
        }
    }

    private static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            return socket.isBound();
        } catch (IOException taken) {
            return false;
        }
    }

    /** Whether a server accepts connections at {@code port}. */
    static boolean listens(int port) {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (IOException notYet) {
            return false;
        }
    }
}
