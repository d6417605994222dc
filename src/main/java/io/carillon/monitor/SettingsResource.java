package io.carillon.monitor;

import io.carillon.access.OpenTo;
import io.carillon.access.Role;
import io.carillon.http.Page;
import io.carillon.settings.Setting;
import io.carillon.settings.Settings;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** {@code /settings}: the settings of the node that answers, for operators. Secrets are never shown. */
@Tag(name = "Service")
@Path("settings")
@ApplicationScoped
@OpenTo(Role.OPERATOR)
@Produces(MediaType.APPLICATION_JSON)
public class SettingsResource {

    @Inject
    private Settings settings;

    /**
     * Lists all settings of the node that answers, in the order of the documentation, on one page, with their values and origin;
     * a secret is shown as {@code set}.
     */
    @GET
    @Operation(operationId = "listSettings", summary = "List the settings")
    public Page<SettingDocument> list() {
        return new Page<>(Stream.of(Setting.values()).map(setting -> SettingDocument.of(setting, settings)).toList(), null);
    }
}
