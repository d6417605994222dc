package io.carillon.tracking;

import io.carillon.database.Utc;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.io.Serializable;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Objects;

/** One attempt of a delivery and its outcome, as the attempt log keeps it. {@link Attempts} writes it once. */
@Entity
@Table(name = "attempt")
@IdClass(Attempt.Key.class)
class Attempt {

    @Id
    @Column(name = "delivery_id")
    private String deliveryId;
    @Id
    private int number;
    @Column(name = "started_at")
    private OffsetDateTime startedAt;
    @Column(name = "duration_ms")
    private int durationMs;
    private String outcome;
    private Integer status;
    private String detail;
    @Column(name = "response_body")
    private String responseBody;
    @Column(name = "response_headers")
    private String responseHeaders;

    protected Attempt() {
    }

    int number() {
        return number;
    }

    Instant startedAt() {
        return Utc.instant(startedAt);
    }

    int durationMs() {
        return durationMs;
    }

    String outcome() {
        return outcome;
    }

    Integer status() {
        return status;
    }

    String detail() {
        return detail;
    }

    String responseBody() {
        return responseBody;
    }

    /** A JSON object, or null. */
    String responseHeaders() {
        return responseHeaders;
    }

    /** The primary key class that JPA requires. */
    static class Key implements Serializable {
        private static final long serialVersionUID = 1L;
        private String deliveryId;
        private int number;

        public Key() {
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Key key && key.number == number && Objects.equals(key.deliveryId, deliveryId);
        }

        @Override
        public int hashCode() {
            return Objects.hash(deliveryId, number);
        }
    }
}
