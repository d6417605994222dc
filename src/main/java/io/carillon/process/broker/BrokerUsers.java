package io.carillon.process.broker;

import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import javax.security.auth.Subject;
import org.apache.activemq.artemis.core.security.CheckType;
import org.apache.activemq.artemis.core.security.Role;
import org.apache.activemq.artemis.spi.core.protocol.RemotingConnection;
import org.apache.activemq.artemis.spi.core.security.ActiveMQSecurityManager5;
import org.apache.activemq.artemis.spi.core.security.jaas.RolePrincipal;
import org.apache.activemq.artemis.spi.core.security.jaas.UserPrincipal;
import org.apache.activemq.artemis.utils.PasswordMaskingUtil;
import org.apache.activemq.artemis.utils.SecurityManagerUtil;

/**
 * The users of the embedded broker. The service connects inside the process and has the role {@code carillon}. Everyone else is a
 * producer with the role {@code carillon-producers}: any name without a password, unless a file lists the users with their
 * passwords. What a role may do is in {@code broker.xml}, which says the same as the configuration of an external broker.
 */
final class BrokerUsers implements ActiveMQSecurityManager5 {

    /** How the address of a connection inside the process begins. */
    private static final String IN_VM = "invm:";

    private static final String SERVICE_ROLE = "carillon";
    private static final String PRODUCERS = "carillon-producers";
    private static final String ANONYMOUS = "anonymous";
    private static final int MOST_NAMES = 10_000;
    /** In characters; names are kept, and anyone may choose one. */
    private static final int LONGEST_NAME = 255;
    private static final Subject SERVICE = subject("carillon", SERVICE_ROLE);

    /** Null while everyone may send. */
    private final Properties passwords;
    private final Map<String, Subject> producers = new ConcurrentHashMap<>();
    /** Digests of accepted passwords, because the broker asks for each message, and a masked password takes long to check. */
    private final Map<String, byte[]> accepted = new ConcurrentHashMap<>();

    private BrokerUsers(Properties passwords) {
        this.passwords = passwords;
    }

    /** Everyone who reaches the broker may send. */
    static BrokerUsers everyone() {
        return new BrokerUsers(null);
    }

    /**
     * The users in {@code file}, one {@code name = password} on each line. A password may be masked with {@code artemis mask
     * --hash}.
     */
    static BrokerUsers of(Path file) throws IOException {
        Properties passwords = new Properties();
        try (Reader in = Files.newBufferedReader(file)) {
            passwords.load(in);
        }
        return new BrokerUsers(passwords);
    }

    /** Whether {@code connection} is that of the service: inside the process, or with its role on an external broker. */
    static boolean isService(RemotingConnection connection) {
        return isInside(connection) || hasRole(connection, SERVICE_ROLE);
    }

    /** Whether {@code connection} is that of a producer, or one without a user, as on a broker without security. */
    static boolean isProducer(RemotingConnection connection) {
        return connection.getSubject() == null || hasRole(connection, PRODUCERS);
    }

    /** The name of the user of {@code connection}; empty for one without a name. */
    static Optional<String> nameOf(RemotingConnection connection) {
        Subject subject = connection.getSubject();
        return subject == null ? Optional.empty() : subject.getPrincipals(UserPrincipal.class).stream()
                .map(UserPrincipal::getName).filter(name -> !name.equals(ANONYMOUS)).findFirst();
    }

    /** Whether {@code connection}, which may be null, is one inside the process. */
    static boolean isInside(RemotingConnection connection) {
        String address = connection == null ? null : connection.getRemoteAddress();
        return address != null && address.startsWith(IN_VM);
    }

    private static boolean hasRole(RemotingConnection connection, String role) {
        Subject subject = connection.getSubject();
        return subject != null && subject.getPrincipals(RolePrincipal.class).stream().anyMatch(any -> any.getName().equals(role));
    }

    @Override
    public Subject authenticate(String user, String password, RemotingConnection connection, String securityDomain) {
        if (isInside(connection)) {
            return SERVICE;
        }
        if (user != null && user.length() > LONGEST_NAME) {
            return null;
        }
        if (passwords != null) {
            return user != null && password != null && isAccepted(user, password) ? producer(user) : null;
        }
        return producer(user == null || user.isBlank() ? ANONYMOUS : user);
    }

    private Subject producer(String name) {
        if (producers.size() > MOST_NAMES) {
            producers.clear();
        }
        return producers.computeIfAbsent(name, any -> subject(any, PRODUCERS));
    }

    private boolean isAccepted(String user, String password) {
        byte[] digest = digest(password);
        if (MessageDigest.isEqual(digest, accepted.get(user))) {
            return true;
        }
        String stored = passwords.getProperty(user);
        boolean isRight = stored != null && matches(password, stored);
        if (isRight) {
            accepted.put(user, digest);
        }
        return isRight;
    }

    private static boolean matches(String password, String stored) {
        try {
            return PasswordMaskingUtil.getHashProcessor(stored).compare(password.toCharArray(), stored);
        } catch (Exception e) {
            throw new IllegalStateException("a password in the file of the broker's users cannot be read", e);
        }
    }

    private static byte[] digest(String password) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(password.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    private static Subject subject(String user, String role) {
        return new Subject(true, Set.of(new UserPrincipal(user), new RolePrincipal(role)), Set.of(), Set.of());
    }

    @Override
    public boolean authorize(Subject subject, Set<Role> roles, CheckType checkType, String address) {
        return SecurityManagerUtil.authorize(subject, roles, checkType, RolePrincipal.class);
    }

    @Override
    public boolean validateUser(String user, String password) {
        throw new UnsupportedOperationException("the broker asks with the connection");
    }

    @Override
    public boolean validateUserAndRole(String user, String password, Set<Role> roles, CheckType checkType) {
        throw new UnsupportedOperationException("the broker asks with the connection");
    }
}
