package io.carillon.rejected;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonRawValue;
import io.carillon.json.JsonDocument;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * A rejected message as clients see it.
 *
 * @param jmsType    type of the JMS message
 * @param protocol   the protocol it was sent with, when the broker reports it
 * @param requeuedAt since when it has been on the queue again
 * @param body       the message, or the element of it that was rejected, byte for byte, in base64
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record RejectedMessageDocument(String id, Instant rejectedAt, String reason, String detail, String pointer,
        String jmsMessageId, String jmsType, String protocol, String clientId, Instant sentAt, Instant requeuedAt,
        @Schema(type = SchemaType.OBJECT) @JsonRawValue String properties, long bodySize,
        @Schema(type = SchemaType.STRING, format = "byte") byte[] body) implements JsonDocument {

    static RejectedMessageDocument of(RejectedMessage message) {
        return new RejectedMessageDocument(message.id(), message.rejectedAt(), message.reason(), message.detail(),
                message.pointer(), message.jmsMessageId(), message.jmsType(), message.protocol(), message.clientId(),
                message.sentAt(), message.requeuedAt(), message.properties(), message.bodySize(), message.body());
    }
}
