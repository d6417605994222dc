package io.carillon.process;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.startsWith;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SettingsTest {

    private final Properties published = new Properties();

    @Test
    void withoutAnyEverythingIsEmbeddedAndOnLoopback() {
        publish(Map.of());
        assertThat(published.getProperty("carillon.http.port"), is("8080"));
        assertThat(published.getProperty("carillon.http.address"), is("127.0.0.1"));
        assertThat(published.getProperty("carillon.home"), endsWith("/data"));
        assertThat(published.getProperty("carillon.db.url"), startsWith("jdbc:h2:file:/"));
        assertThat(published.getProperty("carillon.db.url"), containsString(";WRITE_DELAY=0"));
        assertThat("a pool of one, or a kill tears transactions", published.getProperty("carillon.db.pool-size"), is("1"));
        assertThat(published.getProperty("carillon.broker.url"), is(""));
        assertThat(published.getProperty("carillon.allow.http"), is((String) null));
    }

    @Test
    void theDemonstrationMayTalkToItsOwnMachine() {
        publish(Map.of("CARILLON_DEMO", "true"));
        assertThat(published.getProperty("carillon.allow.http"), is("true"));
        assertThat(published.getProperty("carillon.allowed.subnets"), is("127.0.0.0/8"));
    }

    @Test
    void postgreSqlWaitsForNothingWithoutAnEnd() {
        publish(Map.of("CARILLON_DB_URL", "jdbc:postgresql://db/carillon?options=-c%20search_path=own&connectTimeout=1",
                "CARILLON_SECRETS_KEY", "key", "CARILLON_DB_LOCK_TIMEOUT", "3"));
        assertThat(published.getProperty("carillon.db.url"), is("jdbc:postgresql://db/carillon"
                + "?options=-c%20lock_timeout=3s%20-c%20statement_timeout=15s%20-c%20idle_in_transaction_session_timeout=10s"
                + "%20-c%20default_transaction_isolation=read%5C%20committed%20-c%20jit=off"
                + "%20-c%20search_path=own&connectTimeout=1&loginTimeout=5&socketTimeout=20&tcpKeepAlive=true"
                + "&ApplicationName=carillon"));
    }

    @ParameterizedTest
    @CsvSource({"CARILLON_HTTP_PORT,http,CARILLON_HTTP_PORT", "CARILLON_HTTP_PORT,0,CARILLON_HTTP_PORT",
        "CARILLON_HTTP_PORT,65536,CARILLON_HTTP_PORT", "CARILLON_BROKER_PORT,-1,CARILLON_BROKER_PORT",
        "CARILLON_RETENTION_INBOX,P6D,less than P7D", "CARILLON_RETENTION_REJECTED,30 days,CARILLON_RETENTION_REJECTED",
        "CARILLON_RETENTION_DELIVERIES,PT0S,less than P1D",
        "CARILLON_DB_POOL_SIZE,1,CARILLON_DB_POOL_SIZE", "CARILLON_DB_URL,jdbc:mysql://x/y,CARILLON_DB_URL",
        "CARILLON_DB_URL,jdbc:postgresql://x/y,CARILLON_SECRETS_KEY"})
    void whatCannotWorkIsRefusedByItsName(String variable, String value, String named) {
        var refusal = assertThrows(Refusal.class, () -> publish(Map.of(variable, value)));
        assertThat(refusal.getMessage(), containsString(named));
    }

    @Test
    void aPortInUseIsRefused() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Settings settings = publish(Map.of("CARILLON_HTTP_PORT", String.valueOf(taken.getLocalPort())));
            var refusal = assertThrows(Refusal.class, settings::requireFreePorts);
            assertThat(refusal.getMessage(), containsString(String.valueOf(taken.getLocalPort())));
        }
    }

    private Settings publish(Map<String, String> environment) {
        Settings settings = new Settings(environment, published);
        settings.publish();
        return settings;
    }
}
