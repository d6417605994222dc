package io.carillon.platform;

import jakarta.transaction.Synchronization;

/** What is done when a transaction has ended, with its final {@code jakarta.transaction.Status}. */
@FunctionalInterface
public interface TransactionEnd extends Synchronization {

    @Override
    default void beforeCompletion() {
        // only the end counts
    }
}
