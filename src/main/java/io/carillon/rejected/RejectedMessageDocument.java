package io.carillon.rejected;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonRawValue;
import io.carillon.json.JsonDocument;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * A rejected message as clients see it. An organization sees what its own messages say, without what is the operator's: the
 * message's properties, its ids and the client that sent it.
 *
 * @param jmsType    type of the JMS message
 * @param protocol   the protocol it was sent with, when the broker reports it
 * @param organizationId the organization that it named; like the next two absent if that could not be read
 * @param resourceType   the resource type as reported
 * @param requeuedAt since when it has been on the queue again
 * @param body       the message, or the element of it that was rejected, byte for byte, in base64
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record RejectedMessageDocument(String id, Instant rejectedAt, String reason, String detail, String pointer,
        String jmsMessageId, String jmsType, String protocol, String clientId, Instant sentAt, Long organizationId,
        String resourceType, String resourceId, Instant requeuedAt,
        @Schema(type = SchemaType.OBJECT) @JsonRawValue String properties, long bodySize,
        @Schema(type = SchemaType.STRING, format = "byte") byte[] body) implements JsonDocument {

    static RejectedMessageDocument of(RejectedMessage message) {
        return new RejectedMessageDocument(message.id(), message.rejectedAt(), message.reason(), message.detail(),
                message.pointer(), message.jmsMessageId(), message.jmsType(), message.protocol(), message.clientId(),
                message.sentAt(), message.organizationId(), message.resourceType(), message.resourceId(), message.requeuedAt(),
                message.properties(), message.bodySize(), message.body());
    }

    /** The same without what only operators see. */
    RejectedMessageDocument forOrganization() {
        return new RejectedMessageDocument(id, rejectedAt, reason, detail, pointer, null, jmsType, protocol, null, sentAt,
                organizationId, resourceType, resourceId, requeuedAt, null, bodySize, body);
    }
}
