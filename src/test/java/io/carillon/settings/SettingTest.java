package io.carillon.settings;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** One setting of each type: the values that are allowed, and the sentence about one that is not. */
class SettingTest {

    private static final String KEY = "A".repeat(43) + "=";

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "HTTP_PORT|1|65535", "WINDOW|PT1S|P1D", "WINDOW|PT1.5S|PT24H", "SECRET_OVERLAP|PT0S|PT8S",
        "RETRY_SCHEDULE|PT0S|PT0S, PT5S ,P60D", "ALLOW_HTTP|true|False", "DISABLE_MODE|disable|flag",
        "ALLOWED_SUBNETS|10.0.0.0/8,fd00::/8|127.0.0.1", "ALLOWED_SUBNETS|0.0.0.0/0|::/0, ::1",
        "ALLOWED_PORTS|443|80, 1024-65535", "HOME|data|/var/lib/carillon",
        "DB_URL|jdbc:h2:mem:x|jdbc:postgresql://db/carillon", "JWT_AUDIENCES|a|a,b", "OPERATOR_KEY|ck_x|any text",
        "JWT_PUBLICKEY_LOCATION|https://id.example/keys|/etc/keys.pem", "JWT_PUBLICKEY_LOCATION|file:///k|http://localhost:1/k",
        "OPERATIONS_ORGANIZATION|1|9007199254740991", "INTAKE_RATE|0|1000000", "CHANGES_A_DAY|0|1000000000",
        "TRACES_URL|http://localhost:4318/v1/traces|https://collector.example", "TRACES_RATIO|0|1", "TRACES_RATIO|0.001|1E-3",
        "LOG_LEVEL|debug|warning,io.carillon.tracking=debug, org.x_y=trace"})
    void valuesUpToTheLimitsAreAllowed(Setting setting, String one, String other) {
        assertDoesNotThrow(() -> setting.parse(one));
        assertDoesNotThrow(() -> setting.parse(other));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "HTTP_PORT|0|a number from 1 to 65535", "HTTP_PORT|65536|a number from 1 to 65535",
        "HTTP_PORT|1e3|a number from 1 to 65535", "HTTP_PORT|99999999999999999999|a number from 1 to 65535",
        "WINDOW|PT0S|an ISO 8601 duration from PT1S to P1D", "WINDOW|-PT1M|an ISO 8601 duration from PT1S to P1D",
        "WINDOW|P2D|an ISO 8601 duration from PT1S to P1D", "WINDOW|a minute|an ISO 8601 duration from PT1S to P1D",
        "WINDOW|P99999999999999999D|an ISO 8601 duration from PT1S to P1D",
        "RETRY_SCHEDULE|PT0S,5|comma-separated ISO 8601 durations from PT0S to P365D",
        "RETRY_SCHEDULE|PT0S,P366D|comma-separated ISO 8601 durations from PT0S to P365D",
        "ALLOW_HTTP|yes|true or false", "DISABLE_MODE|delete|disable or flag",
        "ALLOWED_SUBNETS|10.0.0.0/33|comma-separated CIDR blocks such as 10.0.0.0/8 or fd00::/8",
        "ALLOWED_SUBNETS|10.0.0.1/8|comma-separated CIDR blocks such as 10.0.0.0/8 or fd00::/8",
        "ALLOWED_SUBNETS|fd00::1/127|comma-separated CIDR blocks such as 10.0.0.0/8 or fd00::/8",
        "RETRY_SCHEDULE|PT0S,|comma-separated ISO 8601 durations from PT0S to P365D",
        "ALLOWED_PORTS|,443|comma-separated ports and ranges of ports from 1 to 65535 such as 443 or 1024-65535",
        "ALLOWED_SUBNETS|localhost|comma-separated CIDR blocks such as 10.0.0.0/8 or fd00::/8",
        "ALLOWED_PORTS|0|comma-separated ports and ranges of ports from 1 to 65535 such as 443 or 1024-65535",
        "ALLOWED_PORTS|90-80|comma-separated ports and ranges of ports from 1 to 65535 such as 443 or 1024-65535",
        "ALLOWED_PORTS|80;443|comma-separated ports and ranges of ports from 1 to 65535 such as 443 or 1024-65535",
        "LOG_LEVEL|loud|error, warning, info, debug or trace, and comma-separated logger=level such as"
                + " io.carillon.tracking=debug",
        "TRACES_URL|localhost:4318|an http or https URL without a user",
        "TRACES_URL|http:///v1/traces|an http or https URL without a user",
        "TRACES_RATIO|1.01|a number from 0 to 1 such as 0.05", "TRACES_RATIO|-0.1|a number from 0 to 1 such as 0.05",
        "TRACES_RATIO|5%|a number from 0 to 1 such as 0.05",
        "JWT_AUDIENCES|,|a comma-separated list",
        "JWT_PUBLICKEY_LOCATION|http://id.example/keys|an https URL, an http URL of this machine, or a file",
        "JWT_PUBLICKEY_LOCATION|ftp://id.example/keys|an https URL, an http URL of this machine, or a file"})
    void aFaultNamesTheSettingItsValueAndWhatIsAllowed(Setting setting, String value, String allowed) {
        String sentence = fault(setting, value);
        assertThat(sentence, is(setting.variable() + " is \"" + value + "\"; it must be " + allowed + "."));
    }

    @Test
    void aPathMustBeOne() {
        assertThat(fault(Setting.HOME, "a\0b"), endsWith("it must be a path."));
    }

    @ParameterizedTest
    @CsvSource({"SECRETS_KEY,c2hvcnQ=", "SECRETS_KEY,not-base64!", "DB_URL,jdbc:mysql://db/x?password=hunter2",
        "TRACES_URL,https://me:secret@collector.example", "OUTGOING_PROXY,http://me:secret@proxy.example:3128"})
    void aValueThatMayBeSecretIsNotShown(Setting setting, String value) {
        assertThat(fault(setting, value), containsString(setting.variable() + " is not valid; it must be "));
        assertThat(fault(setting, value), not(containsString(value)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"jdbc:h2:mem:x", "jdbc:h2:file:/var/x", "jdbc:h2:/var/x", "jdbc:h2:./x", "jdbc:h2:~/x",
        "jdbc:h2:nio:~/x", "jdbc:h2:zip:~/x.zip!/y", "jdbc:h2:file:/tcp:x;AUTO_SERVER=FALSE"})
    void anEmbeddedH2IsAllowed(String url) {
        assertThat(Settings.of(Map.of("carillon.db.url", url)).embeddedDatabase(), is(true));
    }

    @ParameterizedTest
    @ValueSource(strings = {"jdbc:h2:tcp://db/x", "jdbc:h2:tcp:localhost/x", "jdbc:h2:ssl://db/x",
        "jdbc:h2:file:/var/x;MODE=PostgreSQL;auto_server=true"})
    void anH2ThatOtherProcessesCanReachIsNot(String url) {
        assertThat(fault(Setting.DB_URL, url), is("CARILLON_DB_URL is not valid; it must be the URL of a PostgreSQL"
                + " (jdbc:postgresql:…) or of an embedded H2 (jdbc:h2:…)."));
    }

    @Test
    void keysAreBase64Of32Bytes() {
        assertDoesNotThrow(() -> Setting.SECRETS_KEY.parse(" " + KEY));
        assertDoesNotThrow(() -> Setting.SECRETS_KEYS_PREVIOUS.parse(KEY + ", " + KEY));
        assertThat(fault(Setting.SECRETS_KEYS_PREVIOUS, KEY + ",c2hvcnQ="), not(containsString(KEY)));
    }

    @ParameterizedTest
    @EnumSource(Setting.class)
    void everyDefaultIsAllowed(Setting setting) {
        setting.defaultText().ifPresent(setting::parse);
    }

    @ParameterizedTest
    @EnumSource(Setting.class)
    void theKeyIsTheVariableInLowerCaseWithDots(Setting setting) {
        assertThat(setting.key(), is(setting.variable().toLowerCase(Locale.ROOT).replace('_', '.')));
    }

    @Test
    void theVariableFollowsMicroProfile() {
        assertThat(Setting.DB_POOL_SIZE.variable(), is("CARILLON_DB_POOL_SIZE"));
        assertThat(Setting.JWT_PUBLICKEY_LOCATION.variable(), is("MP_JWT_VERIFY_PUBLICKEY_LOCATION"));
    }

    private static String fault(Setting setting, String value) {
        return assertThrows(IllegalArgumentException.class, () -> setting.parse(value)).getMessage();
    }
}
