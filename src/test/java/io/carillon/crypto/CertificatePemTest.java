package io.carillon.crypto;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.carillon.receivers.Certificates;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Certificates and chains of them. */
@Execution(ExecutionMode.CONCURRENT) // waits for programs
class CertificatePemTest {

    @TempDir
    static Path folder;

    private static Certificates certificates;

    @BeforeAll
    static void sign() throws Exception {
        certificates = new Certificates(folder);
        certificates.sign("one", "one.example.com");
        certificates.sign("two", "two.example.com");
    }

    @Test
    void aChainBeginsWithTheCertificateOfTheKey() throws Exception {
        String chain = "subject=CN = one\n" + certificates.chainPem("one");
        assertThat(CertificatePem.chain(chain).size(), is(2));
        assertThat(CertificatePem.chain(chain).get(0).getSubjectX500Principal().getName(), is("CN=one.example.com"));
        String reversed = certificates.pem("ca") + certificates.pem("one");
        assertThat(assertThrows(UnreadablePem.class, () -> CertificatePem.chain(reversed)).getMessage(),
                is("must begin with the certificate of the key, each followed by that of its issuer"));
        assertThat("a set has no order", CertificatePem.read(reversed).size(), is(2));
        String strangers = certificates.pem("one") + certificates.pem("two");
        assertThrows(UnreadablePem.class, () -> CertificatePem.chain(strangers));
    }

    @Test
    void whatIsNoCertificateIsRefused() throws Exception {
        assertThat(objection("geheim"), is("must be PEM, which begins with -----BEGIN CERTIFICATE-----"));
        assertThat(objection(certificates.keyPem("one")), is("must have certificates only, and has a block of another kind"));
        assertThat(objection(Certificates.pem("CERTIFICATE", new byte[30])),
                is("has a block that is not an X.509 certificate"));
        assertThat(objection(certificates.pem("one").replace("-----END", "-----")), is("has a PEM block without its last line"));
        assertThat(objection("\0" + certificates.pem("one")), is("contains the character NUL"));
        assertThat(objection("-----BEGIN CERTIFICATE"), is("has a PEM block without its last line"));
    }

    private static String objection(String pem) {
        return assertThrows(UnreadablePem.class, () -> CertificatePem.read(pem)).getMessage();
    }
}
