package io.carillon.source;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * Which requests mean which change.
 *
 * @param when   an expression like the filter of an endpoint, on {@code headers} and {@code body}; null for every request
 * @param change what the request means
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record SourceMapping(@Schema(type = SchemaType.OBJECT) JsonNode when, @NotNull @Valid MappedChange change) {

    /** No expression is null. */
    public SourceMapping {
        when = when == null || when.isNull() ? null : when;
    }
}
