package market.local;

import java.time.Duration;

/** One service as a process: it can be started and stopped again and again on the same port and the same data. */
sealed interface ServiceProcess permits PostgresProcess, RedisProcess, ElasticsearchProcess {
    /** Starts the process; it need not answer yet. */
    void start();

    void awaitReady(Duration limit);

    void beginStop();

    void awaitStop();
}
