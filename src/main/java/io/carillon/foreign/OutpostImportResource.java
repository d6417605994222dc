package io.carillon.foreign;

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

/** {@code POST /configuration/import/outpost}: moving from Outpost. */
@Tag(name = "Export and import")
@Path("configuration/import/outpost")
@ApplicationScoped
@OpenTo(Role.OPERATOR)
@Produces(MediaType.APPLICATION_JSON)
public class OutpostImportResource {

    @Inject
    private ForeignImport imports;

    /**
     * Takes over what the API of Outpost answers: topics as event types, each tenant as an organization and an application that
     * it owns, and destinations of the type webhook as endpoints, with their secrets. What cannot be taken over is listed, and an
     * endpoint that lost something it needs is inactive. A second import finds what the first one made. All is written or, if
     * anything is wrong, nothing.
     */
    @Operation(operationId = "importFromOutpost", summary = "Import the configuration of Outpost")
    @POST
    @Transactional(Transactional.TxType.NOT_SUPPORTED)
    @Consumes(MediaType.APPLICATION_JSON)
    public ForeignImportDocument run(@RequestBody(content = @Content(mediaType = MediaType.APPLICATION_JSON,
            schema = @Schema(implementation = OutpostConfigurationRequest.class))) @NotNull ObjectBody document,
            @Parameter(description = "`true` to write nothing, and answer what would change", schema = @Schema(
                    type = SchemaType.STRING, enumeration = {"true", "false"})) @QueryParam("dryRun") String dryRun) {
        return imports.run(ForeignSystem.OUTPOST, document, WordParameter.isTrue("dryRun", dryRun));
    }
}
