package market.local;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * The wanted services, running as children of this process below one data folder. Ports and data stay the same over
 * restarts; the children end with this process even when it is killed.
 */
public final class LocalServices implements AutoCloseable {
    private static final Duration READY_TIME = Duration.ofSeconds(90);
    private static final String DATABASE = "market";

    private final FolderLock folderLock;
    private final Consumer<String> progress;
    private final Map<LocalService, ServiceProcess> processes = new EnumMap<>(LocalService.class);
    private final Map<LocalService, Integer> ports = new EnumMap<>(LocalService.class);
    private final BackgroundStart elasticsearchStart;

    private LocalServices(LocalServicesConfig config, FolderLock folderLock, Launcher launcher) {
        this.folderLock = folderLock;
        this.progress = config.progress();
        Path folder = config.dataFolder();
        var software = new Software(folder.resolve("software"), progress);
        var portBook = new PortBook(folder.resolve("ports.properties"));
        var wanted = EnumSet.noneOf(LocalService.class);
        wanted.addAll(config.wanted());
        for (LocalService service : wanted) {
            Path home = folder.resolve(service.folderName());
            int port = portBook.portOf(service.folderName());
            ports.put(service, port);
            ServiceProcess process = switch (service) {
                case POSTGRES -> new PostgresProcess(launcher, software, home, port, progress);
                case REDIS -> new RedisProcess(launcher, software, home, port, List.of());
                case ELASTICSEARCH -> {
                    var both = new ElasticsearchProcess.Ports(port, portBook.portOf("elasticsearch-transport"));
                    yield new ElasticsearchProcess(launcher, software, config.elasticsearchZip(), home, both, progress);
                }
            };
            processes.put(service, process);
        }
        this.elasticsearchStart = new BackgroundStart(progress);
    }

    /**
     * Starts the wanted services and returns when PostgreSQL and Redis answer; Elasticsearch may still be starting.
     *
     * @throws DataFolderInUseException when a living engine holds the data folder
     */
    public static LocalServices start(LocalServicesConfig config) {
        FolderLock folderLock = FolderLock.take(config.dataFolder());
        LocalServices services;
        Launcher launcher;
        try {
            launcher = Launcher.probe();
            services = new LocalServices(config, folderLock, launcher);
        } catch (RuntimeException e) {
            folderLock.close();
            throw e;
        }
        try {
            services.startAll();
        } catch (RuntimeException e) {
            services.close();
            throw e;
        }
        if (!launcher.childrenDieWithUs()) {
            Runtime.getRuntime().addShutdownHook(new Thread(services::close, "local-services-end"));
        }
        return services;
    }

    private void startAll() {
        for (var entry : processes.entrySet()) {
            if (entry.getKey() != LocalService.ELASTICSEARCH) {
                entry.getValue().start();
            }
        }
        for (LocalService service : processes.keySet()) {
            if (service != LocalService.ELASTICSEARCH) {
                awaitReady(service, READY_TIME);
            }
        }
        if (processes.containsKey(LocalService.POSTGRES)) {
            new PostgresDatabases(postgresUrl()).createIfMissing(DATABASE);
        }
        // Last: its start keeps every processor busy for seconds, and the engine can serve without it meanwhile.
        if (processes.containsKey(LocalService.ELASTICSEARCH)) {
            start(LocalService.ELASTICSEARCH);
        }
    }

    public String postgresUrl() {
        return "jdbc:postgresql://127.0.0.1:" + port(LocalService.POSTGRES) + "/" + DATABASE + "?user=postgres";
    }

    public String redisUri() {
        return "redis://127.0.0.1:" + port(LocalService.REDIS);
    }

    public String elasticsearchUrl() {
        return "http://127.0.0.1:" + port(LocalService.ELASTICSEARCH);
    }

    /** Stops one service and leaves the others; its port and data wait for {@link #start(LocalService)}. */
    public void stop(LocalService service) {
        stop(List.of(process(service)), service == LocalService.ELASTICSEARCH);
    }

    /** Ends one service as a loss of power would; {@link #start(LocalService)} brings it back with what it had saved. */
    public void kill(LocalService service) {
        switch (process(service)) {
            case PostgresProcess postgres -> postgres.kill();
            case RedisProcess redis -> redis.kill();
            case ElasticsearchProcess _ -> throw new IllegalArgumentException("Elasticsearch holds nothing to lose");
        }
    }

    /** Starts a stopped service again; PostgreSQL and Redis answer when this returns. */
    public void start(LocalService service) {
        ServiceProcess process = process(service);
        switch (service) {
            case POSTGRES, REDIS -> {
                process.start();
                process.awaitReady(READY_TIME);
            }
            case ELASTICSEARCH -> elasticsearchStart.begin(process::start);
        }
    }

    /** Returns when the service answers, and throws when it ended or the time is up. */
    public void awaitReady(LocalService service, Duration limit) {
        if (service == LocalService.ELASTICSEARCH) {
            elasticsearchStart.await(limit);
        }
        process(service).awaitReady(limit);
    }

    /** Stops all services in good order and gives the data folder free. */
    @Override
    public void close() {
        try {
            stop(processes.values(), true);
        } finally {
            folderLock.close();
        }
    }

    private void stop(Collection<ServiceProcess> stopping, boolean withElasticsearch) {
        if (withElasticsearch) {
            elasticsearchStart.cancel();
        }
        stopping.forEach(ServiceProcess::beginStop);
        stopping.forEach(ServiceProcess::awaitStop);
    }

    private ServiceProcess process(LocalService service) {
        ServiceProcess process = processes.get(service);
        if (process == null) {
            throw new IllegalArgumentException(service + " was not wanted");
        }
        return process;
    }

    private int port(LocalService service) {
        Integer port = ports.get(service);
        if (port == null) {
            throw new IllegalArgumentException(service + " was not wanted");
        }
        return port;
    }
}
