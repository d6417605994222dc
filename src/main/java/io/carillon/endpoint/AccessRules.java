package io.carillon.endpoint;

import io.carillon.address.AddressRules;
import io.carillon.crypto.CertificatePem;
import io.carillon.crypto.PrivateKeyPem;
import io.carillon.crypto.UnreadablePem;
import io.carillon.json.Flaw;
import io.carillon.json.Pointer;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The rules for what opens the receiver of an endpoint. None of their messages shows a secret. */
@ApplicationScoped
class AccessRules {

    private static final String AUTHENTICATION = "/authentication";
    private static final String CERTIFICATE = "/clientCertificate/certificate";
    private static final String KEY = "/clientCertificate/privateKey";
    private static final String AUTHORITIES = "/certificateAuthorities";
    private static final String HEADER = "Authorization";
    private static final String MASKED = "is masked, and the endpoint has no value for it to keep";
    private static final int LONGEST_URL = 2_000;
    private static final String ASCII = "[\\x20-\\x7e]{1,1000}";
    private static final String PRINTABLE = "must consist of at most 1000 printable ASCII characters";
    private static final String NO_CONTROLS = "[^\\p{Cntrl}]{1,500}";
    private static final String TOKEN = "[\\x21-\\x7e]{1,4000}";
    private static final String SCOPE = "[\\x21\\x23-\\x5b\\x5d-\\x7e]+( [\\x21\\x23-\\x5b\\x5d-\\x7e]+)*";

    private AddressRules addresses;
    private EndpointAccess access;
    private Clock clock;

    /** For the container's proxy. */
    protected AccessRules() {
    }

    @Inject
    AccessRules(AddressRules addresses, EndpointAccess access, Clock clock) {
        this.addresses = addresses;
        this.access = access;
        this.clock = clock;
    }

    /** What is wrong with {@code request}; {@code endpoint} is what it changes, or null. */
    List<Flaw> flawsOf(EndpointRequest request, Endpoint endpoint) {
        List<Flaw> flaws = new ArrayList<>();
        if (request.authentication() != null) {
            checkAuthentication(request.authentication(), endpoint, flaws);
            checkHeaders(request.headers(), flaws);
        }
        if (request.clientCertificate() != null) {
            checkTls(request.url(), "/clientCertificate", flaws);
            checkCertificate(request.clientCertificate(), endpoint, flaws);
        }
        if (request.certificateAuthorities() != null) {
            checkTls(request.url(), AUTHORITIES, flaws);
            checkAuthorities(request.certificateAuthorities(), endpoint, flaws);
        }
        return flaws;
    }

    private static void checkHeaders(Map<String, String> headers, List<Flaw> flaws) {
        headers.keySet().stream().filter(HEADER::equalsIgnoreCase).findFirst().ifPresent(name -> {
            flaws.add(Flaw.ofValue(AUTHENTICATION, "cannot be used together with the header " + name
                    + "; remove one of the two"));
            flaws.add(Flaw.ofValue("/headers" + Pointer.step(name),
                    "cannot be used together with authentication; remove one of the two"));
        });
    }

    private static void checkTls(String url, String pointer, List<Flaw> flaws) {
        if (!url.regionMatches(true, 0, "https:", 0, 6)) {
            flaws.add(Flaw.ofValue(pointer, "needs a URL that begins with https://"));
        }
    }

    private void checkAuthentication(EndpointAuthentication wanted, Endpoint endpoint, List<Flaw> flaws) {
        AuthenticationType type = wanted.type();
        wanted.members().keySet().stream().filter(member -> !type.has(member)).forEach(member -> flaws.add(Flaw.ofValue(
                AUTHENTICATION + Pointer.step(member), "does not belong to this type; leave it out, or send null in a PATCH")));
        type.required().stream().filter(member -> !wanted.members().containsKey(member)).forEach(member ->
                flaws.add(Flaw.ofValue(AUTHENTICATION + Pointer.step(member), "is required for this type")));
        if (flaws.isEmpty()) {
            checkMask(wanted, endpoint, flaws);
            checkMembers(wanted, flaws);
        }
    }

    /** A secret goes to the URL that it was written for: who may not see it must not send it elsewhere. */
    private static void checkMask(EndpointAuthentication wanted, Endpoint endpoint, List<Flaw> flaws) {
        if (!EndpointAccess.MASK.equals(wanted.secret())) {
            return;
        }
        String pointer = AUTHENTICATION + Pointer.step(wanted.type().secret());
        EndpointAuthentication stored = endpoint == null ? null : EndpointAccess.masked(endpoint.access());
        if (stored == null || stored.type() != wanted.type()) {
            flaws.add(Flaw.ofValue(pointer, MASKED));
        } else if (wanted.tokenUrl() != null && !wanted.tokenUrl().equals(stored.tokenUrl())) {
            flaws.add(Flaw.ofValue(pointer, "must be written again when tokenUrl changes"));
        }
    }

