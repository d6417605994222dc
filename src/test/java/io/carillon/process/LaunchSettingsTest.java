package io.carillon.process;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.startsWith;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.carillon.settings.Setting;
import io.carillon.settings.Settings;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LaunchSettingsTest {

    private static final String KEY = Base64.getEncoder().encodeToString(new byte[32]);

    private final Properties published = new Properties();

    @Test
    void withoutAnyEverythingIsEmbeddedAndOnLoopback() {
        publish(Map.of());
        assertThat(published.getProperty("carillon.http.port"), is("8080"));
        assertThat(published.getProperty("carillon.http.address"), is("127.0.0.1"));
        assertThat(published.getProperty("carillon.home"), endsWith("/data"));
        assertThat(published.getProperty("carillon.db.url"), startsWith("jdbc:h2:file:/"));
        assertThat(published.getProperty("carillon.db.url"), containsString(";WRITE_DELAY=0"));
        assertThat("a pool of one, or a kill tears transactions", published.getProperty("carillon.db.connections"), is("1"));
        assertThat("all work waits for the one connection", published.getProperty("carillon.db.wait"), is("30000"));
        assertThat(published.getProperty("carillon.broker.url"), is(""));
        assertThat(published.getProperty("carillon.allow.http"), is((String) null));
    }

    @Test
    void theDemonstrationMayTalkToItsOwnMachine() {
        publish(Map.of("CARILLON_DEMO", "true"));
        Settings ofTheApplication = Settings.of(published::getProperty);
        assertThat(ofTheApplication.flag(Setting.ALLOW_HTTP), is(true));
        assertThat(ofTheApplication.list(Setting.ALLOWED_SUBNETS), is(List.of("127.0.0.0/8")));
    }

    @Test
    void postgreSqlWaitsForNothingWithoutAnEnd() {
        publish(Map.of("CARILLON_DB_URL", "jdbc:postgresql://db/carillon?options=-c%20search_path=own&connectTimeout=1",
                "CARILLON_SECRETS_KEY", KEY, "CARILLON_DB_LOCK_TIMEOUT", "3"));
        assertThat(published.getProperty("carillon.db.url"), is("jdbc:postgresql://db/carillon"
                + "?options=-c%20lock_timeout=3s%20-c%20statement_timeout=15s%20-c%20idle_in_transaction_session_timeout=10s"
                + "%20-c%20default_transaction_isolation=read%5C%20committed%20-c%20jit=off"
                + "%20-c%20tcp_keepalives_idle=60%20-c%20tcp_keepalives_interval=10"
                + "%20-c%20tcp_keepalives_count=3%20-c%20tcp_user_timeout=30s"
                + "%20-c%20search_path=own&connectTimeout=1&loginTimeout=5&socketTimeout=20&tcpKeepAlive=true"
                + "&ApplicationName=carillon"));
        assertThat(published.getProperty("carillon.db.wait"), is("5000"));
    }

    @ParameterizedTest
    @CsvSource({"'','&targetServerType=primary&connectTimeout=2&loginTimeout=5'",
        "?connectTimeout=9,'?connectTimeout=9&targetServerType=primary&loginTimeout=5'",
        "?targetServerType=any,'?targetServerType=any&connectTimeout=2&loginTimeout=5'"})
    void ofSeveralHostsTheOneThatTakesWritesIsUsed(String own, String completed) {
        publish(Map.of("CARILLON_DB_URL", "jdbc:postgresql://one:5432,two/carillon" + own, "CARILLON_SECRETS_KEY", KEY));
        assertThat(published.getProperty("carillon.db.url").replaceFirst("options=[^&]*", "")
                .replaceFirst("&&", "&").replaceFirst("\\?&", "?"),
                startsWith("jdbc:postgresql://one:5432,two/carillon" + completed.replaceFirst("^&", "?")));
    }

    @ParameterizedTest
    @CsvSource({"CARILLON_HTTP_PORT,http,from 1 to 65535", "CARILLON_HTTP_PORT,0,from 1 to 65535",
        "CARILLON_HTTP_PORT,65536,from 1 to 65535", "CARILLON_BROKER_PORT,-1,from 0 to 65535",
        "CARILLON_RETENTION_INBOX,P6D,from P7D", "CARILLON_RETENTION_REJECTED,30 days,from P1D",
        "CARILLON_RETENTION_DELIVERIES,PT0S,from P1D", "CARILLON_DB_POOL_SIZE,1,from 2 to 1000",
        "CARILLON_WINDOW,PT0S,from PT1S"})
    void aValueThatIsNotAllowedIsReportedWithItsNameAndItsLimit(String variable, String value, String limit) {
        var refusal = assertThrows(Refusal.class, () -> publish(Map.of(variable, value)));
        assertThat(refusal.getMessage(), startsWith(variable + " is \"" + value + "\""));
        assertThat(refusal.getMessage(), containsString(limit));
    }

    @ParameterizedTest
    @CsvSource({"jdbc:mysql://x/y,CARILLON_DB_URL", "jdbc:postgresql://x/y,CARILLON_SECRETS_KEY"})
    void aDatabaseThatCannotWorkIsRefused(String url, String named) {
        var refusal = assertThrows(Refusal.class, () -> publish(Map.of("CARILLON_DB_URL", url)));
        assertThat(refusal.getMessage(), containsString(named));
    }

    @Test
    void severalFaultsAreReportedAtOnceOneOnEachLine() {
        var refusal = assertThrows(Refusal.class,
                () -> publish(Map.of("CARILLON_HTTP_PORT", "0", "CARILLON_WINDOW", "1 minute")));
        assertThat(refusal.getMessage().lines().count(), is(2L));
        assertThat(published.isEmpty(), is(true));
    }

    @Test
    void theOperatorKeyMayBeASystemProperty() {
        published.setProperty("carillon.operator.key", "ck_property");
        assertThat(publish(Map.of("CARILLON_OPERATOR_KEY", "ck_variable")).operatorKey(), is(Optional.of("ck_property")));
    }

    @Test
    void aPortInUseIsRefused() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            LaunchSettings settings = publish(Map.of("CARILLON_HTTP_PORT", String.valueOf(taken.getLocalPort())));
            assertThat(new Premises(settings.settings()).faultsOfPorts(), hasItem("Port " + taken.getLocalPort()
                    + " on 127.0.0.1 is in use by another program; set CARILLON_HTTP_PORT to another port."));
        }
    }

    private LaunchSettings publish(Map<String, String> environment) {
        LaunchSettings settings = new LaunchSettings(environment, published);
        settings.publish();
        return settings;
    }
}
