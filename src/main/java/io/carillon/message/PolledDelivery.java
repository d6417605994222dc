package io.carillon.message;

/**
 * A delivery that a poll finds.
 *
 * @param place     where it stands among those of its endpoint
 * @param isOpen    whether it is available, and no poll has confirmed that it was read
 * @param mayBeRead whether it is open or was read, and its organization enables the application
 * @param size      of the data of its message, in bytes
 */
public record PolledDelivery(long place, String id, String messageId, boolean isOpen, boolean mayBeRead, long size) {
}
