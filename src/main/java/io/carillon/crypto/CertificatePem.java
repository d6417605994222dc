package io.carillon.crypto;

import java.io.ByteArrayInputStream;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;

/** Reads X.509 certificates in PEM. */
public final class CertificatePem {

    private static final String LABEL = "CERTIFICATE";

    private CertificatePem() {
    }

    /** The certificates of {@code pem}, at least one, in their order. */
    public static List<X509Certificate> read(String pem) throws UnreadablePem {
        List<X509Certificate> certificates = new ArrayList<>();
        for (PemBlock block : PemBlock.of(pem)) {
            if (!block.label().equals(LABEL)) {
                throw new UnreadablePem("must have certificates only, and has a block of another kind");
            }
            certificates.add(certificate(block.bytes()));
        }
        if (certificates.isEmpty()) {
            throw new UnreadablePem("must be PEM, which begins with -----BEGIN CERTIFICATE-----");
        }
        return certificates;
    }

    /** The certificate of a key, followed by those of its issuers as far as they are given. */
    public static List<X509Certificate> chain(String pem) throws UnreadablePem {
        List<X509Certificate> chain = read(pem);
        for (int i = 1; i < chain.size(); i++) {
            if (!chain.get(i - 1).getIssuerX500Principal().equals(chain.get(i).getSubjectX500Principal())) {
                throw new UnreadablePem("must begin with the certificate of the key, each followed by that of its issuer");
            }
        }
        return chain;
    }

    private static X509Certificate certificate(byte[] bytes) throws UnreadablePem {
        try {
            return (X509Certificate) CertificateFactory.getInstance("X.509")
                    .generateCertificate(new ByteArrayInputStream(bytes));
        } catch (CertificateException e) {
            throw new UnreadablePem("has a block that is not an X.509 certificate");
        }
    }
}
