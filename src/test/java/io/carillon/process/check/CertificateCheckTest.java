package io.carillon.process.check;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.startsWith;

import io.carillon.receivers.Certificates;
import io.carillon.settings.Setting;
import io.carillon.settings.Settings;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CertificateCheckTest {

    @TempDir
    Path folder;

    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
    private final CertificateCheck check =
            new CertificateCheck(new Report(new PrintStream(printed, true, StandardCharsets.UTF_8)), Clock.systemUTC());

    private String judged(String password) {
        printed.reset();
        check.keyStore(Settings.of(Map.of(Setting.BROKER_KEYSTORE.key(), folder.resolve("keys.p12").toString(),
                Setting.BROKER_KEYSTORE_PASSWORD.key(), password)));
        return printed.toString(StandardCharsets.UTF_8);
    }

    @Test
    void aCertificateIsJudgedByItsEnd() throws Exception {
        Certificates certificates = new Certificates(folder);
        certificates.sign("old", "old.example.com", "-startdate", "-40d", "-validity", "30");
        certificates.sign("soon", "soon.example.com", "-validity", "20");
        certificates.sign("long", "long.example.com", "-validity", "300");
        String found = judged("changeit");
        assertThat(found, containsString("  FAIL  certificate  CARILLON_BROKER_KEYSTORE (old) expired on 20"));
        assertThat(found, containsString("  warn  certificate  CARILLON_BROKER_KEYSTORE (soon) is valid until 20"));
        assertThat(found, containsString("  ok    certificate  CARILLON_BROKER_KEYSTORE (long) is valid until 20"));
        assertThat(judged("wrong"), startsWith("  FAIL  certificate  CARILLON_BROKER_KEYSTORE cannot be opened with"
                + " CARILLON_BROKER_KEYSTORE_PASSWORD: "));
    }
}
