package io.carillon.endpoint;

import io.carillon.json.Flaw;
import io.carillon.json.Pointer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/** The rules for the names of headers and for a further signature: no header of a request may stand for two things. */
final class RequestFormRules {

    private static final String PREFIX = "[A-Za-z][A-Za-z0-9-]{0,48}-";
    /** The prefixes of Standard Webhooks and of Svix, under which owners may have no headers of their own. */
    private static final List<String> KNOWN_PREFIXES = List.of(HeaderNames.STANDARD_PREFIX, "svix-");

    private RequestFormRules() {
    }

    static List<Flaw> flawsOf(EndpointRequest request) {
        List<Flaw> flaws = new ArrayList<>();
        TreeSet<String> names = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        if (request.headerPrefix().matches(PREFIX)) {
            names.addAll(HeaderNames.of(request.headerPrefix()).all());
            checkReserved(request.headerPrefix(), names, flaws);
        } else {
            flaws.add(Flaw.ofValue("/headerPrefix",
                    "must be at most 50 letters, digits and hyphens, begin with a letter and end with a hyphen"));
        }
        if (request.signatureHeader() != null) {
            flaws.addAll(request.signatureHeader().flaws());
            objectionTo(request.signatureHeader().name(), names, request)
                    .ifPresent(objection -> flaws.add(Flaw.ofValue("/signatureHeader/name", objection)));
            names.add(request.signatureHeader().name());
        }
        request.headers().keySet().stream().filter(names::contains)
                .filter(name -> ForbiddenHeaders.reasonAgainst(name).isEmpty()).forEach(name -> flaws.add(Flaw.ofValue(
                "/headers" + Pointer.step(name), "is a header that Carillon sets, by headerPrefix or signatureHeader")));
        return flaws;
    }

    private static void checkReserved(String prefix, TreeSet<String> names, List<Flaw> flaws) {
        if (KNOWN_PREFIXES.stream().noneMatch(prefix::equalsIgnoreCase)) {
            names.forEach(name -> ForbiddenHeaders.reasonAgainst(name).ifPresent(reason ->
                    flaws.add(Flaw.ofValue("/headerPrefix", "makes a header that is not allowed: " + name + " " + reason))));
        }
    }

    private static Optional<String> objectionTo(String name, TreeSet<String> names, EndpointRequest request) {
        if (!name.matches(EndpointRules.TOKEN)) {
            return Optional.of("is not a header name");
        }
        if (names.contains(name)) {
            return Optional.of("is a header that headerPrefix makes");
        }
        if (name.equalsIgnoreCase("Authorization")) {
            return Optional.of("is the header of authentication");
        }
        if (!request.signatures().contains(SignatureScheme.V1)) {
            return Optional.of("needs v1 among signatures: it is signed with the secret");
        }
        return ForbiddenHeaders.reasonAgainst(name).map(reason -> "is not allowed: it " + reason);
    }
}
