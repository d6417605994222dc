package io.carillon.settings;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.startsWith;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsTest {

    private static final String KEY = "A".repeat(43) + "=";

    @Test
    void absentSettingsHaveTheirDefaults() {
        Settings settings = Settings.of(Map.of("carillon.page.size", " "));
        assertThat(settings.duration(Setting.WINDOW), is(Duration.ofMinutes(1)));
        assertThat(settings.number(Setting.PAGE_SIZE), is(500));
        assertThat(settings.flag(Setting.OPEN_METRICS), is(true));
        assertThat(settings.word(Setting.DISABLE_MODE), is("disable"));
        assertThat(settings.path(Setting.HOME), is(Path.of("./data")));
        assertThat(settings.durations(Setting.RETRY_SCHEDULE).size(), is(10));
        assertThat(settings.list(Setting.ALLOWED_PORTS), contains("80", "443", "1024-65535"));
        assertThat(settings.list(Setting.ALLOWED_SUBNETS), is(empty()));
        assertThat(settings.id(Setting.OPERATIONS_ORGANIZATION), is(Optional.empty()));
        assertThat(settings.text(Setting.OPERATOR_KEY), is(Optional.empty()));
        assertThat(settings.isSet(Setting.PAGE_SIZE), is(false));
        assertThat(settings.embeddedDatabase(), is(true));
        assertThrows(IllegalStateException.class, () -> settings.number(Setting.JWT_TOKEN_AGE));
    }

    @Test
    void valuesAreStrippedButSecretsAreNot() {
        Settings settings = Settings.of(Map.of("carillon.window", " PT10S ", "carillon.operations.organization", "7",
                "carillon.db.password", " p "));
        assertThat(settings.duration(Setting.WINDOW), is(Duration.ofSeconds(10)));
        assertThat(settings.id(Setting.OPERATIONS_ORGANIZATION), is(Optional.of(7L)));
        assertThat(settings.text(Setting.DB_PASSWORD), is(Optional.of(" p ")));
        assertThat(settings.isSet(Setting.WINDOW), is(true));
    }

    @Test
    void allFaultsAreReportedAtOnce() {
        InvalidSettings invalid = invalid(Map.of("carillon.window", "PT0S", "carillon.http.port", "x",
                "carillon.db.url", "jdbc:postgresql://db/carillon"));
        assertThat(invalid.faults(), contains(startsWith("CARILLON_HTTP_PORT is \"x\""),
                startsWith("CARILLON_WINDOW is \"PT0S\""),
                startsWith("CARILLON_SECRETS_KEY must be set")));
        assertThat(invalid.getMessage(), is(String.join(" ", invalid.faults())));
    }

    @Test
    void aSharedDatabaseNeedsTheKeyOfAllNodes() {
        assertThat(invalid(Map.of("carillon.db.url", "jdbc:postgresql://db/x")).faults(),
                contains(containsString("CARILLON_SECRETS_KEY")));
        Settings shared = Settings.of(Map.of("carillon.db.url", "jdbc:postgresql://db/x", "carillon.secrets.key", KEY));
        assertThat(shared.embeddedDatabase(), is(false));
        assertThat(Settings.of(Map.of("carillon.db.url", "jdbc:h2:mem:x")).embeddedDatabase(), is(true));
    }

    @Test
    void aProxyIsSetWithAllThatItNeedsAndNothingIsForNone() {
        assertThat(invalid(Map.of("carillon.outgoing.proxy.resolves", "true")).faults(),
                contains("CARILLON_OUTGOING_PROXY_RESOLVES needs CARILLON_OUTGOING_PROXY."));
        assertThat(invalid(Map.of("carillon.outgoing.proxy", "http://p:1", "carillon.outgoing.proxy.user", "u")).faults(),
                contains("CARILLON_OUTGOING_PROXY_USER and CARILLON_OUTGOING_PROXY_PASSWORD must be set together."));
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://p:1", "http://p", "http://p:0", "http://p:70000", "http://p:1/x", "http://p:1?x", "p:1",
        "http://u:geheim@p:1"})
    void whatIsNoProxyIsRefusedAndAPasswordIsNotShown(String text) {
        assertThat(invalid(Map.of("carillon.outgoing.proxy", text)).faults(),
                contains(allOf(startsWith("CARILLON_OUTGOING_PROXY is "), not(containsString("geheim")))));
    }

    @Test
    void tokensNeedAllFourSettings() {
        assertThat(invalid(Map.of("mp.jwt.verify.issuer", "https://id.example")).faults(),
                contains(containsString("MP_JWT_VERIFY_TOKEN_AGE")));
        Settings settings = Settings.of(Map.of("mp.jwt.verify.issuer", "https://id.example", "mp.jwt.verify.audiences", "a,b",
                "mp.jwt.verify.publickey.location", "key.pem", "mp.jwt.verify.token.age", "300"));
        assertThat(settings.list(Setting.JWT_AUDIENCES), contains("a", "b"));
    }

    @Test
    void halfAProviderIsRefusedWithWhatIsMissing() {
        String together = ": CARILLON_OIDC_ISSUER, CARILLON_OIDC_CLIENT_ID and CARILLON_OIDC_SCOPES must be set together.";
        assertThat(faults(Map.of("carillon.oidc.issuer", "https://id.example.com")),
                contains("Signing in with a provider lacks CARILLON_OIDC_CLIENT_ID and CARILLON_OIDC_SCOPES" + together));
        assertThat(faults(Map.of("carillon.oidc.client.secret", "x", "carillon.oidc.client.id", "carillon",
                "carillon.oidc.scopes", "a=operator")),
                contains("Signing in with a provider lacks CARILLON_OIDC_ISSUER" + together));
        Map<String, String> whole = new HashMap<>(Map.of("carillon.oidc.issuer", "https://id.example.com",
                "carillon.oidc.client.id", "carillon", "carillon.oidc.scopes", "a=operator, b=c=organization:7"));
        assertThat(Settings.of(whole).list(Setting.OIDC_SCOPES), contains("a=operator", "b=c=organization:7"));
        whole.put("carillon.http.address", "0.0.0.0");
        assertThat(faults(whole), contains(startsWith("CARILLON_CONSOLE_URL must be set when people sign in with a provider")));
    }

    @ParameterizedTest
    @CsvSource({"issuer,http://id.example.com", "issuer,https://id.example.com/?realm=x", "issuer,id.example.com",
            "scopes,operator", "scopes,a=producer", "scopes,a=organization:0", "scopes,=operator", "scopes,a=application:x/y"})
    void whatIsNoProviderIsRefused(String name, String text) {
        Map<String, String> texts = new HashMap<>(Map.of("carillon.oidc.issuer", "https://id.example.com",
                "carillon.oidc.client.id", "carillon", "carillon.oidc.scopes", "a=operator"));
        texts.put("carillon.oidc." + name, text);
        assertThat(faults(texts).get(0), startsWith("CARILLON_OIDC_" + name.toUpperCase(Locale.ROOT) + " is \"" + text + "\""));
    }

    @Test
    void theDemonstrationAllowsItsOwnReceiverUnlessSetOtherwise() {
        Settings demo = Settings.of(Map.of("carillon.demo", "true"));
        assertThat(demo.flag(Setting.ALLOW_HTTP), is(true));
        assertThat(demo.list(Setting.ALLOWED_SUBNETS), contains("127.0.0.0/8"));
        Settings strict = Settings.of(Map.of("carillon.demo", "true", "carillon.allow.http", "false"));
        assertThat(strict.flag(Setting.ALLOW_HTTP), is(false));
    }

    @Test
    void aSystemPropertyHidesTheEnvironmentVariable() {
        Properties properties = new Properties();
        properties.setProperty("carillon.window", "PT5S");
        properties.setProperty("carillon.broker.url", "");
        Settings settings = Settings.of(Settings.lookup(properties, Map.of("CARILLON_WINDOW", "PT6S", "CARILLON_PAGE_SIZE", "9",
                "CARILLON_BROKER_URL", "tcp://broker:61616", "CARILLON_DB_POOL_SIZE", "3")));
        assertThat(settings.duration(Setting.WINDOW), is(Duration.ofSeconds(5)));
        assertThat(settings.number(Setting.PAGE_SIZE), is(9));
        assertThat(settings.number(Setting.DB_POOL_SIZE), is(3));
        assertThat(settings.isSet(Setting.BROKER_URL), is(false));
    }

    private static InvalidSettings invalid(Map<String, String> texts) {
        return assertThrows(InvalidSettings.class, () -> Settings.of(texts));
    }

    @Test
    void valuesCanBeShownButNotThePasswordInAUrl() {
        Settings settings = Settings.of(Map.of("carillon.broker.url", "tcp://b:61616?user=a&password=b",
                "carillon.window", " PT5S "));
        assertThat(settings.shown(Setting.BROKER_URL).orElseThrow(), is("tcp://b:61616"));
        assertThat(settings.shown(Setting.WINDOW).orElseThrow(), is("PT5S"));
        assertThat(settings.shown(Setting.PAGE_SIZE).orElseThrow(), is("500"));
        assertThat(settings.shown(Setting.MAIL_HOST).isPresent(), is(false));
        assertThat(Setting.DB_URL.isSecret() && Setting.OPERATOR_KEY.isSecret() && !Setting.WINDOW.isSecret(), is(true));
    }

    private static List<String> faults(Map<String, String> texts) {
        return assertThrows(InvalidSettings.class, () -> Settings.of(texts)).faults();
    }
}
