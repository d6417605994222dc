package io.carillon.blackbox.support;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Two PostgreSQL that Patroni manages in synchronous mode, with an etcd that holds the lock of the leader. They need Debian's
 * packages {@code patroni}, {@code etcd-server} and {@code postgresql}, whose {@code pg_rewind} lets a killed leader rejoin.
 */
public final class PatroniPair implements AutoCloseable {

    private static final Path INSTALLED = Path.of("/usr/lib/postgresql");
    private static final Duration LIMIT = Duration.ofMinutes(3);
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final Path folder;
    private final int etcdPort = Ports.reserve();
    private final List<Member> members = IntStream.rangeClosed(1, 2).mapToObj(Member::new).toList();
    private Process etcd;

    public PatroniPair(Path folder) {
        this.folder = folder;
    }

    /** Whether this machine has all of it. */
    public static boolean isInstalled() {
        return Programs.areInstalled("patroni", "etcd") && !installed().isEmpty();
    }

    /** The folders of programs of each installed version, the newest first. */
    private static List<Path> installed() {
        try (Stream<Path> versions = Files.exists(INSTALLED) ? Files.list(INSTALLED) : Stream.empty()) {
            return versions.map(version -> version.resolve("bin")).filter(bin -> Files.exists(bin.resolve("pg_rewind")))
                    .sorted(Comparator.reverseOrder()).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public PatroniPair start() {
        String client = "http://127.0.0.1:" + etcdPort;
        String peer = "http://127.0.0.1:" + Ports.reserve();
        etcd = Programs.unprivileged(folder.resolve("etcd.txt"), "etcd", "--data-dir", folder.resolve("etcd").toString(),
                "--listen-client-urls", client, "--advertise-client-urls", client, "--listen-peer-urls", peer,
                "--initial-advertise-peer-urls", peer, "--initial-cluster", "default=" + peer);
        await("etcd").atMost(LIMIT).until(() -> Ports.listens(etcdPort));
        members.get(0).start();
        await("a leader").atMost(LIMIT).until(members.get(0)::isLeader);
        members.get(1).start();
        awaitSynchronous();
        return this;
    }

    /** What makes a service use whichever of the two is the leader. */
    public Map<String, String> settings() {
        return PostgresProcess.settings("127.0.0.1:" + members.get(0).port + ",127.0.0.1:" + members.get(1).port);
    }

    /** {@code kill -9} of the leader's Patroni and PostgreSQL; returns when the other one is the leader. */
    public void killLeader() {
        leader().kill();
        awaitLeader();
    }

    /** Asks the leader to become the standby; returns when the other one is the leader. */
    public void switchOver() {
        Member leader = leader();
        int status = leader.send(HttpRequest.newBuilder(leader.uri("/switchover")).POST(BodyPublishers.ofString(
                "{\"leader\":\"%s\",\"candidate\":\"%s\"}".formatted(leader.name, other(leader).name))));
        if (status != 200) {
            throw new IllegalStateException("the switchover was answered " + status);
        }
        await("the other leader").atMost(LIMIT).until(() -> other(leader).isLeader());
    }

    /** Starts what was killed, and returns when there is a synchronous standby again. */
    public void repair() {
        members.stream().filter(member -> !member.patroni.isAlive()).forEach(Member::start);
        awaitSynchronous();
    }

    private void awaitSynchronous() {
        await("a synchronous standby").atMost(LIMIT).pollInterval(Duration.ofMillis(200))
                .until(() -> members.stream().anyMatch(Member::isSynchronousStandby));
    }

    private void awaitLeader() {
        await("a leader").atMost(LIMIT).pollInterval(Duration.ofMillis(100))
                .until(() -> members.stream().anyMatch(Member::isLeader));
    }

    private Member leader() {
        return members.stream().filter(Member::isLeader).findAny().orElseThrow();
    }

    private Member other(Member member) {
        return members.get(member == members.get(0) ? 1 : 0);
    }

    @Override
    public void close() {
        members.stream().filter(member -> member.patroni != null && member.patroni.isAlive()).forEach(Member::kill);
        if (etcd != null) {
            etcd.destroyForcibly();
        }
    }

    private final class Member {

        private final String name;
        private final int port = Ports.reserve();
        private final int restPort = Ports.reserve();
        private Process patroni;

        Member(int number) {
            name = "member-" + number;
        }

        void start() {
            try {
                Path configuration = Files.writeString(Files.createDirectories(folder.resolve(name)).resolve("patroni.yml"),
                        configuration());
                patroni = Programs.unprivileged(folder.resolve(name).resolve("patroni.txt"), "patroni", configuration.toString());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private String configuration() {
            return """
                    scope: carillon
                    name: %1$s
                    restapi: {listen: '127.0.0.1:%2$d', connect_address: '127.0.0.1:%2$d'}
                    etcd3: {hosts: '127.0.0.1:%3$d'}
                    bootstrap:
                      dcs:
                        ttl: 20
                        loop_wait: 2
                        retry_timeout: 5
                        synchronous_mode: true
                        postgresql: {use_pg_rewind: true, parameters: {max_connections: 200}}
                      initdb: [encoding: UTF8]
                      pg_hba: [host all all 127.0.0.1/32 trust, host replication all 127.0.0.1/32 trust]
                    postgresql:
                      listen: '127.0.0.1:%4$d'
                      connect_address: '127.0.0.1:%4$d'
                      data_dir: '%5$s/data'
                      bin_dir: '%6$s'
                      parameters: {unix_socket_directories: ''}
                      authentication:
                        superuser: {username: postgres, password: postgres}
                        replication: {username: replicator, password: replicator}
                    """.formatted(name, restPort, etcdPort, port, folder.resolve(name), installed().get(0));
        }

        boolean isLeader() {
            return send(HttpRequest.newBuilder(uri("/primary"))) == 200;
        }

        boolean isSynchronousStandby() {
            return send(HttpRequest.newBuilder(uri("/synchronous"))) == 200;
        }

        URI uri(String path) {
            return URI.create("http://127.0.0.1:" + restPort + path);
        }

        /** The status of the answer; 0 without one. */
        int send(HttpRequest.Builder request) {
            try {
                return HTTP.send(request.timeout(LIMIT).build(), BodyHandlers.discarding()).statusCode();
            } catch (IOException noAnswer) {
                return 0;
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(e);
            }
        }

        void kill() {
            List<ProcessHandle> processes = Stream.concat(Stream.of(patroni.toHandle()), postgres()).toList();
            processes.forEach(ProcessHandle::destroyForcibly);
            await("the end of " + name).atMost(LIMIT).until(() -> processes.stream().noneMatch(ProcessHandle::isAlive));
        }

        /** The postmaster and its children, which end without it. */
        private Stream<ProcessHandle> postgres() {
            try {
                long pid = Long.parseLong(Files.readAllLines(folder.resolve(name).resolve("data/postmaster.pid")).get(0).strip());
                return ProcessHandle.of(pid).stream().flatMap(process -> Stream.concat(Stream.of(process), process.children()));
            } catch (IOException notRunning) {
                return Stream.empty();
            }
        }
    }
}
