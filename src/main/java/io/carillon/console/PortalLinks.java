package io.carillon.console;

import io.carillon.access.ApiKeys;
import io.carillon.access.Caller;
import io.carillon.access.Capability;
import io.carillon.access.ScopeEnded;
import io.carillon.access.VisibleKeys;
import io.carillon.crypto.Digests;
import io.carillon.database.Database;
import io.carillon.database.Removal;
import io.carillon.database.Row;
import io.carillon.database.Utc;
import io.carillon.json.JsonDocument;
import io.carillon.json.StrictJson;
import io.carillon.platform.Ids;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.persistence.LockModeType;
import jakarta.transaction.Transactional;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The portal links in the database, and the callers that they have signed in. */
@ApplicationScoped
public class PortalLinks {

    /** What the ids begin with. */
    static final String PREFIX = "pl";
    /** How long a link is kept after its end, for those who look up who came with it. */
    public static final Duration KEPT = Duration.ofDays(30);
    private static final String KEYS = "key_";
    private static final String NAMELESS = "portal link";
    private static final String INSERT = """
            INSERT INTO portal_link (id, code_hash, scope, capabilities, subject, embed, path, return_url, language, theme,
                                     link_seconds, session_seconds, created_by, created_at, ends_at)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""";
    private static final String BY_CODE = "SELECT id FROM portal_link WHERE code_hash = ?";
    /** Only one of several requests changes the row, whichever nodes they are on. */
    private static final String REDEEM = "UPDATE portal_link SET redeemed_at = ?, ends_at = ?"
            + " WHERE id = ? AND redeemed_at IS NULL AND ended_at IS NULL AND ends_at > ?";
    private static final String END = "UPDATE portal_link SET ended_at = ?, ends_at = ?"
            + " WHERE id = ? AND ended_at IS NULL AND ends_at > ?";
    private static final String END_ALL = "UPDATE portal_link SET ended_at = ?, ends_at = ?"
            + " WHERE scope = ? AND ended_at IS NULL AND ends_at > ?";
    private static final String OLDEST = "SELECT id FROM portal_link WHERE ends_at < ? ORDER BY ends_at LIMIT ?";
    private static final String REMOVE = "DELETE FROM portal_link WHERE id = ?";

    private Database database;
    private ApiKeys keys;
    private VisibleKeys visible;
    private Clock clock;

    /** For the container's proxy. */
    protected PortalLinks() {
    }

    @Inject
    PortalLinks(Database database, ApiKeys keys, VisibleKeys visible, Clock clock) {
        this.database = database;
        this.keys = keys;
        this.visible = visible;
        this.clock = clock;
    }

    static boolean isId(String id) {
        return id.startsWith(PREFIX + "_");
    }

    /** Stores a link with {@code code} that {@code maker} makes. */
    PortalLink create(NewPortalLink link, String code, Caller maker) {
        PortalLinkRequest request = link.request();
        String id = Ids.next(PREFIX);
        Instant now = now();
        database.sql(INSERT).with(id, hash(code), link.scope().toString(), Capability.words(link.capabilities()),
                request.subject(), link.isEmbedded(), request.path(), request.returnUrl(), request.language(),
                json(request.theme()), link.linkLifetime().toSeconds(), link.sessionLifetime().toSeconds(), maker.keyId(), now,
                now.plus(link.linkLifetime())).update();
        return find(id).orElseThrow();
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }

    private static String hash(String code) {
        return Digests.sha256(code.getBytes(StandardCharsets.UTF_8));
    }

    private static String json(JsonDocument document) {
        return document == null ? null : StrictJson.mapper().valueToTree(document).toString();
    }

    /** The link {@code id}; empty if there is none, or it is the id of something else. */
    @Transactional
    Optional<PortalLink> find(String id) {
        return isId(id) ? Optional.ofNullable(database.entities().find(PortalLink.class, id)) : Optional.empty();
    }

    /** The link {@code id} if the caller of the request may see it, locked until the end of the transaction. */
    Optional<PortalLink> findForUpdate(String id) {
        return Optional.ofNullable(database.entities().find(PortalLink.class, id, LockModeType.PESSIMISTIC_WRITE))
                .filter(link -> visible.manages(link.scope()));
    }

    /** The links that the caller of the request may see and that can still be used; null for any scope or subject. */
    List<PortalLink> usable(String scope, String subject) {
        return visible.filter(scope).and("k.subject = ?", subject)
                .and("k.endedAt IS NULL").and("k.endsAt > ?", Utc.of(now()))
                .query(database.entities(), PortalLink.class, "SELECT k FROM PortalLink k", "ORDER BY k.id").getResultList();
    }

    Optional<PortalLink> withCode(String code) {
        return database.sql(BY_CODE).with(hash(code)).first(Row::text).flatMap(this::find);
    }

    /** Whether {@code link} could be redeemed, which is possible once; {@code link} shows it then. */
    boolean redeem(PortalLink link) {
        Instant now = now();
        boolean redeemed = database.sql(REDEEM).with(now, now.plus(link.sessionLifetime()), link.id(), now).update() == 1;
        database.entities().refresh(link);
        return redeemed;
    }

    /** Ends {@code link} and its session; false if they are over. */
    boolean end(PortalLink link) {
        Instant now = now();
        boolean ended = database.sql(END).with(now, now, link.id(), now).update() == 1;
        database.entities().refresh(link);
        return ended;
    }

    void endAll(@Observes ScopeEnded ended) {
        Instant now = now();
        database.sql(END_ALL).with(now, now, ended.scope().toString(), now).update();
    }

    /**
     * The caller who came with the link {@code id}, while its session lasts. It never may do more than the maker of the link may
     * do now; once the maker's key has ended, nothing.
     */
    @Transactional
    public Optional<Caller> callerOf(String id) {
        return find(id).filter(link -> link.statusAt(clock.instant()) == PortalLinkStatus.REDEEMED).flatMap(this::caller);
    }

    private Optional<Caller> caller(PortalLink link) {
        String maker = link.createdBy();
        if (!maker.startsWith(KEYS) && !isId(maker)) {
            return Optional.of(caller(link, link.capabilities()));
        }
        return (isId(maker) ? callerOf(maker) : keys.callerWithId(maker))
                .filter(found -> visible.includes(found.scope(), link.scope()))
                .map(found -> caller(link, common(link.capabilities(), found.capabilities())))
                .filter(found -> !found.capabilities().isEmpty());
    }

    private static Set<Capability> common(Set<Capability> some, Set<Capability> others) {
        Set<Capability> both = EnumSet.copyOf(some);
        both.retainAll(others);
        return Capability.set(both);
    }

    private static Caller caller(PortalLink link, Set<Capability> capabilities) {
        return new Caller(link.id(), link.subject() == null ? NAMELESS : link.subject(), link.scope(), link.id(),
                link.sessionExpiresAt(), capabilities);
    }

    /** Removes up to a page of links that ended before {@code limit}. */
    public Removal removeBefore(Instant limit, int page) {
        return Removal.of(database, OLDEST, REMOVE, row -> new Object[] {row.text()}, limit, page);
    }
}
