package io.carillon.endpoint;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.carillon.crypto.CertificatePem;
import io.carillon.crypto.PrivateKeyPem;
import io.carillon.crypto.SecretCipher;
import io.carillon.crypto.UnreadablePem;
import io.carillon.json.StrictJson;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.security.cert.X509Certificate;
import java.util.Base64;

/**
 * Stores and decrypts what opens the receivers of endpoints: authentication, client certificates and authorities. What is secret
 * is write-only: it is shown masked, and the mask in a request stands for what is stored.
 */
@ApplicationScoped
public class EndpointAccess {

    static final String MASK = EndpointHeaders.MASK;

    private SecretCipher cipher;

    /** For the container's proxy. */
    protected EndpointAccess() {
    }

    @Inject
    EndpointAccess(SecretCipher cipher) {
        this.cipher = cipher;
    }

    /**
     * What opens the receiver of {@code endpoint}.
     *
     * @throws UnreadableSecret if no configured key decrypts a part of it
     */
    public ReceiverAccess of(Endpoint endpoint) {
        StoredAccess stored = endpoint.access();
        if (stored.isNone()) {
            return ReceiverAccess.NONE;
        }
        try {
            EndpointAuthentication authentication = authentication(stored);
            String key = stored.key() == null ? null : cipher.decrypt(stored.key(), rowOfKey(endpoint.id()));
            return new ReceiverAccess(endpoint.id(), authentication == null ? null
                    : authentication.withSecret(cipher.decrypt(stored.secret(), rowOfSecret(endpoint.id()))),
                    new TlsMaterial(stored.certificate(), key, stored.authorities()));
        } catch (IllegalStateException e) {
            throw UnreadableSecret.ofAccess(endpoint.id());
        }
    }

    /** The authentication of an endpoint with its secret masked; null if there is none. */
    static EndpointAuthentication masked(StoredAccess stored) {
        return stored.authentication() == null ? null : authentication(stored).withSecret(MASK);
    }

    /** The client certificate of an endpoint with its key masked; null if there is none. */
    static ClientCertificate maskedCertificate(StoredAccess stored) {
        return stored.certificate() == null ? null : new ClientCertificate(stored.certificate(), MASK);
    }

    private static EndpointAuthentication authentication(StoredAccess stored) {
        try {
            return stored.authentication() == null ? null
                    : StrictJson.mapper().readValue(stored.authentication(), EndpointAuthentication.class);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("the database has an authentication that cannot be read", e);
        }
    }

    /** What {@code request}, which the {@link AccessRules} have passed, makes of {@code before}, which the endpoint has. */
    StoredAccess of(EndpointRequest request, StoredAccess before, String endpointId) {
        return certificate(request.clientCertificate(), authentication(request.authentication(), before, endpointId), endpointId)
                .withAuthorities(request.certificateAuthorities());
    }

    private StoredAccess authentication(EndpointAuthentication wanted, StoredAccess before, String endpointId) {
        if (wanted == null) {
            return before.withAuthentication(null, null);
        }
        try {
            return before.withAuthentication(StrictJson.mapper().writeValueAsString(wanted.withSecret(null)),
                    MASK.equals(wanted.secret()) ? before.secret() : cipher.encrypt(wanted.secret(), rowOfSecret(endpointId)));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("an authentication is always JSON", e);
        }
    }

    private StoredAccess certificate(ClientCertificate wanted, StoredAccess before, String endpointId) {
        if (wanted == null) {
            return before.withCertificate(null, null, null);
        }
        boolean keepsKey = MASK.equals(wanted.privateKey());
        if (keepsKey && wanted.certificate().equals(before.certificate())) {
            return before;
        }
        try {
            X509Certificate first = CertificatePem.chain(wanted.certificate()).get(0);
            String key = keepsKey ? before.key() : cipher.encrypt(Base64.getEncoder().encodeToString(
                    PrivateKeyPem.read(wanted.privateKey(), first.getPublicKey()).getEncoded()), rowOfKey(endpointId));
            return before.withCertificate(wanted.certificate(), key, first.getNotAfter().toInstant());
        } catch (UnreadablePem e) {
            throw new IllegalArgumentException("the rules refuse such a certificate", e);
        }
    }

    /** Whether the stored private key is that of {@code certificate}; not if no configured key decrypts it. */
    boolean isStoredKeyOf(X509Certificate certificate, Endpoint endpoint) {
        try {
            byte[] key = Base64.getDecoder().decode(cipher.decrypt(endpoint.access().key(), rowOfKey(endpoint.id())));
            return PrivateKeyPem.isPair(PrivateKeyPem.of(key, certificate.getPublicKey()), certificate.getPublicKey());
        } catch (IllegalStateException | UnreadablePem e) {
            return false;
        }
    }

    /** Encrypts a secret of {@link StoredAccess#secret} again, with the newest key of {@code cipher}; null stays null. */
    static String renewedSecret(SecretCipher cipher, String encrypted, String endpointId) {
        return renewed(cipher, encrypted, rowOfSecret(endpointId));
    }

    /** The same for {@link StoredAccess#key}. */
    static String renewedKey(SecretCipher cipher, String encrypted, String endpointId) {
        return renewed(cipher, encrypted, rowOfKey(endpointId));
    }

    private static String renewed(SecretCipher cipher, String encrypted, String row) {
        return encrypted == null ? null : cipher.encrypt(cipher.decrypt(encrypted, row), row);
    }

    /** Not the row of another secret, so that one cannot be copied over the other. */
    private static String rowOfSecret(String endpointId) {
        return endpointId + " authentication";
    }

    private static String rowOfKey(String endpointId) {
        return endpointId + " client key";
    }
}
