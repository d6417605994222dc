package io.carillon.access;

import io.carillon.platform.EnumWords;
import java.util.Optional;

/**
 * What a key or a token allows: {@code operator}, {@code producer}, {@code organization:<id>} or {@code application:<id>}.
 *
 * @param tenant the id after the colon; null for operators and producers
 */
public record Scope(Role role, String tenant) {

    /** Everything. */
    static final Scope OPERATOR = new Scope(Role.OPERATOR, null);

    /** Parses {@code text}; empty if it is not a scope. */
    public static Optional<Scope> parse(String text) {
        String[] parts = text.split(":", 2);
        String tenant = parts.length == 2 ? parts[1] : null;
        return EnumWords.find(Role.class, parts[0])
                .filter(role -> isTenantOf(role, tenant))
                .map(role -> new Scope(role, tenant));
    }

    private static boolean isTenantOf(Role role, String tenant) {
        return switch (role) {
            case OPERATOR, PRODUCER -> tenant == null;
            case ORGANIZATION -> tenant != null && tenant.matches("[1-9][0-9]{0,15}");
            case APPLICATION -> tenant != null && tenant.matches("[0-9A-Za-z_-]{1,40}");
        };
    }

    /** The organization that the scope is limited to, if any. */
    public Optional<Long> organization() {
        return role == Role.ORGANIZATION ? Optional.of(Long.valueOf(tenant)) : Optional.empty();
    }

    /** The application that the scope is limited to, if any. */
    public Optional<String> application() {
        return role == Role.APPLICATION ? Optional.of(tenant) : Optional.empty();
    }

    /** The text that {@link #parse} reads. */
    @Override
    public String toString() {
        return tenant == null ? EnumWords.of(role) : EnumWords.of(role) + ":" + tenant;
    }
}
