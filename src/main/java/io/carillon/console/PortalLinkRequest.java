package io.carillon.console;

import io.carillon.access.Capability;
import io.carillon.json.JsonDocument;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.Set;

/**
 * The request for a portal link.
 *
 * @param scope            {@code operator}, {@code organization:<id>} or {@code application:<id>}
 * @param subject          who the link is for, such as an address; the audit log names the person so
 * @param capabilities     what the person may do within the scope; if absent, {@code view}
 * @param linkExpiresIn    how long the link can be redeemed: an ISO 8601 duration from {@code PT1S} to {@code P7D}; if absent,
 *                         {@code PT10M}
 * @param sessionExpiresIn how long the session lasts then: from {@code PT1S} to {@code P7D}; if absent, {@code PT8H}. At most and
 *                         by default {@code PT1H} if embedded
 * @param path             the page of the console that is shown first, such as {@code /endpoints}
 * @param embed            whether the link is for a frame in another site, which gets no cookie
 * @param returnUrl        where the person can get another link; an {@code https} URL
 * @param language         the language of the console, if it has it, otherwise English
 */
public record PortalLinkRequest(@NotNull String scope,
        @Size(min = 1, max = 200) @Pattern(regexp = "[^\\x00-\\x1f\\x7f]*", message = "must not have control characters")
        String subject,
        @Size(min = 1) Set<@NotNull Capability> capabilities, String linkExpiresIn, String sessionExpiresIn,
        @Pattern(regexp = "/(?!/)(?!(?:[^?#]*/)?(?:\\.|%2[Ee]){1,2}(?:[/?#]|$))[!-\\[\\]-~]{0,499}",
                message = "must be a path in the console that begins with one slash, without backslashes and segments of dots")
        String path,
        Boolean embed,
        @Size(max = 2000) @Pattern(regexp = "(https://|http://(localhost|127\\.0\\.0\\.1)[:/])(?![^/?#]*@)[!-~]+",
                message = "must be an https URL without a user") String returnUrl,
        @Valid PortalTheme theme,
        @Pattern(regexp = "[a-z]{2}", message = "must be a language such as de") String language) implements JsonDocument {
}
