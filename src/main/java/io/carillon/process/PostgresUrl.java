package io.carillon.process;

import static io.carillon.settings.Setting.DB_IDLE_TIMEOUT;
import static io.carillon.settings.Setting.DB_LOCK_TIMEOUT;
import static io.carillon.settings.Setting.DB_STATEMENT_TIMEOUT;

import io.carillon.settings.Settings;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A JDBC URL of PostgreSQL, completed so that nothing waits forever: not a connection attempt, a statement, a lock, or the
 * transaction of a node that hangs or is gone. It also overrides server defaults that would change the isolation of transactions
 * or have statements compiled. Of several hosts, the driver uses the one that takes writes. Parameters that are already in the
 * URL win.
 */
record PostgresUrl(String url) {

    private static final String OUR_DEFAULTS = "%20-c%20default_transaction_isolation=read%5C%20committed%20-c%20jit=off";
    /** The server lets go of a node that is gone without a word after a minute and a half, not after two hours. */
    private static final String SIGNS_OF_LIFE = "%20-c%20tcp_keepalives_idle=60%20-c%20tcp_keepalives_interval=10"
            + "%20-c%20tcp_keepalives_count=3%20-c%20tcp_user_timeout=30s";
    /** Seconds that the driver waits longer than the server, for a server that does not answer at all. */
    private static final int SOCKET_MARGIN = 5;
    private static final Pattern SEVERAL_HOSTS = Pattern.compile("jdbc:postgresql://[^/?]*,.*");
    /** Seconds for one of several hosts: if it does not answer, the next one must be reached before the login's limit. */
    private static final String CONNECT_TO_ONE = "2";
    private static final String CONNECT = "5";

    /** The URL with the time limits of the settings. */
    String complete(Settings settings) {
        int statement = settings.number(DB_STATEMENT_TIMEOUT);
        String limits = "-c%20lock_timeout=" + settings.number(DB_LOCK_TIMEOUT) + "s"
                + "%20-c%20statement_timeout=" + statement + "s"
                + "%20-c%20idle_in_transaction_session_timeout=" + settings.number(DB_IDLE_TIMEOUT) + "s"
                + OUR_DEFAULTS + SIGNS_OF_LIFE;
        Map<String, String> parameters = parameters();
        // the server uses the last value of each option: the URL's own
        parameters.merge("options", limits, (own, ours) -> ours + "%20" + own);
        boolean hasSeveralHosts = SEVERAL_HOSTS.matcher(url).matches();
        if (hasSeveralHosts) {
            parameters.putIfAbsent("targetServerType", "primary");
        }
        parameters.putIfAbsent("connectTimeout", hasSeveralHosts ? CONNECT_TO_ONE : CONNECT);
        parameters.putIfAbsent("loginTimeout", "5");
        parameters.putIfAbsent("socketTimeout", String.valueOf(statement + SOCKET_MARGIN));
        parameters.putIfAbsent("tcpKeepAlive", "true");
        parameters.putIfAbsent("ApplicationName", "carillon");
        return url.replaceFirst("\\?.*", "") + parameters.entrySet().stream()
                .map(parameter -> parameter.getKey() + "=" + parameter.getValue()).collect(Collectors.joining("&", "?", ""));
    }

    private Map<String, String> parameters() {
        Map<String, String> parameters = new LinkedHashMap<>();
        int query = url.indexOf('?');
        if (query >= 0) {
            for (String parameter : url.substring(query + 1).split("&")) {
                String[] parts = parameter.split("=", 2);
                parameters.put(parts[0], parts.length == 2 ? parts[1] : "");
            }
        }
        return parameters;
    }
}
