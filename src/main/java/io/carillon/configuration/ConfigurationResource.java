package io.carillon.configuration;

import io.carillon.access.OpenTo;
import io.carillon.access.Role;
import io.carillon.http.IdParameter;
import io.carillon.http.WordParameter;
import io.carillon.problem.MayAnswer;
import io.carillon.problem.ProblemType;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** {@code /configuration}: the catalog, the tenants, their endpoints and sources as one document. */
@Tag(name = "Export and import")
@Path("configuration")
@ApplicationScoped
@Transactional
@OpenTo(Role.OPERATOR)
@Produces(MediaType.APPLICATION_JSON)
public class ConfigurationResource {

    @Inject
    private ConfigurationExport export;
    @Inject
    private ConfigurationImport imports;

    /**
     * Returns the configuration, always in the same order. Secrets are masked or left out, and so is the status of an endpoint
     * that was disabled because it failed. 409 if one document would have too many objects.
     */
    @Operation(operationId = "exportConfiguration", summary = "Export the configuration")
    @MayAnswer(ProblemType.LIMIT_REACHED)
    @GET
    public ConfigurationDocument export(@Parameter(description = "Only this organization, the applications that it owns, their"
            + " endpoints, what it enables, and its sources") @QueryParam("organization") String organization) {
        return export.of(IdParameter.read("organization", organization));
    }

    /**
     * Creates and changes what the document has; what it does not have stays. What is already so is not written, so the same
     * document twice changes nothing. A masked value keeps what is stored. Contacts that are left out stay. All is written or, if
     * anything is wrong, nothing.
     */
    @Operation(operationId = "importConfiguration", summary = "Import a configuration")
    @POST
    @Path("import")
    @Transactional(Transactional.TxType.NOT_SUPPORTED)
    @Consumes(MediaType.APPLICATION_JSON)
    public ConfigurationImportDocument run(@Valid @NotNull ConfigurationDocument document,
            @Parameter(description = "`true` to write nothing, and answer what would change", schema = @Schema(
                    type = SchemaType.STRING, enumeration = {"true", "false"})) @QueryParam("dryRun") String dryRun) {
        return imports.run(document, WordParameter.isTrue("dryRun", dryRun));
    }
}
