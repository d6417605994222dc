package io.carillon.process.broker;

import java.io.File;
import java.util.stream.Stream;
import org.apache.activemq.artemis.api.core.ActiveMQAddressFullException;
import org.apache.activemq.artemis.core.config.Configuration;

/**
 * The room that is left on the disks of a broker. Artemis looks at it every five seconds, and goes on taking messages in between,
 * which it pages. A write to a page that ends early because the disk is full counts there as complete: the message is confirmed
 * and cannot be read again. So no message is taken any more while there is still room for those that were.
 */
final class DiskRoom {

    private static final long LEAST_BYTES = 32L << 20;

    private final File journal;
    private final File pages;

    DiskRoom(Configuration broker) {
        journal = broker.getJournalLocation();
        pages = broker.getPagingLocation();
    }

    /** Whether there is room enough to take messages. The folder of the pages may not be there yet. */
    boolean isEnough() {
        return Stream.of(journal, pages).filter(File::exists).allMatch(folder -> folder.getUsableSpace() >= LEAST_BYTES);
    }

    /**
     * Requires room for one more message.
     *
     * @throws ActiveMQAddressFullException if there is none
     */
    void require() throws ActiveMQAddressFullException {
        if (!isEnough()) {
            throw new ActiveMQAddressFullException("The disk of the broker is full.");
        }
    }
}
