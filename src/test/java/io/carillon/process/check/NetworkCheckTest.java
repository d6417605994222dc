package io.carillon.process.check;

import static io.carillon.settings.Setting.BROKER_URL;
import static io.carillon.settings.Setting.DB_URL;
import static io.carillon.settings.Setting.MAIL_HOST;
import static io.carillon.settings.Setting.TRACES_URL;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import io.carillon.settings.Setting;
import io.carillon.settings.Settings;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class NetworkCheckTest {

    private static Map<String, Setting> hosts(Map<Setting, String> texts) {
        Map<String, String> byKey = new HashMap<>();
        texts.forEach((setting, text) -> byKey.put(setting.key(), text));
        byKey.put(Setting.SECRETS_KEY.key(), Base64.getEncoder().encodeToString(new byte[32]));
        return NetworkCheck.hosts(Settings.of(byKey));
    }

    @Test
    void everyHostIsFoundInUrlsOfEveryKind() {
        assertThat(hosts(Map.of(DB_URL, "jdbc:postgresql://one,two:5433/carillon?x=//y",
                BROKER_URL, "(tcp://a:61616?sslEnabled=true,tcp://b:61616)?ha=true", TRACES_URL, "http://collector:4318/",
                MAIL_HOST, "mail")), is(Map.of("one", DB_URL, "two", DB_URL, "a", BROKER_URL, "b", BROKER_URL,
                        "collector", TRACES_URL, "mail", MAIL_HOST)));
    }

    @Test
    void addressesAndEmbeddedPartsNeedNoNameService() {
        assertThat(hosts(Map.of(DB_URL, "jdbc:postgresql://[::1]:5432,127.0.0.1/carillon", BROKER_URL, "tcp://10.0.0.1:61616")),
                is(Map.of()));
        assertThat(hosts(Map.of(DB_URL, "jdbc:postgresql:carillon")), is(Map.of()));
        assertThat(hosts(Map.of()), is(Map.of()));
    }
}
