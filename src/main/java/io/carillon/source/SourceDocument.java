package io.carillon.source;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.carillon.json.VersionedDocument;
import java.time.Instant;
import java.util.List;

/** A source as clients see it, with the secret masked. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record SourceDocument(String id, String name, Long organizationId, SourceVerification verification,
        List<SourceMapping> mappings, Unmatched unmatched, Instant createdAt) implements VersionedDocument {

    static SourceDocument of(Source source) {
        return new SourceDocument(source.id(), source.name(), source.organizationId(), source.maskedVerification(),
                source.mappings(), source.unmatched(), source.createdAt());
    }
}
