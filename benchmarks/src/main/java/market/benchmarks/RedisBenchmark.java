package market.benchmarks;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;
import market.inventory.redis.RedisHolds;
import market.kernel.RedisScript;

/** The program redis-benchmark. */
record RedisBenchmark(Path program, String redisUri, int connections) {

    private static final Pattern RATE = Pattern.compile("([0-9.]+) requests per second");
    private static final String RANDOM = "__rand_int__";

    /** How many calls in how long. */
    record Outcome(long count, double seconds) {
        double perSecond() {
            return count / seconds;
        }
    }

    static RedisScript holdScript() {
        return RedisScript.load(RedisHolds.class, "holds.lua");
    }

    static List<String> holdArguments(UUID variant, String incarnation, Duration ttl) {
        return List.of(
                "hold",
                "0",
                incarnation,
                "00000000-0000-4000-8000-" + RANDOM,
                "buyer-" + RANDOM,
                Long.toString(ttl.toMillis()),
                "20",
                "100000",
                "50000",
                variant.toString(),
                "1");
    }

    Outcome run(long count, String digest, String key, List<String> arguments) throws IOException {
        var command = new ArrayList<String>(List.of(
                program.toString(),
                "-h",
                "127.0.0.1",
                "-p",
                Integer.toString(URI.create(redisUri).getPort()),
                "-c",
                Integer.toString(connections),
                "-n",
                Long.toString(count),
                "-r",
                Integer.toString(Integer.MAX_VALUE),
                "EVALSHA",
                digest,
                "1",
                key));
        command.addAll(arguments);
        var process = new ProcessBuilder(command).redirectErrorStream(true).start();
        var text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        var rates = RATE.matcher(text);
        var rate = 0.0;
        while (rates.find()) {
            rate = Double.parseDouble(rates.group(1));
        }
        if (rate == 0 || text.contains("Error from server")) {
            throw new BenchmarkException("redis-benchmark said: " + text.strip());
        }
        return new Outcome(count, count / rate);
    }
}
