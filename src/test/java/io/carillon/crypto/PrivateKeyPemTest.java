package io.carillon.crypto;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.carillon.receivers.Certificates;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.util.Map;
import java.util.TreeMap;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The forms in which private keys come. */
@Execution(ExecutionMode.CONCURRENT) // makes keys of its own
class PrivateKeyPemTest {

    private static final Map<String, KeyPair> PAIRS = new TreeMap<>();

    @BeforeAll
    static void generate() throws GeneralSecurityException {
        for (String kind : new String[] {"RSA 2048", "RSA 3072", "EC 256", "EC 521", "Ed25519 255", "RSA-2 2048", "EC-2 256"}) {
            String[] words = kind.split(" ");
            KeyPairGenerator generator = KeyPairGenerator.getInstance(words[0].replace("-2", ""));
            generator.initialize(Integer.parseInt(words[1]));
            PAIRS.put(kind, generator.generateKeyPair());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"RSA 2048", "RSA 3072", "EC 256", "EC 521", "Ed25519 255"})
    void pkcs8IsRead(String kind) throws Exception {
        KeyPair pair = PAIRS.get(kind);
        String pem = "a text before\n" + Certificates.pem("PRIVATE KEY", pair.getPrivate().getEncoded());
        assertThat(PrivateKeyPem.read(pem, pair.getPublic()), is(pair.getPrivate()));
        assertThat(PrivateKeyPem.of(pair.getPrivate().getEncoded(), pair.getPublic()), is(pair.getPrivate()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"RSA 2048", "RSA 3072", "EC 256", "EC 521"})
    void theOlderFormsOfOpensslAreRead(String kind) throws Exception {
        KeyPair pair = PAIRS.get(kind);
        assertThat(PrivateKeyPem.read(older(pair), pair.getPublic()), is(pair.getPrivate()));
        String withCurve = Certificates.pem("EC PARAMETERS", new byte[] {6, 1, 1}) + older(pair);
        assertThat(PrivateKeyPem.read(withCurve.replace("\n", "\r\n"), pair.getPublic()), is(pair.getPrivate()));
    }

    @ParameterizedTest
    @CsvSource({"RSA 2048, RSA-2 2048", "EC 256, EC-2 256", "EC 256, EC 521", "RSA 2048, EC 256", "EC 256, RSA 2048",
        "Ed25519 255, EC 256"})
    void aKeyOfAnotherCertificateIsRefused(String kind, String other) throws Exception {
        String expected = "does not match the certificate";
        assertThat(objection(Certificates.pem("PRIVATE KEY", PAIRS.get(other).getPrivate().getEncoded()), kind), is(expected));
        assertThat(objection(older(PAIRS.get(other)), kind), is(expected));
    }

    @Test
    void anEncryptedKeyIsRefused() throws Exception {
        String expected = "is encrypted with a password; decrypt it first, for example with openssl pkey";
        assertThat(objection(Certificates.pem("ENCRYPTED PRIVATE KEY", new byte[20]), "RSA 2048"), is(expected));
        String old = older(PAIRS.get("RSA 2048")).replace("KEY-----\nM",
                "KEY-----\nProc-Type: 4,ENCRYPTED\nDEK-Info: AES-128-CBC,00\n\nM");
        assertThat(objection(old, "RSA 2048"), is(expected));
    }

    @Test
    void anythingElseIsRefusedWithoutShowingIt() throws Exception {
        String good = Certificates.pem("PRIVATE KEY", PAIRS.get("EC 256").getPrivate().getEncoded());
        assertThat(objection("geheim", "EC 256"), containsString("must be a private key in PEM"));
        assertThat(objection(good + good, "EC 256"), is("must have one private key and nothing else"));
        assertThat(objection(good.replace("-----END", "---END"), "EC 256"), is("has a PEM block without its last line"));
        assertThat(objection(Certificates.pem("PRIVATE KEY", "geheim".getBytes()), "EC 256"), containsString("PKCS #8"));
        assertThat(objection(Certificates.pem("OPENSSH PRIVATE KEY", new byte[9]), "EC 256"), containsString("PKCS #8"));
        assertThat(objection("-----BEGIN PRIVATE KEY-----\ngeheim!=x\n-----END PRIVATE KEY-----", "EC 256"),
                not(containsString("geheim")));
    }

    private static String objection(String pem, String kind) {
        return assertThrows(UnreadablePem.class, () -> PrivateKeyPem.read(pem, PAIRS.get(kind).getPublic())).getMessage();
    }

    /** PKCS #1 or SEC 1, which are inside of PKCS #8. */
    private static String older(KeyPair pair) throws IOException {
        String label = pair.getPrivate().getAlgorithm().equals("RSA") ? "RSA PRIVATE KEY" : "EC PRIVATE KEY";
        return Certificates.pem(label, PrivateKeyInfo.getInstance(pair.getPrivate().getEncoded()).parsePrivateKey()
                .toASN1Primitive().getEncoded());
    }
}
