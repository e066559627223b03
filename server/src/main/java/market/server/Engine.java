package market.server;

import io.micronaut.context.ApplicationContext;
import io.micronaut.runtime.graceful.GracefulShutdownManager;
import io.micronaut.runtime.server.EmbeddedServer;
import java.time.Duration;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import market.catalog.Taxonomy;
import market.graphql.execution.GraphQlExecutor;
import market.inventory.FlashSales;
import market.local.LocalService;
import market.local.LocalServices;
import market.local.LocalServicesConfig;
import market.local.alipay.AlipayGateway;
import market.merchants.Merchants;
import market.merchants.Regions;
import market.merchants.StaffAccess;
import market.server.datapack.DataPacks;
import market.server.development.DevelopmentAccounts;
import org.jspecify.annotations.Nullable;

/** One running engine with the services it started itself. */
public final class Engine implements AutoCloseable {

    private static final Duration GRACE = Duration.ofSeconds(20);
    private final ApplicationContext context;
    private final EmbeddedServer server;
    private final LocalServices services;
    private final StandIns standIns;
    private final AtomicBoolean isClosed = new AtomicBoolean();

    private Engine(ApplicationContext context, EmbeddedServer server, LocalServices services, StandIns standIns) {
        this.context = context;
        this.server = server;
        this.services = services;
        this.standIns = standIns;
    }

    /** Starts the services that are not given, migrates, loads the data packs and listens. */
    static Engine start(EngineSettings settings, Consumer<String> progress) {
        var faults = settings.productionFaults();
        if (!faults.isEmpty()) {
            throw new StartRefusedException("Production mode refuses to start:\n  " + String.join("\n  ", faults));
        }
        Setting.strangers(settings.environment())
                .forEach(variable ->
                        progress.accept(variable + " is not a setting of the engine and means nothing to it"));
        GivenServices.require(settings);
        var port = Ports.choose(settings);
        System.setProperty(
                "MARKET_LOG_FILE",
                settings.dataFolder().resolve("log/engine-" + port + ".log").toString());
        var services = LocalServices.start(new LocalServicesConfig(
                settings.dataFolder(), missing(settings), settings.elasticsearchZip(), progress));
        try {
            return start(settings, port, services, progress);
        } catch (RuntimeException e) {
            services.close();
            throw StartFailure.of(e);
        }
    }

    private static Engine start(EngineSettings settings, int port, LocalServices services, Consumer<String> progress) {
        var standIns = StandIns.start(settings, progress);
        progress.accept("starting the engine");
        var context = ApplicationContext.builder()
                .mainClass(Main.class)
                .packages("market")
                .properties(properties(settings, port, services, standIns))
                .banner(false)
                .build();
        try {
            context.start();
            context.getBean(DataPacks.class).load(settings.dataPacks(), progress);
            if (!settings.isProduction()) {
                context.getBean(DevelopmentAccounts.class).prepare();
            } else {
                context.getBean(DevelopmentAccounts.class).requireNone();
            }
            admitFirstOperator(settings, context, progress);
            context.getBean(Taxonomy.class).remember();
            context.getBean(Merchants.class).remember();
            context.getBean(Regions.class).remember();
            context.getBean(FlashSales.class).remember();
            // Built before the first request, so that a gap between contract and code stops the start.
            context.getBean(GraphQlExecutor.class);
            var engine =
                    new Engine(context, context.getBean(EmbeddedServer.class).start(), services, standIns);
            Runtime.getRuntime().addShutdownHook(new Thread(engine::close, "engine-shutdown"));
            return engine;
        } catch (RuntimeException e) {
            context.close();
            standIns.close();
            throw e;
        }
    }

    /** Nobody could let the first one in but somebody with access to this console. */
    private static void admitFirstOperator(
            EngineSettings settings, ApplicationContext context, Consumer<String> progress) {
        settings.firstOperator()
                .ifPresent(first -> context.getBean(StaffAccess.class)
                        .issueToFirstOperator(first.phone(), first.name())
                        .ifPresent(password -> progress.accept(
                                "the operator %s signs in with the password %s; it is not shown again, change it at once"
                                        .formatted(first.phone(), password))));
    }

