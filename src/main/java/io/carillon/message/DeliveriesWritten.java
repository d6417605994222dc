package io.carillon.message;

/** The event that pending deliveries were written; they can be sent as soon as the transaction has committed. */
public record DeliveriesWritten() {
}
