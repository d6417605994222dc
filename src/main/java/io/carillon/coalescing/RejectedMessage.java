package io.carillon.coalescing;

import io.carillon.platform.Utc;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.time.OffsetDateTime;

/** What the queue brought and nobody could use, as it stands in the log of rejected messages. Written by statements. */
@Entity
@Table(name = "rejected_message")
class RejectedMessage {

    @Id
    private String id;
    @Column(name = "rejected_at")
    private OffsetDateTime rejectedAt;
    private String reason;
    private String detail;
    private String pointer;
    @Column(name = "jms_message_id")
    private String jmsMessageId;
    @Column(name = "jms_type")
    private String jmsType;
    private String properties;
    private byte[] body;

    protected RejectedMessage() {
    }

    String id() {
        return id;
    }

    Instant rejectedAt() {
        return Utc.instant(rejectedAt);
    }

    String reason() {
        return reason;
    }

    String detail() {
        return detail;
    }

    String pointer() {
        return pointer;
    }

    String jmsMessageId() {
        return jmsMessageId;
    }

    String jmsType() {
        return jmsType;
    }

    String properties() {
        return properties;
    }

    byte[] body() {
        return body;
    }
}