    public String url() {
        return "http://127.0.0.1:" + server.getPort();
    }

    public ApplicationContext context() {
        return context;
    }

    /** The services this engine started itself. */
    public LocalServices services() {
        return services;
    }

    /** Answers what it has begun, then stops; services last, since requests in flight need them. */
    @Override
    public void close() {
        // Whoever started it closes it, and so does the end of the process.
        if (isClosed.getAndSet(true)) {
            return;
        }
        try {
            context.getBean(GracefulShutdownManager.class)
                    .shutdownGracefully()
                    .toCompletableFuture()
                    .get(GRACE.toSeconds(), TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException _) {
            // Whoever takes longer than the grace is cut off; there is nothing left to wait for.
        }
        context.close();
        standIns.close();
        services.close();
    }

    /** The local stand-in for Alipay that this engine started, for tests; null when a real gateway is set. */
    public @Nullable AlipayGateway gateway() {
        return standIns.alipay();
    }

    private static Set<LocalService> missing(EngineSettings settings) {
        var missing = EnumSet.noneOf(LocalService.class);
        addIfNull(settings.postgresUrl(), LocalService.POSTGRES, missing);
        addIfNull(settings.redisUri(), LocalService.REDIS, missing);
        addIfNull(settings.elasticsearchUrl(), LocalService.ELASTICSEARCH, missing);
        return missing;
    }

    private static void addIfNull(@Nullable String given, LocalService service, Set<LocalService> missing) {
        if (given == null) {
            missing.add(service);
        }
    }

    private static Map<String, Object> properties(
            EngineSettings settings, int port, LocalServices services, StandIns standIns) {
        var properties = new HashMap<String, Object>();
        var postgres = settings.postgresUrl();
        var redis = settings.redisUri();
        var elasticsearch = settings.elasticsearchUrl();
        properties.put("micronaut.server.port", port);
        properties.put("datasources.default.url", postgres == null ? services.postgresUrl() : postgres);
        properties.put("market.redis.uri", redis == null ? services.redisUri() : redis);
        properties.put("market.elasticsearch.url", elasticsearch == null ? services.elasticsearchUrl() : elasticsearch);
        properties.put("market.production", settings.isProduction());
        properties.put(
                "market.public-url",
                settings.environment().getOrDefault("MARKET_PUBLIC_URL", "http://127.0.0.1:" + port));
        properties.put("market.explorer", settings.hasExplorer());
        properties.put("market.data-folder", settings.dataFolder().toString());
        putIfGiven(settings, "MARKET_REDIS_KEY_PREFIX", "market.redis.key-prefix", properties);
        putIfGiven(settings, "MARKET_ELASTICSEARCH_INDEX_PREFIX", "market.elasticsearch.index-prefix", properties);
        properties.putAll(ofRooms(settings));
        properties.putAll(standIns.properties(settings));
        properties.putAll(HttpSettings.properties(settings.environment()));
        return properties;
    }

    /** Micronaut reads these from the environment of the process, too; here several engines of one process may differ. */
    private static Map<String, Object> ofRooms(EngineSettings settings) {
        var properties = new HashMap<String, Object>();
        settings.environment().forEach((variable, value) -> {
            for (var room : List.of("CHECKOUT", "INVENTORY")) {
                var prefix = "MARKET_" + room + "_";
                if (variable.startsWith(prefix)) {
                    var name = variable.substring(prefix.length()).replace('_', '-');
                    properties.put(("market." + room + "." + name).toLowerCase(Locale.ROOT), value);
                }
            }
        });
        return properties;
    }

    /** Prefixes keep several markets apart that share servers. */
    private static void putIfGiven(
            EngineSettings settings, String variable, String property, Map<String, Object> properties) {
        var given = settings.environment().get(variable);
        if (given != null) {
            properties.put(property, given);
        }
    }
}
