package io.carillon.blackbox.support;

import static org.junit.platform.commons.support.AnnotationSupport.isAnnotated;

import jakarta.jms.JMSContext;
import java.net.URI;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Gives tests the running service that they share, one for each of {@link SharedService}, {@link QuietService} and
 * {@link ConsoleService}: the one at {@code carillon.url}, {@code carillon.broker} and {@code carillon.key}, or one that is
 * started at first need and ended after the last test; with {@code -Dcarillon.database=postgresql} on a real PostgreSQL. Test
 * classes and methods declare what they need as parameters: the {@link Service} itself, its {@link Rejected} messages, a
 * {@link Scenario} or a {@link Tenant} (each parameter is a new one), and a {@link CoreProducer} or {@link JMSContext} on its
 * broker, which is closed after the test. {@link OtherSettings} at a parameter names another service.
 */
public final class RunningCarillon implements BeforeAllCallback, ParameterResolver {

    private static final Namespace NAMESPACE = Namespace.create(RunningCarillon.class);
    private static final Map<Class<?>, Function<Service, Object>> PARAMETERS = Map.of(
            Service.class, service -> service,
            Rejected.class, service -> Rejected.in(service.api()),
            Scenario.class, Service::scenario,
            Tenant.class, service -> new Tenant(service.api(), service.receiver()),
            CoreProducer.class, service -> new CoreProducer(service.broker().createContext()),
            JMSContext.class, service -> service.broker().createContext());

    /** Closes what a constructor was given after its test, not after the last test of the class. */
    @Override
    public ExtensionContextScope getTestInstantiationExtensionContextScope(ExtensionContext context) {
        return ExtensionContextScope.TEST_METHOD;
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        of(context);
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return PARAMETERS.containsKey(parameter.getParameter().getType());
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        Service service = parameter.isAnnotated(OtherSettings.class) ? withOtherSettings(context) : of(context);
        Object value = PARAMETERS.get(parameter.getParameter().getType()).apply(service);
        if (value instanceof AutoCloseable && value != service) {
            context.getStore(NAMESPACE).put(value, value);
        }
        return value;
    }

    private static Service of(ExtensionContext context) {
        Class<?> suite = Stream.of(QuietService.class, ConsoleService.class)
                .filter(one -> isAnnotated(context.getRequiredTestClass(), one) && !ApplicationServer.isTested())
                .findFirst().orElse(SharedService.class);
        return context.getRoot().getStore(NAMESPACE).getOrComputeIfAbsent(suite, key -> Service.find(), Service.class);
    }

    private static Service withOtherSettings(ExtensionContext context) {
        return context.getRoot().getStore(NAMESPACE).getOrComputeIfAbsent(OtherSettings.class,
                key -> Service.start(OtherSettings.SETTINGS), Service.class);
    }

    /** The shared service and a receiver. Node, token issuer and PostgreSQL are null if the suite did not start them. */
    public record Service(Api api, String brokerUrl, ActiveMQConnectionFactory broker, Receiver receiver,
            Node node, TokenIssuer tokens, PostgresProcess postgres)
            implements AutoCloseable {

        static Service find() {
            String url = System.getProperty("carillon.url");
            if (url != null) {
                String brokerUrl = System.getProperty("carillon.broker");
                return new Service(new Api(URI.create(url), System.getProperty("carillon.key")), brokerUrl,
                        new ActiveMQConnectionFactory(brokerUrl), new Receiver(), null, null, null);
            }
            return start(Map.of());
        }

        static Service start(Map<String, String> others) {
            Path folder = CarillonProcess.aNewFolder();
            TokenIssuer tokens = new TokenIssuer(folder);
            Map<String, String> settings = new HashMap<>(tokens.settings());
            settings.put("CARILLON_SECRET_OVERLAP", "PT8S");
            settings.put("CARILLON_CONSOLE_FRAME_ANCESTORS", "https://app.example.com,http://localhost:3000");
            settings.put("CARILLON_MCP", "true");
            settings.put("CARILLON_LOG_LEVEL", "info,io.carillon.tracking=debug");
            settings.putAll(others);
            PostgresProcess postgres = "postgresql".equals(System.getProperty("carillon.database"))
                    ? new PostgresProcess(folder).start() : null;
            settings.putAll(postgres == null ? Map.of() : postgres.settings());
            Node node = ApplicationServer.isTested() ? ApplicationServer.in(folder).start(settings)
                    : new CarillonProcess(folder, settings).start();
            return new Service(node.api(), node.brokerUrl(), new ActiveMQConnectionFactory(node.brokerUrl()),
                    new Receiver(), node, tokens, postgres);
        }

        /** The node, if it is {@code carillon.jar}; null otherwise. */
        public CarillonProcess process() {
            return node instanceof CarillonProcess process ? process : null;
        }

        public Scenario scenario() {
            return new Scenario(api, receiver);
        }

        @Override
        public void close() {
            broker.close();
            receiver.close();
            if (node != null) {
                node.close();
            }
            if (postgres != null) {
                postgres.close();
            }
        }
    }
}
