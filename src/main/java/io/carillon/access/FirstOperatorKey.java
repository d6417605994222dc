package io.carillon.access;

import static io.carillon.settings.Setting.HOME;
import static io.carillon.settings.Setting.OPERATOR_KEY;

import io.carillon.platform.FactLog;
import io.carillon.platform.HomeFile;
import io.carillon.settings.Settings;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.nio.file.Path;

/**
 * Makes sure at start that there is a first operator key: the one in {@code CARILLON_OPERATOR_KEY}, or one that Carillon
 * creates at the first start, logs once and keeps in {@code operator.key} under the home folder. Carillon does not create a
 * revoked first key again; a different key in the environment replaces it.
 */
@ApplicationScoped
class FirstOperatorKey {

    private static final FactLog LOG = FactLog.of(FirstOperatorKey.class);

    @Inject
    private Settings settings;
    @Inject
    private ApiKeys keys;

    void atStart(@Observes @Initialized(ApplicationScoped.class) Object started) {
        if (settings.text(OPERATOR_KEY).isPresent()) {
            keys.setFirstOperator(settings.text(OPERATOR_KEY).get());
        } else if (!keys.hasFirstOperator()) {
            make();
        }
    }

    private void make() {
        Path file = settings.path(HOME).resolve("operator.key");
        String key = HomeFile.readOrCreate(file, ApiKeys::newText);
        keys.setFirstOperator(key);
        LOG.warn("operator-key.made", "key", key, "file", file, "note", "this is the only time it is shown");
    }
}
