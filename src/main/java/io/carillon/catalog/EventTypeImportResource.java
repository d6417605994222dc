package io.carillon.catalog;

import io.carillon.access.AuditLog;
import io.carillon.access.OpenTo;
import io.carillon.access.Role;
import io.carillon.http.ObjectBody;
import io.carillon.http.WordParameter;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** {@code POST /event-types/import}: event types from a document of OpenAPI or AsyncAPI. */
@Tag(name = "Event types")
@Path("event-types/import")
@ApplicationScoped
@OpenTo(Role.OPERATOR)
@Produces(MediaType.APPLICATION_JSON)
public class EventTypeImportResource {

    @Inject
    private EventTypeImport imports;
    @Inject
    private AuditLog audit;

    /**
     * Creates and changes the event types that a document describes: each webhook of OpenAPI 3.1, and each message of AsyncAPI 2
     * or 3. Of an event type that exists, the description, the schema, the example and whether it is deprecated are taken over.
     * Event types that the document does not have stay as they are. All are imported or none.
     *
     * @return 200 with what was changed, or would be; 422 with a pointer for each event type that cannot be imported, unless
     *         {@code dryRun} is {@code true}, which answers that as {@code errors}
     */
    @Operation(operationId = "importEventTypes", summary = "Import event types")
    @POST
    @Transactional
    @Consumes(MediaType.APPLICATION_JSON)
    public EventTypeImportDocument run(@RequestBody(content = @Content(mediaType = MediaType.APPLICATION_JSON,
            schema = @Schema(implementation = EventTypeImportRequest.class))) @NotNull ObjectBody document,
            @Parameter(description = "`true` to write nothing, and answer what would be written", schema = @Schema(
                    type = SchemaType.STRING, enumeration = {"true", "false"})) @QueryParam("dryRun") String dryRun) {
        return imports.run(document.members(), WordParameter.isTrue("dryRun", dryRun), audit);
    }
}
