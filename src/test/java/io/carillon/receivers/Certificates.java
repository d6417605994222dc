package io.carillon.receivers;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;

/** An authority, and the certificates that it has signed, in a folder. */
public final class Certificates {

    private static final char[] PASSWORD = "changeit".toCharArray();

    private final Path folder;

    public Certificates(Path folder) throws Exception {
        this.folder = folder;
        keytool("-genkeypair", "-alias", "ca", "-dname", "CN=Test authority", "-ext", "bc:c");
    }

    /** Signs a certificate for {@code name}, which may be an address; {@code validity} are options of keytool. */
    public void sign(String alias, String name, String... validity) throws Exception {
        List<String> arguments = new ArrayList<>(List.of("-genkeypair", "-alias", alias, "-signer", "ca", "-dname",
                "CN=" + name, "-ext", (name.matches("[0-9.]+") ? "san=ip:" : "san=dns:") + name));
        arguments.addAll(List.of(validity));
        keytool(arguments.toArray(String[]::new));
    }

    /** Makes a certificate that no authority has signed. */
    public void selfSigned(String alias, String name) throws Exception {
        keytool("-genkeypair", "-alias", alias, "-dname", "CN=" + name, "-ext", "san=dns:" + name);
    }

    /** The certificate {@code alias} in PEM, without that of its issuer. */
    public String pem(String alias) throws GeneralSecurityException, IOException {
        return pem("CERTIFICATE", store().getCertificate(alias).getEncoded());
    }

    /** The same, followed by that of its issuer. */
    public String chainPem(String alias) throws GeneralSecurityException, IOException {
        StringBuilder chain = new StringBuilder();
        for (Certificate certificate : store().getCertificateChain(alias)) {
            chain.append(pem("CERTIFICATE", certificate.getEncoded()));
        }
        return chain.toString();
    }

    /** The private key of {@code alias} in PEM. */
    public String keyPem(String alias) throws GeneralSecurityException, IOException {
        return pem("PRIVATE KEY", store().getKey(alias, PASSWORD).getEncoded());
    }

    /** {@code der} as a block of PEM. */
    public static String pem(String label, byte[] der) {
        return "-----BEGIN " + label + "-----\n"
                + Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII)).encodeToString(der)
                + "\n-----END " + label + "-----\n";
    }

    /** What trusts the authority and no other. */
    public SSLContext trusting() throws GeneralSecurityException, IOException {
        return context(null, trust());
    }

    /** What shows the certificate {@code alias}, and trusts the authority and no other. */
    public SSLContext showing(String alias) throws GeneralSecurityException, IOException {
        KeyStore single = KeyStore.getInstance("PKCS12");
        single.load(null, null);
        single.setKeyEntry(alias, store().getKey(alias, PASSWORD), PASSWORD, store().getCertificateChain(alias));
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(single, PASSWORD);
        return context(keys.getKeyManagers(), trust());
    }

    private TrustManager[] trust() throws GeneralSecurityException, IOException {
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        trusted.setCertificateEntry("ca", store().getCertificate("ca"));
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(trusted);
        return trust.getTrustManagers();
    }

    private static SSLContext context(KeyManager[] keys, TrustManager[] trust) throws GeneralSecurityException {
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys, trust, null);
        return context;
    }

    /** A socket on 127.0.0.1 that shows the certificate {@code alias}. */
    public ServerSocket socket(String alias) throws GeneralSecurityException, IOException {
        return showing(alias).getServerSocketFactory().createServerSocket(0, 50, InetAddress.getByName("127.0.0.1"));
    }

    private KeyStore store() throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(folder.resolve("keys.p12"))) {
            store.load(in, PASSWORD);
        }
        return store;
    }

    private void keytool(String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "keytool").toString()));
        command.addAll(List.of("-J-XX:TieredStopAtLevel=1", "-J-XX:+UseSerialGC"));
        command.addAll(List.of(arguments));
        command.addAll(List.of("-keyalg", "EC", "-keystore", folder.resolve("keys.p12").toString(), "-storepass",
                new String(PASSWORD)));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes());
        assertThat(output, process.waitFor(), is(0));
    }
}
