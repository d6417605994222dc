package io.carillon.deploy;

import com.fasterxml.jackson.databind.JsonNode;
import io.carillon.address.AddressRules;
import io.carillon.settings.Setting;
import io.carillon.settings.Settings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** The rule of a NetworkPolicy for receivers, judged as a cluster does: inside a block and outside its exceptions. */
final class EgressPolicy {

    private static final int SAMPLES = 2000;
    private static final Path RULES = Path.of("src/main/java/io/carillon/address/AddressRules.java");
    private static final Pattern CIDR = Pattern.compile("\"([0-9a-f.:]+/[0-9]+)\"");

    private final JsonNode rule;

    EgressPolicy(Deployed deployed) {
        rule = deployed.egress().filter(egress -> egress.toString().contains("\"0.0.0.0/0\"")).findFirst().orElseThrow();
    }

    /** The addresses and ports for which this rule and Carillon's differ, except for the cluster's own networks. */
    List<String> deviations(Settings settings, List<String> clusterNetworks) {
        AddressRules rules = new AddressRules(settings);
        Stream<String> hosts = addresses(settings).filter(address -> permits(address) != (rules.permits(address)
                && clusterNetworks.stream().noneMatch(network -> contains(network, address)))).map(InetAddress::toString);
        Stream<String> doors = ports(settings)
                .filter(port -> permits(port) != rules.objectionTo("https://example.com:" + port).isEmpty())
                .map(port -> "port " + port);
        return Stream.concat(hosts, doors).toList();
    }

    private boolean permits(InetAddress address) {
        return children(rule.get("to")).map(peer -> peer.get("ipBlock")).anyMatch(block ->
                contains(block.get("cidr").asText(), address) && exceptions(block).noneMatch(one -> contains(one, address)));
    }

    private boolean permits(int port) {
        return children(rule.get("ports")).anyMatch(range -> range.get("port").asInt() <= port
                && port <= range.path("endPort").asInt(range.get("port").asInt()));
    }

    /** The edges of all blocks that this rule, Carillon's or the settings name, and others of a fixed seed. */
    private Stream<InetAddress> addresses(Settings settings) {
        Stream<String> own = children(rule.get("to")).map(peer -> peer.get("ipBlock"))
                .flatMap(block -> Stream.concat(Stream.of(block.get("cidr").asText()), exceptions(block)));
        Stream<String> carillons = CIDR.matcher(text(RULES)).results().map(found -> found.group(1));
        Stream<InetAddress> edges = Stream.of(own, carillons, settings.list(Setting.ALLOWED_SUBNETS).stream())
                .flatMap(cidrs -> cidrs).flatMap(EgressPolicy::edges);
        Random random = new Random(1);
        return Stream.concat(edges, IntStream.range(0, SAMPLES).mapToObj(i -> {
            byte[] bytes = new byte[i % 2 == 0 ? 4 : 16];
            random.nextBytes(bytes);
            return address(bytes);
        }));
    }

    private Stream<Integer> ports(Settings settings) {
        Stream<Integer> own = children(rule.get("ports")).flatMap(range -> Stream.of(range.path("port"), range.path("endPort")))
                .map(JsonNode::asInt);
        Stream<Integer> carillons = settings.list(Setting.ALLOWED_PORTS).stream()
                .flatMap(range -> Stream.of(range.split("-"))).map(Integer::valueOf);
        return Stream.concat(own, carillons).flatMap(port -> Stream.of(port - 1, port, port + 1))
                .filter(port -> port > 0 && port < 1 << 16);
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The first and the last address of a block, and their neighbours outside. */
    private static Stream<InetAddress> edges(String cidr) {
        int length = network(cidr).length;
        BigInteger first = new BigInteger(1, network(cidr));
        BigInteger size = BigInteger.ONE.shiftLeft(length * 8 - bits(cidr));
        BigInteger end = BigInteger.ONE.shiftLeft(length * 8);
        return Stream.of(first, first.add(size), first.subtract(BigInteger.ONE), first.add(size).subtract(BigInteger.ONE))
                .filter(edge -> edge.signum() >= 0 && edge.compareTo(end) < 0).map(edge -> address(bytes(edge, length)));
    }

    private static byte[] bytes(BigInteger number, int length) {
        byte[] bytes = new byte[length];
        for (int i = 0; i < length; i++) {
            bytes[length - 1 - i] = number.shiftRight(8 * i).byteValue();
        }
        return bytes;
    }

    private static boolean contains(String cidr, InetAddress address) {
        byte[] network = network(cidr);
        byte[] bytes = address.getAddress();
        int shift = network.length * 8 - bits(cidr);
        return network.length == bytes.length
                && new BigInteger(1, network).shiftRight(shift).equals(new BigInteger(1, bytes).shiftRight(shift));
    }

    private static byte[] network(String cidr) {
        try {
            return InetAddress.getByName(cidr.replaceFirst("/.*", "")).getAddress();
        } catch (UnknownHostException e) {
            throw new AssertionError(cidr, e);
        }
    }

    private static int bits(String cidr) {
        return Integer.parseInt(cidr.replaceFirst(".*/", ""));
    }

    private static InetAddress address(byte[] bytes) {
        try {
            return InetAddress.getByAddress(bytes);
        } catch (UnknownHostException e) {
            throw new AssertionError(e);
        }
    }

    private static Stream<String> exceptions(JsonNode block) {
        return children(block.path("except")).map(JsonNode::asText);
    }

    private static Stream<JsonNode> children(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false);
    }
}
