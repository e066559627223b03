package market.local;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** A cluster of three masters and three replicas, for tests that take one of its nodes away. */
public final class RedisCluster implements AutoCloseable {
    private static final int MASTERS = 3;
    private static final int SLOTS = 16_384;
    private static final int CALL_MILLIS = 2_000;
    private static final Duration JOIN_TIME = Duration.ofSeconds(30);
    // After so long a node is taken for dead; real ones are given 15 s.
    private static final String NODE_TIMEOUT_MILLIS = "2000";

    private final List<RedisServer> nodes;

    private RedisCluster(List<RedisServer> nodes) {
        this.nodes = List.copyOf(nodes);
    }

    /**
     * Starts all nodes and joins them; all slots are served and every master has its replica when this returns.
     *
     * @param software where binaries are unpacked, once for all servers
     */
    public static RedisCluster start(Path software, Path folder) {
        var nodes = new ArrayList<RedisServer>();
        try {
            for (int i = 0; i < 2 * MASTERS; i++) {
                nodes.add(RedisServer.start(
                        software,
                        folder.resolve("node-" + i),
                        List.of(
                                "--cluster-enabled",
                                "yes",
                                "--cluster-node-timeout",
                                NODE_TIMEOUT_MILLIS,
                                // A replica a moment behind is better than none.
                                "--cluster-replica-validity-factor",
                                "0",
                                "--repl-diskless-sync-delay",
                                "0")));
            }
            var cluster = new RedisCluster(nodes);
            cluster.join();
            return cluster;
        } catch (RuntimeException e) {
            nodes.forEach(RedisServer::close);
            throw e;
        }
    }

    private void join() {
        var ids = nodes.stream().map(node -> call(node, "CLUSTER MYID")).toList();
        for (int i = 0; i < nodes.size(); i++) {
            // Epochs that differ from the start spare the masters a quarrel about who has which slots.
            call(nodes.get(i), "CLUSTER SET-CONFIG-EPOCH " + (i + 1));
            call(nodes.get(i), "CLUSTER MEET 127.0.0.1 " + nodes.getFirst().port());
        }
        for (int i = 0; i < MASTERS; i++) {
            call(nodes.get(i), "CLUSTER ADDSLOTSRANGE " + i * SLOTS / MASTERS + " " + ((i + 1) * SLOTS / MASTERS - 1));
        }
        awaitAll("cluster nodes", known -> ids.stream().allMatch(known::contains));
        for (int i = MASTERS; i < nodes.size(); i++) {
            call(nodes.get(i), "CLUSTER REPLICATE " + ids.get(i - MASTERS));
        }
        awaitAll("cluster info", info -> info.contains("cluster_state:ok"));
        awaitAll("cluster nodes", known -> known.split("slave ", -1).length == MASTERS + 1);
        awaitAll(
                "info replication",
                info -> info.contains("master_link_status:up") || info.contains("connected_slaves:1"));
    }

    private void awaitAll(String question, Predicate<String> isReady) {
        long start = System.nanoTime();
        for (RedisServer node : nodes) {
            while (!isReady.test(call(node, question))) {
                if (System.nanoTime() - start > JOIN_TIME.toNanos()) {
                    throw new LocalServiceException("The nodes did not become a cluster: " + call(node, question));
                }
                Thread.onSpinWait();
            }
        }
    }

    /** All nodes, as the engine's setting wants them. */
    public String uri() {
        return nodes.stream().map(RedisServer::uri).collect(Collectors.joining(","));
    }

    /** One of the nodes only, behind which the others must be found. */
    public String oneUri() {
        return nodes.getFirst().uri();
    }

    /** Kills the master that serves a slot, and returns it. */
    public RedisServer killMasterOf(int slot) {
        for (RedisServer node : nodes) {
            if (isMasterOf(node, slot)) {
                node.kill();
                return node;
            }
        }
        throw new LocalServiceException("Nobody serves slot " + slot);
    }

    private static boolean isMasterOf(RedisServer node, int slot) {
        return call(node, "CLUSTER NODES")
                .lines()
                .filter(line -> line.contains("myself,master"))
                .flatMap(line -> List.of(line.split(" ")).stream().skip(8))
                .filter(range -> !range.startsWith("["))
                .map(range -> range.split("-"))
                .anyMatch(range ->
                        Integer.parseInt(range[0]) <= slot && slot <= Integer.parseInt(range[range.length - 1]));
    }

    /** One command, and what the server says to it; an error is thrown. */
    private static String call(RedisServer node, String command) {
        try (var socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), node.port()), CALL_MILLIS);
            socket.setSoTimeout(CALL_MILLIS);
            socket.getOutputStream().write((command + "\r\n").getBytes(StandardCharsets.US_ASCII));
            var in = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
            var head = in.readLine();
            if (head == null || head.startsWith("-")) {
                throw new LocalServiceException(command + ": " + head);
            }
            return head.startsWith("$") ? read(in, Integer.parseInt(head.substring(1))) : head.substring(1);
        } catch (IOException e) {
            throw new UncheckedIOException(command, e);
        }
    }

    private static String read(BufferedReader in, int length) throws IOException {
        var text = new char[length];
        int read = 0;
        while (read < length) {
            int count = in.read(text, read, length - read);
            if (count < 0) {
                throw new IOException("The answer ended after " + read + " of " + length + " characters");
            }
            read += count;
        }
        return new String(text);
    }

    @Override
    public void close() {
        nodes.forEach(RedisServer::close);
    }
}