    private void checkMembers(EndpointAuthentication wanted, List<Flaw> flaws) {
        switch (wanted.type()) {
            case BASIC -> {
                check(wanted.username(), "[^\\p{Cntrl}:]{1,500}", "username",
                        "must have at most 500 characters, and no colon or control character", flaws);
                check(wanted.password(), NO_CONTROLS, "password",
                        "must have at most 500 characters, and no control character", flaws);
            }
            case BEARER -> check(wanted.token(), TOKEN, "token",
                    "must consist of at most 4000 printable ASCII characters without a space", flaws);
            case OAUTH2 -> checkClient(wanted, flaws);
        }
    }

    private void checkClient(EndpointAuthentication wanted, List<Flaw> flaws) {
        if (wanted.tokenUrl().length() > LONGEST_URL) {
            flaws.add(Flaw.ofValue(AUTHENTICATION + "/tokenUrl", "must have at most " + LONGEST_URL + " characters"));
        } else {
            addresses.objectionTo(wanted.tokenUrl())
                    .ifPresent(objection -> flaws.add(Flaw.ofValue(AUTHENTICATION + "/tokenUrl", objection)));
        }
        check(wanted.clientId(), ASCII, "clientId", PRINTABLE, flaws);
        check(wanted.clientSecret(), ASCII, "clientSecret", PRINTABLE, flaws);
        check(wanted.audience(), ASCII, "audience", PRINTABLE, flaws);
        if (wanted.scope() != null && (wanted.scope().length() > 1_000 || !wanted.scope().matches(SCOPE))) {
            flaws.add(Flaw.ofValue(AUTHENTICATION + "/scope",
                    "must consist of at most 1000 characters: names in ASCII with one space between them"));
        }
    }

    private static void check(String value, String pattern, String member, String objection, List<Flaw> flaws) {
        if (value != null && !value.matches(pattern)) {
            flaws.add(Flaw.ofValue(AUTHENTICATION + Pointer.step(member), objection));
        }
    }

    /** A certificate that the endpoint has already may have ended. */
    private void checkCertificate(ClientCertificate wanted, Endpoint endpoint, List<Flaw> flaws) {
        boolean isMasked = EndpointAccess.MASK.equals(wanted.privateKey());
        String stored = endpoint == null ? null : endpoint.access().certificate();
        if (isMasked && stored == null) {
            flaws.add(Flaw.ofValue(KEY, MASKED));
            return;
        }
        if (isMasked && wanted.certificate().equals(stored)) {
            return;
        }
        X509Certificate first;
        try {
            first = CertificatePem.chain(wanted.certificate()).get(0);
        } catch (UnreadablePem e) {
            flaws.add(Flaw.ofValue(CERTIFICATE, e.getMessage()));
            return;
        }
        if (hasEnded(first)) {
            flaws.add(Flaw.ofValue(CERTIFICATE, "has expired: it was valid until " + first.getNotAfter().toInstant()));
        }
        checkKey(wanted, first, endpoint, isMasked, flaws);
    }

    private void checkKey(ClientCertificate wanted, X509Certificate first, Endpoint endpoint, boolean isMasked,
            List<Flaw> flaws) {
        if (isMasked) {
            if (!access.isStoredKeyOf(first, endpoint)) {
                flaws.add(Flaw.ofValue(KEY, "must be written again: the stored one does not match the certificate"));
            }
            return;
        }
        try {
            PrivateKeyPem.read(wanted.privateKey(), first.getPublicKey());
        } catch (UnreadablePem e) {
            flaws.add(Flaw.ofValue(KEY, e.getMessage()));
        }
    }

    private void checkAuthorities(String pem, Endpoint endpoint, List<Flaw> flaws) {
        if (endpoint != null && pem.equals(endpoint.access().authorities())) {
            return;
        }
        try {
            if (CertificatePem.read(pem).stream().allMatch(this::hasEnded)) {
                flaws.add(Flaw.ofValue(AUTHORITIES, "has no certificate that is still valid"));
            }
        } catch (UnreadablePem e) {
            flaws.add(Flaw.ofValue(AUTHORITIES, e.getMessage()));
        }
    }

    private boolean hasEnded(X509Certificate certificate) {
        return !clock.instant().isBefore(certificate.getNotAfter().toInstant());
    }
}
