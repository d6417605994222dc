package io.carillon.source;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.carillon.json.JsonDocument;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;

/**
 * A source as clients write it.
 *
 * @param organizationId whose changes the requests report; null if the mappings say so; only a new source can choose
 * @param verification   how requests prove where they come from
 * @param mappings       which requests mean which change; the first that matches counts
 * @param unmatched      what a request means that none matches; {@code ignore} if omitted
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record SourceRequest(
        @NotBlank @Size(max = 200) String name,
        Long organizationId,
        @NotNull @Valid SourceVerification verification,
        @NotEmpty @Size(max = 20) List<@NotNull @Valid SourceMapping> mappings,
        Unmatched unmatched) implements JsonDocument {

    /** Fills in the default. */
    public SourceRequest {
        unmatched = unmatched == null ? Unmatched.IGNORE : unmatched;
    }

    /** The source as its owner would write it, with the secret masked. */
    static SourceRequest of(Source source) {
        return new SourceRequest(source.name(), source.organizationId(), source.maskedVerification(), source.mappings(),
                source.unmatched());
    }
}
