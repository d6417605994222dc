package io.carillon.platform;

import io.carillon.settings.InvalidSettings;
import io.carillon.settings.Settings;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.ConfigProvider;

/**
 * Reads the settings from MicroProfile Config, once. The application does not start if one is invalid. The launcher has
 * already checked them, but an application server has no launcher.
 */
@ApplicationScoped
class SettingsSource {

    private static final FactLog LOG = FactLog.of(SettingsSource.class);

    @Produces
    @Singleton
    Settings settings() {
        Config config = ConfigProvider.getConfig();
        try {
            return Settings.of(key -> config.getOptionalValue(key, String.class).orElse(null));
        } catch (InvalidSettings e) {
            LOG.error("settings.invalid", null, "reason", e.getMessage());
            throw e;
        }
    }
}
