package io.carillon.sending;

import io.carillon.crypto.CertificatePem;
import io.carillon.crypto.PrivateKeyPem;
import io.carillon.crypto.UnreadablePem;
import io.carillon.endpoint.TlsMaterial;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.List;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;

/** Makes what TLS needs of what an endpoint brings. */
final class TlsContexts {

    private static final char[] NO_PASSWORD = new char[0];

    private TlsContexts() {
    }

    /** A context that shows the certificate of {@code material} and trusts its authorities, or else those of the system. */
    static SSLContext of(TlsMaterial material) {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(material.certificate() == null ? null : keys(material),
                    material.authorities() == null ? null : trust(material.authorities()), null);
            return context;
        } catch (GeneralSecurityException | IOException | UnreadablePem e) {
            throw new IllegalStateException("the endpoint has a certificate or a key that cannot be used", e);
        }
    }

    private static KeyManager[] keys(TlsMaterial material) throws GeneralSecurityException, IOException, UnreadablePem {
        List<X509Certificate> chain = CertificatePem.chain(material.certificate());
        KeyStore store = emptyStore();
        store.setKeyEntry("client", PrivateKeyPem.of(Base64.getDecoder().decode(material.privateKey()),
                chain.get(0).getPublicKey()), NO_PASSWORD, chain.toArray(X509Certificate[]::new));
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(store, NO_PASSWORD);
        return keys.getKeyManagers();
    }

    private static TrustManager[] trust(String authorities) throws GeneralSecurityException, IOException, UnreadablePem {
        KeyStore store = emptyStore();
        for (X509Certificate authority : CertificatePem.read(authorities)) {
            store.setCertificateEntry("authority " + store.size(), authority);
        }
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(store);
        return trust.getTrustManagers();
    }

    private static KeyStore emptyStore() throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        return store;
    }
}
