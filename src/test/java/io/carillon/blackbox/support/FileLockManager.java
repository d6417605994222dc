package io.carillon.blackbox.support;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.apache.activemq.artemis.lockmanager.DistributedLock;
import org.apache.activemq.artemis.lockmanager.DistributedLockManager;
import org.apache.activemq.artemis.lockmanager.MutableLong;
import org.apache.activemq.artemis.lockmanager.UnavailableStateException;

/**
 * What ZooKeeper is to two machines, for brokers on one: locks and numbers as files. The system releases the locks of a process
 * that ends, however it ends.
 */
public final class FileLockManager implements DistributedLockManager {

    private final Path folder;
    private final Map<String, Lock> locks = new ConcurrentHashMap<>();
    private volatile boolean isStarted;

    /** {@code properties} are those of the broker's configuration. */
    public FileLockManager(Map<String, String> properties) {
        folder = Path.of(properties.get("connect-string"));
    }

    @Override
    public void start() {
        isStarted = true;
    }

    @Override
    public boolean start(long timeout, TimeUnit unit) {
        start();
        return true;
    }

    @Override
    public boolean isStarted() {
        return isStarted;
    }

    @Override
    public void stop() {
        isStarted = false;
        locks.values().forEach(Lock::close);
        locks.clear();
    }

    @Override
    public DistributedLock getDistributedLock(String lockId) {
        return locks.computeIfAbsent(lockId, id -> new Lock(id, folder.resolve(id + ".lock")));
    }

    @Override
    public MutableLong getMutableLong(String mutableLongId) {
        return new Number(mutableLongId, folder.resolve(mutableLongId + ".number"));
    }

    @Override
    public void addUnavailableManagerListener(UnavailableManagerListener listener) {
        // a file is always available
    }

    @Override
    public void removeUnavailableManagerListener(UnavailableManagerListener listener) {
        // see above
    }

    private static final class Lock implements DistributedLock {

        private final String id;
        private final Path file;
        private FileChannel channel;

        Lock(String id, Path file) {
            this.id = id;
            this.file = file;
        }

        @Override
        public String getLockId() {
            return id;
        }

        @Override
        public synchronized boolean isHeldByCaller() {
            return channel != null;
        }

        @Override
        public synchronized boolean tryLock() throws UnavailableStateException {
            if (channel != null) {
                return false;
            }
            try {
                FileChannel opened = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                FileLock lock = opened.tryLock();
                if (lock == null) {
                    opened.close();
                    return false;
                }
                channel = opened;
                return true;
            } catch (IOException e) {
                throw new UnavailableStateException(e);
            }
        }

        @Override
        public synchronized void unlock() {
            close();
        }

        @Override
        public synchronized void close() {
            try {
                if (channel != null) {
                    channel.close();
                    channel = null;
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public void addListener(UnavailableLockListener listener) {
            // a lock is only lost with its process
        }

        @Override
        public void removeListener(UnavailableLockListener listener) {
            // see above
        }
    }

    private record Number(String id, Path file) implements MutableLong {

        @Override
        public String getMutableLongId() {
            return id;
        }

        @Override
        public long get() throws UnavailableStateException {
            try {
                return Files.exists(file) ? Long.parseLong(Files.readString(file)) : 0;
            } catch (IOException e) {
                throw new UnavailableStateException(e);
            }
        }

        @Override
        public void set(long value) throws UnavailableStateException {
            try {
                Path next = Files.writeString(file.resolveSibling(file.getFileName() + ".next"), String.valueOf(value));
                Files.move(next, file, StandardCopyOption.ATOMIC_MOVE);
            } catch (IOException e) {
                throw new UnavailableStateException(e);
            }
        }

        @Override
        public void close() {
            // nothing is open
        }
    }
}
