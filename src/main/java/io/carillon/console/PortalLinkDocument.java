package io.carillon.console;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import io.carillon.access.Capability;
import io.carillon.json.JsonDocument;
import io.carillon.json.StrictJson;
import io.carillon.json.VersionedDocument;
import java.time.Instant;
import java.util.Set;

/**
 * A portal link as its makers see it.
 *
 * @param subject          who it is for
 * @param capabilities     what the person may do within the scope; never more than its maker at that time
 * @param linkExpiresIn    how long it can be redeemed, as an ISO 8601 duration
 * @param sessionExpiresIn how long its session lasts, as an ISO 8601 duration
 * @param path             the page of the console that is shown first
 * @param embed            whether it is for a frame in another site
 * @param returnUrl        where the person can get another link
 * @param language         the language of the console
 * @param createdBy        the id of the key or link, or {@code jwt:} and the subject of the token, that made it
 * @param expiresAt        until when it can be redeemed
 * @param redeemedAt       when it was; absent if it was not
 * @param sessionExpiresAt when the session ends; absent without one
 * @param endedAt          when it was revoked, or the person signed out; absent if neither
 * @param url              where the person has to go; only in the response to its creation
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record PortalLinkDocument(String id, String scope, String subject, Set<Capability> capabilities, String linkExpiresIn,
        String sessionExpiresIn, String path, boolean embed, String returnUrl, PortalTheme theme, String language,
        Instant createdAt, String createdBy, Instant expiresAt, Instant redeemedAt, Instant sessionExpiresAt, Instant endedAt,
        PortalLinkStatus status, String url) implements VersionedDocument {

    static PortalLinkDocument of(PortalLink link, Instant now) {
        return new PortalLinkDocument(link.id(), link.scope().toString(), link.subject(), link.capabilities(),
                link.linkLifetime().toString(), link.sessionLifetime().toString(), link.path(), link.isEmbedded(),
                link.returnUrl(), themeOf(link), link.language(), link.createdAt(), link.createdBy(), link.expiresAt(),
                link.redeemedAt(), link.sessionExpiresAt(), link.endedAt(), link.statusAt(now), null);
    }

    static PortalTheme themeOf(PortalLink link) {
        try {
            return link.theme() == null ? null : StrictJson.mapper().readValue(link.theme(), PortalTheme.class);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a stored theme is always JSON", e);
        }
    }

    /** A link is never edited; what changes does so by itself or by its use. */
    @Override
    public JsonDocument edited() {
        return new PortalLinkDocument(id, scope, subject, capabilities, linkExpiresIn, sessionExpiresIn, path, embed, returnUrl,
                theme, language, createdAt, createdBy, expiresAt, null, null, null, null, null);
    }

    PortalLinkDocument showing(String address) {
        return new PortalLinkDocument(id, scope, subject, capabilities, linkExpiresIn, sessionExpiresIn, path, embed, returnUrl,
                theme, language, createdAt, createdBy, expiresAt, redeemedAt, sessionExpiresAt, endedAt, status, address);
    }

    /** Without the theme, which may be long and says nothing of what happened. */
    PortalLinkDocument audited() {
        return new PortalLinkDocument(id, scope, subject, capabilities, linkExpiresIn, sessionExpiresIn, path, embed, returnUrl,
                null, language, createdAt, createdBy, expiresAt, redeemedAt, sessionExpiresAt, endedAt, status, null);
    }
}
