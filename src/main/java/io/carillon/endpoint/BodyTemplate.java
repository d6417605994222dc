package io.carillon.endpoint;

import io.carillon.json.Flaw;
import io.carillon.template.MessageTemplate;
import io.carillon.template.TemplateFailure;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * The body of the format {@code template}, for receivers that cannot be changed.
 *
 * @param contentType JSON, XML, HTML, a form or text, in UTF-8
 * @param text        a template in Mustache
 */
@Schema(name = "Template")
public record BodyTemplate(@NotBlank @Size(max = 100) String contentType, @NotBlank @Size(max = 10_000) String text) {

    /** What is wrong with {@code template} at an endpoint of {@code format}; both may be null. */
    static Optional<Flaw> objectionTo(BodyTemplate template, Format format) {
        if (template == null) {
            return format == Format.TEMPLATE ? Optional.of(Flaw.ofValue("/template", "is required by the format template"))
                    : Optional.empty();
        }
        if (format != Format.TEMPLATE) {
            return Optional.of(Flaw.ofValue("/template",
                    "is for the format template only; leave it out, or send null in a PATCH"));
        }
        if (!MessageTemplate.canMake(template.contentType())) {
            return Optional.of(Flaw.ofValue("/template/contentType", "must be the media type of JSON, XML, HTML, a form"
                    + " (application/x-www-form-urlencoded) or text, in UTF-8"));
        }
        try {
            template.parse();
            return Optional.empty();
        } catch (TemplateFailure e) {
            return Optional.of(Flaw.ofValue("/template/text", e.getMessage()));
        }
    }

    /** The template that can be filled. */
    public MessageTemplate parse() {
        return MessageTemplate.of(contentType, text);
    }
}
