package io.carillon.blackbox.support;

import java.net.URI;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Gives tests the one running service that the suite shares: the one at {@code carillon.url}, {@code carillon.broker} and
 * {@code carillon.key}, or one that is started at first need and ended after the last test; with
 * {@code -Dcarillon.database=postgresql} on a real PostgreSQL.
 */
public final class RunningCarillon implements BeforeAllCallback, ParameterResolver {

    private static final Namespace NAMESPACE = Namespace.create(RunningCarillon.class);

    @Override
    public void beforeAll(ExtensionContext context) {
        shared(context);
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == Service.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return shared(context);
    }

    private static Service shared(ExtensionContext context) {
        return context.getRoot().getStore(NAMESPACE).getOrComputeIfAbsent(Service.class, key -> Service.find(), Service.class);
    }

    /** The shared service and a receiver beside it. */
    public record Service(Api api, String brokerUrl, Receiver receiver, CarillonProcess process, TokenIssuer tokens,
            PostgresProcess postgres)
            implements AutoCloseable {

        static Service find() {
            String url = System.getProperty("carillon.url");
            if (url != null) {
                return new Service(new Api(URI.create(url), System.getProperty("carillon.key")),
                        System.getProperty("carillon.broker"), new Receiver(), null, null, null);
            }
            Path folder = CarillonProcess.aNewFolder();
            TokenIssuer tokens = new TokenIssuer(folder);
            Map<String, String> settings = new HashMap<>(tokens.settings());
            settings.put("CARILLON_SECRET_OVERLAP", "PT8S");
            PostgresProcess postgres = "postgresql".equals(System.getProperty("carillon.database"))
                    ? new PostgresProcess(folder).start() : null;
            settings.putAll(postgres == null ? Map.of() : postgres.settings());
            CarillonProcess process = new CarillonProcess(folder, settings).start();
            return new Service(process.api(), process.brokerUrl(), new Receiver(), process, tokens, postgres);
        }

        public Scenario scenario() {
            return new Scenario(api, receiver);
        }

        @Override
        public void close() {
            receiver.close();
            if (process != null) {
                process.close();
            }
            if (postgres != null) {
                postgres.close();
            }
        }
    }
}
