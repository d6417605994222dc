package io.carillon.message;

/** The event that deliveries were written which can be sent as soon as the transaction has committed. */
public record DeliveriesDue() {
}
