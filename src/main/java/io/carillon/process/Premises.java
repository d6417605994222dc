package io.carillon.process;

import static io.carillon.settings.Setting.BROKER_ADDRESS;
import static io.carillon.settings.Setting.BROKER_KEYSTORE;
import static io.carillon.settings.Setting.BROKER_KEYSTORE_PASSWORD;
import static io.carillon.settings.Setting.BROKER_PORT;
import static io.carillon.settings.Setting.BROKER_URL;
import static io.carillon.settings.Setting.BROKER_USERS;
import static io.carillon.settings.Setting.HTTP_ADDRESS;
import static io.carillon.settings.Setting.HTTP_PORT;
import static io.carillon.settings.Setting.JWT_PUBLICKEY_LOCATION;

import io.carillon.settings.Setting;
import io.carillon.settings.Settings;
import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.ServerSocket;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.UnrecoverableKeyException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Properties;

/**
 * What the settings name on this machine: files, addresses and ports. Looked at before the server starts, which would need half a
 * minute and a hundred lines to fail.
 */
public record Premises(Settings settings) {

    private static final int FIRST_FREE_FOR_ALL = 1024;

    /** Opens {@code home} and looks at everything else; throws a {@link Refusal} with all that is wrong. */
    void require(HomeFolder home) {
        List<String> faults = new ArrayList<>();
        try {
            home.open();
        } catch (Refusal e) {
            faults.add(e.getMessage());
        }
        faults.addAll(faultsOfFiles());
        faults.addAll(faultsOfPorts());
        if (!faults.isEmpty()) {
            throw Refusal.of(faults);
        }
    }

    /** A sentence for each file that cannot be used. */
    public List<String> faultsOfFiles() {
        List<String> faults = new ArrayList<>();
        if (settings.isSet(BROKER_USERS) && isReadable(BROKER_USERS, settings.path(BROKER_USERS), faults)) {
            checkUsers(faults);
        }
        if (settings.isSet(BROKER_KEYSTORE) && isReadable(BROKER_KEYSTORE, settings.path(BROKER_KEYSTORE), faults)) {
            checkKeyStore(faults);
        }
        settings.text(JWT_PUBLICKEY_LOCATION).filter(place -> !place.matches("https?:.*"))
                .map(place -> place.startsWith("file:/") ? Path.of(URI.create(place)) : Path.of(place))
                .ifPresent(file -> checkKeys(file, faults));
        return faults;
    }

    private static String named(Setting setting, Object value) {
        return setting.variable() + " is \"" + value + "\"; ";
    }

    private static boolean isReadable(Setting setting, Path file, List<String> faults) {
        boolean isReadable = Files.isRegularFile(file) && Files.isReadable(file);
        if (!isReadable) {
            faults.add(named(setting, file) + (Files.isDirectory(file) ? "that is a folder, not a file." : Files.exists(file)
                    ? "this user may not read that file." : "there is no such file."));
        }
        return isReadable;
    }

    private static void checkKeys(Path file, List<String> faults) {
        if (!isReadable(JWT_PUBLICKEY_LOCATION, file, faults)) {
            return;
        }
        String text;
        try {
            text = Files.readString(file).strip();
        } catch (IOException e) {
            text = "";
        }
        if (!text.startsWith("{") && !text.startsWith("-----BEGIN PUBLIC KEY-----")) {
            faults.add(named(JWT_PUBLICKEY_LOCATION, file) + "that file has neither a JWK set nor a PEM public key.");
        }
    }

    private void checkUsers(List<String> faults) {
        Path file = settings.path(BROKER_USERS);
        Properties users = new Properties();
        try (Reader in = Files.newBufferedReader(file)) {
            users.load(in);
        } catch (IOException | IllegalArgumentException e) {
            users.clear();
        }
        if (users.isEmpty() || users.containsValue("")) {
            faults.add(named(BROKER_USERS, file) + "each line of that file must be name = password.");
        }
    }

    private void checkKeyStore(List<String> faults) {
        String named = named(BROKER_KEYSTORE, settings.path(BROKER_KEYSTORE));
        try (InputStream in = Files.newInputStream(settings.path(BROKER_KEYSTORE))) {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(in, settings.text(BROKER_KEYSTORE_PASSWORD).orElse("").toCharArray());
            boolean hasKey = false;
            for (String alias : Collections.list(store.aliases())) {
                hasKey |= store.isKeyEntry(alias);
            }
            if (!hasKey) {
                faults.add(named + "that file has no private key.");
            }
        } catch (IOException | GeneralSecurityException e) {
            faults.add(named + (e.getCause() instanceof UnrecoverableKeyException
                    ? BROKER_KEYSTORE_PASSWORD.variable() + " does not open that file." : "that file is not PKCS #12."));
        }
    }

    /** A sentence for each address that this machine does not have, and for each port that is not free. */
    public List<String> faultsOfPorts() {
        List<String> faults = new ArrayList<>();
        check(HTTP_ADDRESS, HTTP_PORT, faults);
        if (!settings.isSet(BROKER_URL)) {
            check(BROKER_ADDRESS, BROKER_PORT, faults);
        }
        return faults;
    }

    private void check(Setting address, Setting setting, List<String> faults) {
        int port = settings.number(setting);
        String host = settings.word(address);
        if (!isOurs(host)) {
            faults.add(named(address, host) + "that is not an address of this machine.");
            return;
        }
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(host, port));
        } catch (IOException e) {
            boolean isTaken = e instanceof BindException && !String.valueOf(e.getMessage()).contains("denied");
            faults.add("Port " + port + " on " + host + (isTaken ? " is in use by another program; set " + setting.variable()
                    + " to another port." : " is closed to this user; set " + setting.variable() + " to a port from "
                    + FIRST_FREE_FOR_ALL + "."));
        }
    }

    private static boolean isOurs(String host) {
        try {
            InetAddress address = InetAddress.getByName(host);
            return address.isAnyLocalAddress() || address.isLoopbackAddress()
                    || NetworkInterface.getByInetAddress(address) != null;
        } catch (UnknownHostException e) {
            return false;
        } catch (IOException e) {
            return true; // the attempt to use it decides
        }
    }
}
