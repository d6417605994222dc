package io.carillon.oidc;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A person that the provider knows. Carillon keeps no list of people: their sessions carry this. It names the group, not its
 * scope, so that a session may do what the settings say at that moment.
 *
 * @param issuer  the provider, within which the subject is unique
 * @param subject its id of the person
 * @param name    a name for people
 * @param group   the group that decides what the person may do
 */
public record Person(String issuer, String subject, String name, String group) {

    private static final String PREFIX = "oidc:";
    private static final int PARTS = 4;

    /** What the person is called as an actor, much as the subject of a token is. */
    public String id() {
        return PREFIX + subject;
    }

    /** The grant of the person's session, without blanks; {@link #ofGrant} reads it. */
    public String grant() {
        return PREFIX + Stream.of(issuer, subject, name, group)
                .map(part -> Base64.getUrlEncoder().withoutPadding().encodeToString(part.getBytes(StandardCharsets.UTF_8)))
                .collect(Collectors.joining("."));
    }

    /** Whether {@code grant} is that of a person, rather than a key or a link. */
    public static boolean isGrant(String grant) {
        return grant.startsWith(PREFIX);
    }

    /** The person whose {@link #grant} it is; empty if another release wrote it. */
    public static Optional<Person> ofGrant(String grant) {
        List<String> parts = Stream.of(grant.substring(PREFIX.length()).split("\\.", -1)).map(Person::decoded).toList();
        return parts.size() == PARTS ? Optional.of(new Person(parts.get(0), parts.get(1), parts.get(2), parts.get(3)))
                : Optional.empty();
    }

    private static String decoded(String part) {
        return new String(Base64.getUrlDecoder().decode(part), StandardCharsets.UTF_8);
    }
}
