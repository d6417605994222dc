package io.carillon.process.check;

import io.carillon.settings.Setting;
import io.carillon.settings.Settings;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collections;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;

/** Certificates: whether this Java trusts those of servers, and until when they and that of the embedded broker are valid. */
record CertificateCheck(Report report, Clock clock) {

    private static final String SUBJECT = "certificate";
    private static final int TIMEOUT_MILLIS = 5_000;
    private static final Duration SOON = Duration.ofDays(30);

    /** That of the embedded broker. */
    void keyStore(Settings settings) {
        String name = Setting.BROKER_KEYSTORE.variable();
        try (InputStream in = Files.newInputStream(settings.path(Setting.BROKER_KEYSTORE))) {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(in, settings.text(Setting.BROKER_KEYSTORE_PASSWORD).orElse("").toCharArray());
            int keys = 0;
            for (String alias : Collections.list(store.aliases())) {
                if (store.isKeyEntry(alias)) {
                    keys++;
                    judge(name + " (" + alias + ")", store.getCertificate(alias));
                }
            }
            if (keys == 0) {
                report.failed(SUBJECT, name + " has no private key.");
            }
        } catch (IOException | GeneralSecurityException e) {
            report.failed(SUBJECT, name + " cannot be opened with " + Setting.BROKER_KEYSTORE_PASSWORD.variable() + ": "
                    + e.getMessage() + ".");
        }
    }

    /** That of a server. */
    void server(Setting setting, String host, int port) {
        try (SSLSocket socket = (SSLSocket) SSLSocketFactory.getDefault().createSocket(host, port)) {
            socket.setSoTimeout(TIMEOUT_MILLIS);
            SSLParameters parameters = socket.getSSLParameters();
            parameters.setEndpointIdentificationAlgorithm("HTTPS");
            socket.setSSLParameters(parameters);
            socket.startHandshake();
            judge(host, socket.getSession().getPeerCertificates()[0]);
        } catch (SSLException e) {
            report.failed(SUBJECT, setting.variable() + " names " + host + ", whose certificate this Java does not accept: "
                    + e.getMessage() + ".");
        } catch (IOException e) {
            report.failed(SUBJECT, host + ":" + port + " did not complete the TLS handshake: " + e.getMessage() + ".");
        }
    }

    private void judge(String owner, Certificate certificate) {
        Instant end = ((X509Certificate) certificate).getNotAfter().toInstant();
        String until = owner + " is valid until " + end.atOffset(ZoneOffset.UTC).toLocalDate() + ".";
        Duration left = Duration.between(clock.instant(), end);
        if (left.isNegative()) {
            report.failed(SUBJECT, owner + " expired on " + end.atOffset(ZoneOffset.UTC).toLocalDate() + ".");
        } else if (left.compareTo(SOON) < 0) {
            report.warned(SUBJECT, until);
        } else {
            report.passed(SUBJECT, until);
        }
    }
}
