package io.carillon.console;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.carillon.json.JsonDocument;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;

/**
 * How the console looks for somebody who comes with a portal link.
 *
 * @param mode           {@code auto} follows the browser
 * @param accent         the colour of buttons and links, as {@code #rgb} or {@code #rrggbb}
 * @param logo           a picture as a {@code data:} URL, up to 20,000 characters
 * @param hideNavigation whether to show the page alone
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record PortalTheme(Mode mode,
        @Pattern(regexp = "#([0-9a-fA-F]{3}|[0-9a-fA-F]{6})", message = "must be a colour such as #0a7 or #00aa77") String accent,
        @Size(max = 20_000) @Pattern(regexp = "data:image/(png|jpeg|gif|webp|svg\\+xml);base64,[0-9A-Za-z+/]+={0,2}",
                message = "must be a data: URL of a PNG, JPEG, GIF, WebP or SVG in base64") String logo,
        Boolean hideNavigation) implements JsonDocument {

    /** Light or dark. */
    public enum Mode {
        AUTO, LIGHT, DARK
    }
}
