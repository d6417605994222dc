package io.carillon.sending;

import static io.carillon.json.CanonicalJson.quote;

import io.carillon.endpoint.Format;
import io.carillon.message.Message;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.MediaType;
import java.nio.charset.StandardCharsets;

/** The SportsEngine document: four members that name an object and what happened to it. Only status 200 is success. */
@ApplicationScoped
class ThinFormat implements PayloadFormat {

    @Override
    public Format format() {
        return Format.THIN;
    }

    @Override
    public String mediaType(Webhook webhook) {
        return MediaType.APPLICATION_JSON;
    }

    @Override
    public byte[] body(Webhook webhook) {
        return object(webhook.message()).getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public boolean isSuccess(int status) {
        return status == 200;
    }

    /** The JSON object, with its members in the order of the document. */
    static String object(Message message) {
        return "{\"organizationId\":" + message.organizationId()
                + ",\"resourceOperation\":" + quote(message.operation())
                + ",\"resourceId\":" + quote(message.resourceId())
                + ",\"resourceType\":" + quote(message.resourceType()) + "}";
    }
}
