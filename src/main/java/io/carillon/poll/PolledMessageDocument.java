package io.carillon.poll;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonRawValue;
import io.carillon.json.JsonDocument;
import io.carillon.message.Message;
import io.carillon.message.PolledDelivery;
import io.carillon.sending.PayloadFormat;
import io.carillon.sending.UnfilledTemplate;
import io.carillon.sending.Webhook;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * A message with the body of the webhook that it would have been.
 *
 * @param id          the message, the same in every poll: a webhook would have it as {@code webhook-id}
 * @param contentType the media type of the body
 * @param headers     what the format adds to the headers of a webhook; only if it adds some
 * @param body        the body, if its media type is JSON
 * @param text        the body, if it has another media type
 * @param failure     why the endpoint's template makes no body of this message; then there is none
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record PolledMessageDocument(String id, String deliveryId, String eventType, Instant createdAt, String contentType,
        Map<String, String> headers, @Schema(type = SchemaType.OBJECT) @JsonRawValue String body, String text, String failure)
        implements JsonDocument {

    static PolledMessageDocument of(PolledDelivery delivery, Webhook webhook, PayloadFormat format) {
        Message message = webhook.message();
        String contentType = format.mediaType(webhook);
        Map<String, String> headers = format.headers(webhook);
        String body = null;
        String failure = null;
        try {
            body = new String(format.body(webhook), StandardCharsets.UTF_8);
        } catch (UnfilledTemplate e) {
            failure = e.getMessage();
        }
        boolean isJson = contentType.matches("(?i)application/([^;]+\\+)?json *(;.*)?");
        return new PolledMessageDocument(message.id(), delivery.id(), message.eventType(), message.createdAt(), contentType,
                headers.isEmpty() ? null : headers, isJson ? body : null, isJson ? null : body, failure);
    }
}
