package io.carillon.console;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.carillon.json.JsonDocument;
import io.carillon.tenant.MeDocument;
import java.time.Instant;
import java.util.List;

/**
 * The session of a browser.
 *
 * @param me             whose it is, as {@code /me} says it
 * @param idleExpiresAt  when it ends unless it is used
 * @param subject        who came with a portal link; like those below, null for others
 * @param language       the language that the link asks for
 * @param theme          the look that the link asks for
 * @param path           the page that is shown first
 * @param returnUrl      where the person can get another link
 * @param frameAncestors the origins that may show the console in a frame, if it is in one
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record SessionDocument(@JsonUnwrapped MeDocument me, Instant idleExpiresAt, String subject, String language, PortalTheme theme,
        String path, String returnUrl, List<String> frameAncestors) implements JsonDocument {

    static SessionDocument ofKey(MeDocument me, Session session) {
        return new SessionDocument(me, session.idleExpiresAt(), null, null, null, null, null, null);
    }

    static SessionDocument ofLink(MeDocument me, Session session, PortalLink link, List<String> frameAncestors) {
        return new SessionDocument(me, session.idleExpiresAt(), link.subject(), link.language(),
                PortalLinkDocument.themeOf(link), link.path(), link.returnUrl(), link.isEmbedded() ? frameAncestors : null);
    }
}
