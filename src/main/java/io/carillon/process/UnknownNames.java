package io.carillon.process;

import io.carillon.platform.NearestWord;
import io.carillon.settings.Setting;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Finds environment variables and system properties that look like settings and are none: most are misspelled. The variables
 * that Kubernetes adds for a service named {@code carillon…}, and those that commands and examples read, are left out.
 */
public final class UnknownNames {

    private static final String PREFIX = "CARILLON_";
    private static final Set<String> OF_CLIENTS = Set.of("CARILLON_URL", "CARILLON_KEY", "CARILLON_APPLICATION");
    private static final Set<String> VARIABLES =
            Stream.of(Setting.values()).map(Setting::variable).collect(Collectors.toSet());
    private static final Pattern OF_KUBERNETES = Pattern.compile("(CARILLON(?:_[A-Z0-9]+)*?)_(?:SERVICE_.*|PORT(?:_.*)?)");

    private UnknownNames() {
    }

    /** A clause for each, which names the nearest setting if there is one, in the order of the names. */
    public static List<String> in(Map<String, String> environment, Properties properties) {
        Stream<String> variables = environment.keySet().stream().filter(name -> name.startsWith(PREFIX))
                .filter(name -> !VARIABLES.contains(name) && !OF_CLIENTS.contains(name) && !isOfKubernetes(name, environment));
        Stream<String> keys = properties.stringPropertyNames().stream()
                .filter(key -> key.startsWith(PREFIX.toLowerCase(Locale.ROOT).replace('_', '.')))
                .filter(key -> Stream.of(Setting.values()).noneMatch(setting -> setting.key().equals(key)));
        return Stream.concat(variables.map(UnknownNames::variable), keys.map(UnknownNames::key)).sorted().toList();
    }

    private static boolean isOfKubernetes(String name, Map<String, String> environment) {
        Matcher matcher = OF_KUBERNETES.matcher(name);
        return matcher.matches() && environment.containsKey(matcher.group(1) + "_SERVICE_HOST");
    }

    private static String variable(String name) {
        return clause(name, NearestWord.of(name, VARIABLES).orElse(null));
    }

    private static String key(String key) {
        return clause(key, NearestWord.of(key, Stream.of(Setting.values()).map(Setting::key).toList()).orElse(null));
    }

    private static String clause(String name, String nearest) {
        return name + " is not a setting" + (nearest == null ? "" : "; the nearest one is " + nearest);
    }
}
