package io.carillon.operations;

/** An event of an endpoint that Carillon reports to operators, some to owners too; each is an event type of the catalog. */
public enum OperationalEvent {
    /** It has been failing for half of the allowed time or, where the policy only flags, for all of it. */
    FAILING("endpoint.failing", "Webhooks to your endpoint are failing"),
    /** It was disabled. */
    DISABLED("endpoint.disabled", "Your endpoint was disabled"),
    /** It succeeded after notices had reported that it fails. */
    RECOVERED("endpoint.recovered", "Your endpoint has recovered"),
    /** The certificate with which Carillon shows its receiver who it is ends soon. */
    CERTIFICATE_ENDING("endpoint.certificate_ending", "The client certificate of your endpoint ends soon"),
    /** The last attempt of deliveries to it failed; for operators only, as are the edits. */
    DELIVERY_FAILED("endpoint.delivery_failed", null),
    /** It was created. */
    CREATED("endpoint.created", null),
    /** It was changed. */
    UPDATED("endpoint.updated", null),
    /** It was deleted. */
    DELETED("endpoint.deleted", null);

    private final String eventType;
    private final String subject;

    OperationalEvent(String eventType, String subject) {
        this.eventType = eventType;
        this.subject = subject;
    }

    String eventType() {
        return eventType;
    }

    /** The subject of a mail to the owner; null if there is none. */
    String subject() {
        return subject;
    }

    static OperationalEvent ofEventType(String eventType) {
        for (OperationalEvent event : values()) {
            if (event.eventType.equals(eventType)) {
                return event;
            }
        }
        throw new IllegalStateException(eventType + " is not an operational event");
    }
}
