package market.local;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.EnumSet;

/**
 * Starts all services and keeps them until its input closes or it is told to end.
 *
 * <p>Arguments: the properties file to write the addresses to, the data folder, the Elasticsearch distribution. When
 * all three answer, one line {@code services FILE} is printed; progress goes to the error output.
 */
public final class LocalServicesMain {
    private static final Duration READY_TIME = Duration.ofMinutes(4);

    private LocalServicesMain() {}

    public static void main(String[] arguments) throws IOException {
        if (arguments.length != 3) {
            throw new IllegalArgumentException("Expected: PROPERTIES_FILE DATA_FOLDER ELASTICSEARCH_ZIP");
        }
        var out = new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
        var error = new PrintStream(new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8);
        Path file = Path.of(arguments[0]).toAbsolutePath();
        var config = new LocalServicesConfig(
                Path.of(arguments[1]), EnumSet.allOf(LocalService.class), Path.of(arguments[2]), error::println);
        LocalServices services = LocalServices.start(config);
        Runtime.getRuntime().addShutdownHook(new Thread(services::close, "services-end"));
        services.awaitReady(LocalService.ELASTICSEARCH, READY_TIME);
        write(services, file);
        out.println("services " + file);
        System.in.transferTo(OutputStream.nullOutputStream());
        // The shutdown hook closes the services, on this way and on a signal alike.
        System.exit(0);
    }

    private static void write(LocalServices services, Path file) throws IOException {
        Files.createDirectories(file.resolveSibling("."));
        Path draft = file.resolveSibling(file.getFileName() + ".new");
        // Written out, not stored as properties: shell scripts read it too, and would stumble over the escapes.
        Files.writeString(
                draft, """
                postgres.url=%s
                redis.uri=%s
                elasticsearch.url=%s
                """.formatted(services.postgresUrl(), services.redisUri(), services.elasticsearchUrl()));
        Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
}
