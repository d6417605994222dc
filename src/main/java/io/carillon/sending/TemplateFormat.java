package io.carillon.sending;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.carillon.endpoint.Format;
import io.carillon.json.StrictJson;
import io.carillon.template.TemplateFailure;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;

/**
 * A body that the owner has designed, for receivers that expect one of their own (decision 38). Its template names the members
 * of {@link FullFormat} and those of {@link ThinFormat}. The attempt fails if the template cannot be filled.
 */
@ApplicationScoped
class TemplateFormat implements PayloadFormat {

    @Override
    public Format format() {
        return Format.TEMPLATE;
    }

    @Override
    public String mediaType(Webhook webhook) {
        return webhook.target().template().contentType();
    }

    @Override
    public byte[] body(Webhook webhook) {
        ObjectNode names = (ObjectNode) StrictJson.stored(FullFormat.envelope(webhook));
        names.setAll((ObjectNode) StrictJson.stored(ThinFormat.object(webhook.message())));
        try {
            return webhook.target().template().parse().fill(names).getBytes(StandardCharsets.UTF_8);
        } catch (TemplateFailure e) {
            throw new UnfilledTemplate(e);
        }
    }
}
